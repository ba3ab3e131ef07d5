/** Seconds to wait after each attempt in turn, some ten minutes in all: a purchase that is on its way is written down by then. */
const DELAYS = [2, 3, 5, 10, 20, 40, 60, 120, 120, 240]

/** Seconds until a call is looked into again that was in vain `attempts` times; `null`: not any more. */
export function parkFor(attempts: number): number | null {
  return DELAYS[attempts - 1] ?? null
}
