import { ConfigurationError } from '../errors/access.ts'

/** Something of the client that is loaded on demand, once. */
export interface Part<T> {
  /** @throws {@link ConfigurationError} when it could not be loaded; the next call tries again. */
  open(): Promise<T>
  /** The part, if anybody has opened it. */
  opened(): Promise<T> | undefined
}

export function createPart<Module, T>(
  provider: string,
  load: () => Promise<Module>,
  build: (module: Module) => T,
): Part<T> {
  let opening: Promise<T> | undefined
  const open = async () => {
    const module = await load().catch(() => {
      opening = undefined
      throw new ConfigurationError('a part of the client could not be loaded', {
        provider,
        operation: 'configure',
        hint: 'Nothing was sent. Deploy every file of the bundle, and try again.',
      })
    })
    return build(module)
  }
  return {
    open: () => (opening ??= open()),
    opened: () => opening,
  }
}
