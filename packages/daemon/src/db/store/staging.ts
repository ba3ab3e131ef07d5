import type { Candidate } from '../../catalog/candidate.ts'
import type { PriceChange } from '../../catalog/guard.ts'
import type { Sql } from '../connect.ts'
import { copyLines } from '../copy.ts'

/** Puts the offers of a candidate into the temporary table `incoming`, which ends with the transaction. */
export async function stageCandidate(tx: Sql, { lines }: Candidate): Promise<void> {
  await tx`
    create temporary table incoming (
      native_country text, native_service text, operator text, supplier text, price numeric(18, 6), stock bigint
    ) on commit drop`
  const copy = tx`
    copy pg_temp.incoming (native_country, native_service, operator, supplier, price, stock) from stdin`
  await copyLines(copy, lines)
}

/** Puts into the temporary table `changes` what is staged and differs from the catalog, and how. */
export async function compareWithCatalog(tx: Sql, { provider, observed }: Candidate): Promise<void> {
  await tx`
    create temporary table changes on commit drop as
    select
      coalesce(i.native_country, o.native_country) as native_country,
      coalesce(i.native_service, o.native_service) as native_service,
      coalesce(i.operator, o.operator) as operator,
      coalesce(i.supplier, o.supplier) as supplier,
      i.price, i.stock, o.price as old_price, o.stock as old_stock, o.tombstoned_at is not null as was_gone,
      case when o.price is null then 'new' when i.price is null then 'missing' else 'changed' end as change
    from pg_temp.incoming i
    full join (select * from offers where provider = ${provider.id} and kind = 'activation') o
      on o.native_country = i.native_country and o.native_service = i.native_service
      and o.operator = i.operator and o.supplier = i.supplier
    where o.price is null
      or (i.price is null and o.tombstoned_at is null and o.native_country = any(${[...observed]}::text[]))
      or i.price <> o.price
      or (i.price is not null and o.currency <> ${provider.currency})
      or (i.price is not null and (i.stock is distinct from o.stock or o.missing_runs > 0 or o.tombstoned_at is not null))`
}

/** How prices moved between the catalog and the staged candidate. */
export async function comparePrices(tx: Sql): Promise<PriceChange> {
  const [row] = await tx<{ matched: number; moved: number; tripled: number }[]>`
    select
      (select count(*) from pg_temp.incoming) - count(*) filter (where change = 'new') as matched,
      count(*) filter (where change = 'changed' and price <> old_price) as moved,
      count(*) filter (where change = 'changed' and (price > 3 * old_price or 3 * price < old_price)) as tripled
    from pg_temp.changes`
  if (!row) return { matched: 0, medianRatio: 1, tripled: 0 }
  const { matched, moved, tripled } = row
  return { matched, tripled, medianRatio: moved * 2 < matched ? 1 : await medianRatio(tx, matched) }
}

/** The median over all offers that stayed; those that did not move count with 1, and so do those that were free. */
async function medianRatio(tx: Sql, matched: number): Promise<number> {
  const [row] = await tx<{ ratio: string | null }[]>`
    with moved as (
      select price / old_price as ratio from pg_temp.changes where change = 'changed' and price <> old_price and old_price > 0
    ), ratios as (
      select ratio from moved
      union all
      select 1 from generate_series(1, ${matched}::bigint - (select count(*) from moved))
    )
    select percentile_disc(0.5) within group (order by ratio) as ratio from ratios`
  return Number(row?.ratio ?? 1)
}
