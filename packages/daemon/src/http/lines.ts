import { createTurns } from './events/turns.ts'

/** Runs what a client wants to be asked of a provider, when it is its turn. */
export type InLine = <T>(provider: string, work: () => Promise<T>) => Promise<T>

/** A provider that takes three requests a second is kept busy for little more than one by so many. */
const AT_ONCE = 4

/**
 * A line for each provider in front of the one in which purchases and looks at numbers wait for their turn, which lets in a
 * few at a time: however many questions clients have, no purchase waits behind all of them.
 */
export function createLines(): InLine {
  const lines = new Map<string, ReturnType<typeof createTurns>>()
  return (provider, work) => {
    const takeTurn = lines.get(provider) ?? createTurns(AT_ONCE)
    lines.set(provider, takeTurn)
    return takeTurn(work)
  }
}
