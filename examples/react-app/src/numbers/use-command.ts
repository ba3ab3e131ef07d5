import { useState } from 'react'

/** What is being done with a number, and how the last of it failed. */
export interface Command {
  /** Which one is being done. */
  readonly running: string | null
  readonly error: Error | null
  run(name: string, command: () => Promise<unknown>): void
}

/** What was pressed may be there no more: whoever uses a keyboard goes on from the heading. */
function keepFocus(): void {
  if (document.activeElement === document.body) document.querySelector('h1')?.focus()
}

/** Commands about a number, one at a time. */
export function useCommand(): Command {
  const [running, setRunning] = useState<string | null>(null)
  const [error, setError] = useState<Error | null>(null)
  const run = async (name: string, command: () => Promise<unknown>) => {
    setRunning(name)
    setError(null)
    try {
      await command()
    } catch (error) {
      setError(error instanceof Error ? error : new Error(String(error)))
    } finally {
      setRunning(null)
      requestAnimationFrame(keepFocus)
    }
  }
  return { running, error, run: (name, command) => void run(name, command) }
}
