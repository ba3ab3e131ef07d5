import type { Command } from './use-command.ts'

interface CommandButtonProps {
  readonly command: Command
  readonly name: string
  readonly text: string
  readonly run: () => Promise<unknown>
}

/** A button for one thing that can be done with a number; while any of them is being done, it waits. */
export function CommandButton({ command, name, text, run }: CommandButtonProps) {
  const { running } = command
  return (
    <button
      type="button"
      className="button"
      disabled={running !== null}
      aria-busy={running === name}
      onClick={() => command.run(name, run)}
    >
      {text}
    </button>
  )
}
