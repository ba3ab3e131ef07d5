import type { Clock } from '../utils/clock.ts'

/** What `read` comes to; `null` when it fails, or takes longer than `limit` milliseconds: then it is aborted. */
export async function within<Result>(
  clock: Clock,
  limit: number,
  read: (signal: AbortSignal) => Promise<Result>,
): Promise<Result | null> {
  const controller = new AbortController()
  const result = read(controller.signal).catch(() => null)
  const silence = clock.sleep(limit, controller.signal).then(
    () => null,
    () => null,
  )
  const first = await Promise.race([result, silence])
  controller.abort('answered')
  return first
}
