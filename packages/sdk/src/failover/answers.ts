import type { CallOptions } from '../provider/call-options.ts'

/**
 * What those tell who answer, where everybody is asked at once.
 * @throws what the first one failed with, when nobody answers.
 */
export async function answersOf<Row>(
  questions: readonly Promise<readonly Row[]>[],
  { signal }: CallOptions,
): Promise<readonly Row[]> {
  const answers = await Promise.allSettled(questions)
  signal?.throwIfAborted()
  const told = answers.filter(answer => answer.status === 'fulfilled').map(({ value }) => value)
  if (told.length > 0) return told.flat()
  throw answers.find(answer => answer.status === 'rejected')?.reason
}
