import type { Database } from '../../tables.ts'

/** What a page of services or countries is to hold. */
export interface ListFilter {
  /** Part of the name or the code, in any case. */
  readonly q?: string | undefined
  readonly active?: boolean | undefined
  /** Only what has stock. */
  readonly available?: boolean | undefined
  /** Code of the last row of the page before. */
  readonly after?: string | undefined
  readonly limit: number
}

/** The conditions that services and countries share. Not LIKE: a `%` in the question is a character as any other. */
export function matches(sql: Database['sql'], { q, active, available, after }: ListFilter) {
  const wanted = q?.toLowerCase()
  return sql`
    true
    ${wanted === undefined ? sql`` : sql`and (strpos(lower(name), ${wanted}) > 0 or strpos(lower(code), ${wanted}) > 0)`}
    ${active === undefined ? sql`` : sql`and active = ${active}`}
    ${available ? sql`and total_available > 0` : sql``}
    ${after === undefined ? sql`` : sql`and code > ${after}`}`
}
