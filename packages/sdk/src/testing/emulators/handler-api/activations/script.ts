import { createRandom, type Random, seedOf } from '../catalog/random.ts'
import type { MessageWishes } from './message.ts'

/** Something the host does to an activation of its own accord, so many milliseconds later. */
export type Step =
  | { readonly after: number; readonly sms: MessageWishes }
  | { readonly after: number; readonly cancel: true }

/** What happens to an activation: after the purchase, and each time another SMS is asked for. */
export interface Script {
  bought(random: Random): readonly Step[]
  again(random: Random): readonly Step[]
}

/** Nothing comes by itself. */
export const silence: Script = { bought: () => [], again: () => [] }

/** An SMS after 5 to 40 seconds, and another whenever it is asked for. */
export const usual: Script = {
  bought: random => [{ after: 5_000 + Math.floor(random() * 35_000), sms: {} }],
  again: random => [{ after: 5_000 + Math.floor(random() * 35_000), sms: {} }],
}

/** A stream of its own for one use: the same seed, id and use give the same delays and texts. */
export const streamOf = (seed: number, id: string, ...use: readonly (string | number)[]): Random =>
  createRandom(seedOf(seed, id, ...use))
