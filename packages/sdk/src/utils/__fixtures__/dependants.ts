/** How many traces `AbortSignal.any` has left on a signal, as Node keeps them. */
export function dependantsOf(signal: AbortSignal): number {
  const key = Object.getOwnPropertySymbols(signal).find(({ description }) => description === 'kDependantSignals')
  return key === undefined ? 0 : ((Reflect.get(signal, key) as ReadonlySet<unknown> | undefined)?.size ?? 0)
}
