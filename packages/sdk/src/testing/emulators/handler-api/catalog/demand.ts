/** Codes of the services most asked for, most wanted first: dearer, sold in every country, first in a small catalog. */
export const wantedServices: readonly string[] = (
  'tg wa go ig fb ds tw lf oi mm am wx dr acz wb vk vi me fu mb ub uk nf ts dh ka hw kt nv mt ew sn ya ma ok bw tn im ' +
  'qq qf li bl dl nz rl re bz wr ym pm ot'
).split(' ')

/** Ids of the countries most asked for, most wanted first: what a small catalog consists of. */
export const wantedCountries: readonly number[] = [
  187, 16, 43, 6, 22, 73, 78, 56, 15, 86, 36, 48, 54, 33, 4, 10, 52, 31, 62, 19, 2, 175, 46, 117,
]

/** Where a number costs most. */
export const dearCountries: ReadonlySet<string> = new Set(
  'AE AT AU BE BH CA CH DE DK FI FR GB HK IE IL IS IT JP KR KW LI LU MC MO MT NL NO NZ QA SA SE SG TW US'.split(' '),
)

/** Where a number costs least. */
export const cheapCountries: ReadonlySet<string> = new Set(
  (
    'AF BD BF BI BJ CD CF CI CM DJ EG ER ET GH GM GN GW HT ID IN KE KG KH KM LA LK LR LS MG ML MM MR MW MZ NE NG NP PG ' +
    'PH PK RW SD SL SN SO SS SY TD TG TJ TL TZ UG VE VN YE ZM ZW'
  ).split(' '),
)
