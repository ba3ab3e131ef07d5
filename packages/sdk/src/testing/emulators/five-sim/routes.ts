import { orders, payments, profile } from './answers/account.ts'
import { buyActivation, buyHosting, reuse } from './answers/buying.ts'
import { countries, flash, products } from './answers/guest.ts'
import { deleteMaxPrice, maxPrices, setMaxPrice } from './answers/max-prices.ts'
import { ban, cancel, check, finish, inbox } from './answers/orders.ts'
import { prices } from './answers/prices.ts'
import type { Answer } from './answers/request.ts'

interface Route {
  readonly method: string
  /** Behind `/v1`. */
  readonly path: RegExp
  /** What the ledger and the faults call it. */
  readonly action: string
  readonly answer: Answer
}

const SLUG = '[A-Za-z0-9_-]+'

/** A path with `{names}`: ids and numbers are digits, everything else is a slug. */
const route = (method: string, path: string, answer: Answer, action: string): Route => ({
  method,
  path: new RegExp(`^${path.replace(/\{(\w+)\}/g, (_, name) => `(?<${name}>${PARTS.get(name) ?? SLUG})`)}$`),
  action,
  answer,
})

const PARTS: ReadonlyMap<string, string> = new Map([
  ['id', '\\d+'],
  ['number', '\\d{4,15}'],
  ['lang', 'en|ru'],
])

const get = (path: string, answer: Answer, action = path.replace(/^\/(user\/)?|\/\{.*$/g, '')) =>
  route('GET', path, answer, action)

const routes: readonly Route[] = [
  get('/guest/countries', countries),
  get('/guest/products/{country}/{operator}', products),
  get('/guest/prices', prices),
  get('/guest/flash/{lang}', flash),
  get('/user/profile', profile),
  get('/user/orders', orders),
  get('/user/payments', payments),
  get('/user/max-prices', maxPrices),
  route('POST', '/user/max-prices', setMaxPrice, 'max-prices/set'),
  route('DELETE', '/user/max-prices', deleteMaxPrice, 'max-prices/delete'),
  get('/user/buy/activation/{country}/{operator}/{product}', buyActivation),
  get('/user/buy/hosting/{country}/{operator}/{product}', buyHosting),
  get('/user/reuse/{product}/{number}', reuse),
  get('/user/check/{id}', check),
  get('/user/finish/{id}', finish),
  get('/user/cancel/{id}', cancel),
  get('/user/ban/{id}', ban),
  get('/user/sms/inbox/{id}', inbox),
]

/** What a request is about: nothing where no route has its path. */
export interface Match {
  readonly action: string
  readonly params: Readonly<Record<string, string>>
  readonly answer: Answer | null
}

/** The route of a path behind `/v1`. A character that has to be escaped is in none. */
export function match(method: string, path: string, query: URLSearchParams): Match {
  for (const { method: verb, path: pattern, action, answer } of routes) {
    const found = verb === method ? pattern.exec(path) : null
    if (found) return { action, params: { ...Object.fromEntries(query), ...found.groups }, answer }
  }
  return { action: '', params: Object.fromEntries(query), answer: null }
}
