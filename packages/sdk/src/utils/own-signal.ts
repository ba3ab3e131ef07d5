interface Following {
  readonly controllers: Set<AbortController>
  readonly onAbort: () => void
}

/** Who follows a signal. One listener serves them all, since Node warns of a leak where more than ten listen to one. */
const followings = new WeakMap<AbortSignal, Following>()

/**
 * Does work under a signal of its own, which is aborted with any of `sources` for as long as the work goes on. Afterwards
 * nothing is left on them: `AbortSignal.any` leaves a trace on each, in Node 20 for as long as that lives, and some live as
 * long as the process.
 */
export async function underOwnSignal<T>(
  sources: readonly AbortSignal[],
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const own = new AbortController()
  const unfollow = sources.map(source => follow(source, own))
  try {
    return await work(own.signal)
  } finally {
    for (const end of unfollow) end()
  }
}

function follow(source: AbortSignal, controller: AbortController): () => void {
  if (source.aborted) {
    controller.abort(source.reason)
    return () => {}
  }
  const following = followings.get(source) ?? listenTo(source)
  const { controllers, onAbort } = following
  controllers.add(controller)
  return () => {
    controllers.delete(controller)
    if (controllers.size > 0) return
    source.removeEventListener('abort', onAbort)
    if (followings.get(source) === following) followings.delete(source)
  }
}

function listenTo(source: AbortSignal): Following {
  const controllers = new Set<AbortController>()
  const onAbort = () => {
    for (const controller of controllers) controller.abort(source.reason)
  }
  const following = { controllers, onAbort }
  followings.set(source, following)
  source.addEventListener('abort', onAbort, { once: true })
  return following
}
