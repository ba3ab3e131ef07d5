/** How many requests arrive, least and most, for ten purchases at a host that reads each and resets the connection. */
export const REQUESTS_FOR_TEN: Readonly<Record<string, readonly [least: number, most: number]>> = {
  'node 20': [10, 10],
  'node 22': [10, 10],
  'node 24': [10, 10],
  bun: [10, 10],
  deno: [10, 10],
  // No connection of its own for a purchase: `fetch` is all there is, and sends each of them two or three times.
  'workerd with node:https': [20, 30],
  'workerd with fetch': [20, 30],
}
