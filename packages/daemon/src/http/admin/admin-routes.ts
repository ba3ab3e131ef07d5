import type { Provider } from '@onesms/sdk'
import { z } from 'zod'
import type { Accounts } from '../../accounts/accounts.ts'
import { writeDeed } from '../../db/store/audit.ts'
import { readPurchaseSwitch } from '../../db/store/purchases/switch.ts'
import { readMessages, readOpenNumbers } from '../../db/store/read/admin/numbers.ts'
import { readBalanceStates, readJobStates, readWaiting } from '../../db/store/read/admin/overview.ts'
import { readChoices } from '../../db/store/read/admin/prices.ts'
import { readPurchaseStates } from '../../db/store/read/admin/purchases.ts'
import { readSystem } from '../../db/store/read/admin/system.ts'
import { readSyncLogs } from '../../db/store/read/sync-logs.ts'
import { type JobSchedule, jobNames, subjectsOf } from '../../jobs/job.ts'
import type { CookieSessions } from '../auth/cookie-session.ts'
import { Problem } from '../problem.ts'
import { parseQuery } from '../query.ts'
import type { RouteContext, RouteEntry } from '../routes/route.ts'
import { actionRoutes, NOTICES, read } from './actions.ts'
import { assetRoutes } from './assets.ts'
import { loginRoutes } from './login-routes.ts'
import { numbers, type ShownNumber } from './numbers.ts'
import { overview } from './overview.ts'
import { actionRoute, pageRoute } from './page-route.ts'
import { readPriceHistory } from './price-history.ts'
import { prices } from './prices.ts'
import { purchases } from './purchases.ts'
import { replyPage, shell } from './shell.ts'
import { system } from './system.ts'

export interface AdminContext extends RouteContext {
  readonly cookies: CookieSessions
  /** When which job runs. */
  readonly schedule: JobSchedule
}

/** Rows of a list: what one looks at, not what one searches. */
const SHOWN = { runs: 25, purchases: 25, cases: 50, numbers: 100, leases: 200, letters: 50, choices: 40 }
const DAYS = 7

const query = z.object({ done: z.string().max(20).optional() })
const priceQuery = z.object({ service: z.string().max(130).default(''), country: z.string().max(130).default('') })

/** The pages of `/admin`: what a person looks at, and the few things they can do there. */
export function adminRoutes(context: AdminContext): readonly RouteEntry[] {
  const { database, gate, providers, accounts, schedule, historyDays, cookies, onError } = context
  const noticeOf = (request: Request) => NOTICES.get(parseQuery(query, request.url).done) ?? null
  const numbersPage = async (csrf: string, shown: ShownNumber | null) => {
    const rows = await gate(() => readOpenNumbers(database, SHOWN.numbers + 1))
    const isCut = rows.length > SHOWN.numbers
    return numbers({ now: new Date(), numbers: rows.slice(0, SHOWN.numbers), isCut, shown }, csrf)
  }

  return [
    ...assetRoutes,
    ...loginRoutes(cookies),
    pageRoute(
      { path: '/admin', summary: 'What runs, and what waits for a person', onError },
      async ({ request, visitor }) => {
        const notice = noticeOf(request)
        const [{ now, jobs }, balances, waiting, runs, power] = await gate(() =>
          Promise.all([
            readJobStates(database, planOf(providers)),
            readBalanceStates(database),
            readWaiting(database),
            readSyncLogs(database, { limit: SHOWN.runs }),
            readPurchaseSwitch(database.sql, database.schema),
          ]),
        )
        return {
          ...overview({ now, jobs, schedule, balances, waiting, runs, isStopped: !power.isOn }, visitor.csrf),
          notice,
        }
      },
    ),
    pageRoute(
      { path: '/admin/purchases', summary: 'Purchases that wait for a person', onError },
      async ({ request, visitor }) => {
        const notice = noticeOf(request)
        const [power, unknown, underWay, orphans, latest] = await gate(() =>
          Promise.all([
            readPurchaseSwitch(database.sql, database.schema),
            readPurchaseStates(database, 'unknown', SHOWN.cases),
            readPurchaseStates(database, 'under_way', SHOWN.cases),
            readPurchaseStates(database, 'orphan', SHOWN.cases),
            readPurchaseStates(database, 'latest', SHOWN.purchases),
          ]),
        )
        const asked = new Set(unknown.map(({ account }) => account))
        const candidates = await gate(() => readCandidates(accounts, asked))
        return {
          ...purchases({ now: new Date(), power, unknown, candidates, underWay, orphans, latest }, visitor.csrf),
          notice,
        }
      },
    ),
    pageRoute({ path: '/admin/numbers', summary: 'Numbers that are not over', onError }, ({ visitor }) =>
      numbersPage(visitor.csrf, null),
    ),
    actionRoute(
      { path: '/admin/numbers/texts', summary: 'Shows the SMS of a number', onError },
      async (visit, form) => {
        const { id } = read(z.object({ id: z.string().min(1).max(200) }), form)
        const found = await gate(() => readMessages(database, id, SHOWN.cases))
        if (!found) throw new Problem({ code: 'not_found', detail: 'There is no such number.' })
        const { actor, requestId, visitor } = visit
        await writeDeed(database, { actor, requestId, action: 'read_texts', activationId: id })
        return replyPage(shell('/admin/numbers', visitor, await numbersPage(visitor.csrf, { id, ...found })))
      },
    ),
    pageRoute({ path: '/admin/prices', summary: 'How prices and stock moved', onError }, async ({ request }) => {
      const { service, country } = parseQuery(priceQuery, request.url)
      const choices = await gate(() => readChoices(database, SHOWN.choices))
      const wanted = { service, country, days: DAYS, keptDays: historyDays }
      const isChosen = service !== '' && country !== ''
      const history = isChosen ? await gate(() => readPriceHistory(database, wanted)) : null
      return prices({ ...wanted, ...choices, history })
    }),
    pageRoute(
      { path: '/admin/system', summary: 'What runs where, and what did not get through', onError },
      async ({ request, visitor }) => {
        const notice = noticeOf(request)
        const state = await gate(() => readSystem(database, SHOWN.leases, SHOWN.letters))
        return { ...system(state, visitor.csrf), notice }
      },
    ),
    ...actionRoutes(context),
  ]
}

const planOf = (providers: readonly Provider[]) =>
  jobNames.flatMap(job => subjectsOf(job, providers).map(({ id }) => ({ job, provider: id })))

/** Of each unknown purchase of these accounts, what was seen that it may have bought. */
async function readCandidates(accounts: Accounts, asked: ReadonlySet<string>) {
  const open = await Promise.all(
    [...accounts.values()].filter(({ id }) => asked.has(id)).map(({ client }) => client.purchases.open()),
  )
  return new Map(open.flat().map(({ id, candidates }) => [id, candidates]))
}
