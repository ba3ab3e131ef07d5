import type { RowProblems } from '../provider/offer-batch.ts'

export function noProblems(): RowProblems {
  return { price: 0, stock: 0, id: 0, duplicate: 0, zeroPrice: 0, caseVariant: 0 }
}

export function addProblems(total: RowProblems, more: Readonly<RowProblems>): void {
  for (const reason of Object.keys(total) as (keyof RowProblems)[]) total[reason] += more[reason]
}

/** How many rows were not kept. */
export function rowsLeftOut({ price, stock, id }: Readonly<RowProblems>): number {
  return price + stock + id
}

/** How many of these ids another one differs from by case alone. */
export function countCaseVariants(ids: readonly string[]): number {
  if (!ids.some(id => /[A-Z]/.test(id))) return 0
  return ids.length - new Set(ids.map(id => id.toLowerCase())).size
}
