import { type Series, seriesOf } from '../../analytics/series.ts'
import { readNow } from '../../db/store/read/analytics/numbers.ts'
import { type OfferHistory, readKnownSince, readOfferHistory } from '../../db/store/read/analytics/offer-history.ts'
import type { Database } from '../../db/tables.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** As many as the picture can tell apart. */
const POINTS = 400
const MOST_CHANGES = 20_000

export interface PriceHistory {
  readonly from: number
  readonly to: number
  readonly offers: OfferHistory['offers']
  /** `null`: too much has changed to be read for a look. */
  readonly series: readonly Series[] | null
}

export interface PriceQuestion {
  readonly service: string
  readonly country: string
  /** How far back one looks; less where less is known. */
  readonly days: number
  /** How long changes are kept; 0: for ever. */
  readonly keptDays: number
}

/** How price and stock of a service in a country moved. */
export async function readPriceHistory(database: Database, question: PriceQuestion): Promise<PriceHistory> {
  const { service, country, days, keptDays } = question
  const to = (await readNow(database)).getTime()
  const since = await readKnownSince(database)
  const kept = keptDays > 0 ? to - keptDays * DAY : 0
  const known = Math.min(to, ...[...since.values()].map(at => at.getTime()))
  const from = Math.min(Math.max(to - days * DAY, kept, known), to - HOUR)
  const step = (to - from) / POINTS
  const instants = [...Array.from({ length: POINTS }, (_, index) => Math.round(from + index * step)), to]
  const window = { service, country, from: new Date(from), to: new Date(to), limit: MOST_CHANGES }
  const history = await readOfferHistory(database, window)
  const isTooMuch = history.changes.length > MOST_CHANGES
  const series = isTooMuch ? null : seriesOf(history, { instants, kept, since, until: to })
  return { from, to, offers: history.offers, series }
}
