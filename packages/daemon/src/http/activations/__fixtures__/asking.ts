import type { Mall, Reply } from './shop.ts'

/** What a refusal comes to. */
export const brief = ({ status, body }: Reply) => [status, body.code, body.rejected ?? false]

/** How often the provider was asked to sell while something was done. */
export async function wireOf<T>(mall: Mall, act: () => Promise<T>): Promise<[T, number]> {
  const before = mall.wire()
  return [await act(), mall.wire() - before]
}

/** Lets time pass until something is done; the database takes time of its own meanwhile. */
export async function inTime<T>(mall: Mall, work: Promise<T>): Promise<T> {
  let isOver = false
  const over = () => {
    isOver = true
  }
  work.then(over, over)
  while (!isOver) {
    await mall.clock.advance(10) // little: what the ledger takes is counted too
    await mall.database.sql`select 1`
  }
  return work
}
