import { ConfigurationError } from '../../errors/access.ts'

/** Loads a part of the code with the first call that needs it. What failed is tried again with the next call. */
export function loadOnce<T>(load: () => Promise<T>, provider: string): () => Promise<T> {
  let loading: Promise<T> | undefined
  return () => {
    loading ??= load().catch(() => {
      loading = undefined
      const hint = 'Nothing was sent. Deploy every file of the bundle, and try again.'
      throw new ConfigurationError(`the part that follows numbers of ${provider} could not be loaded`, {
        ...{ provider, operation: 'configure', hint },
      })
    })
    return loading
  }
}
