/**
 * Aborts a controller as soon as a signal is aborted; answers how to let go of the signal. To be done by hand: of two that
 * listen to one signal with the option `signal`, Node 20 forgets to remove the first when garbage is collected meanwhile.
 */
export function abortWith(source: AbortSignal, controller: AbortController): () => void {
  const onAbort = () => controller.abort(source.reason)
  if (source.aborted) onAbort()
  source.addEventListener('abort', onAbort, { once: true })
  return () => source.removeEventListener('abort', onAbort)
}
