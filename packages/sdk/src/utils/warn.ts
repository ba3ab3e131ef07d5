/** Says something once to whoever runs the process, where no promise and no event can: a warning of the runtime. */
export function warn(warning: string | Error): void {
  const { process } = globalThis as { process?: { emitWarning?: (warning: string | Error) => void } }
  if (process?.emitWarning) process.emitWarning(warning)
  // biome-ignore lint/suspicious/noConsole: a page has no other place for it
  else console.warn(warning)
}
