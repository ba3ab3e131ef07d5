import type { Sql } from '../connect.ts'
import { numbersOf, readNow } from './read/analytics/numbers.ts'

const DAYS = 30
/** So many numbers say something about a country. */
const ENOUGH = 20

/** Brings up to date which share of the numbers of each country received an SMS: those of the last 30 days, whoever bought them. */
export async function refreshSuccessRates(tx: Sql, schema: string): Promise<void> {
  const to = await readNow({ sql: tx })
  const from = new Date(to.getTime() - DAYS * 86_400_000)
  await tx`
    with fared as (
      select country, (avg(received::int))::numeric(5, 4) as rate
      from (${numbersOf({ sql: tx, schema }, { from, to })}) n
      where not open and not withdrawn group by country having count(*) >= ${ENOUGH}
    )
    update countries c set success_rate = fared.rate
    from countries all_countries left join fared on fared.country = all_countries.code
    where c.code = all_countries.code and c.success_rate is distinct from fared.rate`
}
