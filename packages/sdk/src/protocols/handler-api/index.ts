export type { Answer, Command, HandlerApi } from './api.ts'
export {
  getBalance,
  getCountries,
  getNumbersStatus,
  getOperators,
  getPrices,
  getPricesV2,
  getPricesV3,
  getServicesList,
  getTopCountriesByService,
  type PriceRow,
} from './commands.ts'
export { classicDialect, type HandlerApiDialect } from './dialect.ts'
export { type HandlerApiHost, type HandlerApiOptions, type HandlerApiProvider, handlerApi } from './handler-api.ts'
export type { LadderKind, Tier } from './ladder.ts'
export type { LadderRow } from './ladders.ts'
export type { NamedId, NumbersStatusRow } from './lists.ts'
export type { PriceFilter } from './price-row.ts'
export type { Rows } from './read-answer.ts'
export { refusals } from './refusals.ts'
export type { AnswerContext } from './unexpected.ts'
