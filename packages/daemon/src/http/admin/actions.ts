import { z } from 'zod'
import { writeDeed } from '../../db/store/audit.ts'
import { setPurchaseSwitch } from '../../db/store/purchases/switch.ts'
import { readAccountOf } from '../../db/store/read/admin/purchases.ts'
import { jobNames, subjectsOf } from '../../jobs/job.ts'
import { replayDeliveries } from '../../webhooks-out/read-deliveries.ts'
import { Problem } from '../problem.ts'
import { invalidParameter } from '../query.ts'
import type { RouteContext, RouteEntry } from '../routes/route.ts'
import { actionRoute } from './page-route.ts'

/** What a page says on top after a form was sent. */
export const NOTICES: ReadonlyMap<string | null | undefined, string> = new Map([
  ['started', 'The job runs. What it brings is below when it has ended.'],
  ['resolved', 'It is decided, and written down.'],
  ['off', 'Purchases are stopped in every process.'],
  ['on', 'Purchases are allowed again.'],
  ['replayed', 'It is sent once more.'],
  ['out', 'You are logged out.'],
])

const word = z.string().min(1).max(200)
const syncForm = z.object({ job: z.enum(jobNames), provider: word, accept: z.literal('yes').optional() })
const resolveForm = z.object({ bought: word, other: z.string().max(200).default('') })
const replayForm = z.object({ event: word, endpoint: word })
const switchForm = z.object({ power: z.enum(['on', 'off']), reason: word })

/** What the buttons do. Each is written down before it is done. */
export function actionRoutes({
  database,
  providers,
  accounts,
  triggerSync,
  onError,
}: RouteContext): readonly RouteEntry[] {
  return [
    actionRoute({ path: '/admin/sync', summary: 'Has a job run now', onError }, async ({ actor, requestId }, form) => {
      const { job, provider, accept } = read(syncForm, form)
      const subject = subjectsOf(job, providers).find(({ id }) => id === provider)
      if (!subject) throw new Problem({ code: 'unknown_reference', detail: `${job} is not configured for it.` })
      await writeDeed(database, { actor, requestId, action: accept ? 'accept' : 'sync', provider, reason: job })
      await triggerSync(job, subject, { accept: accept !== undefined })
      return '/admin?done=started'
    }),
    actionRoute(
      { path: '/admin/purchases/:id/resolve', summary: 'Says what an unknown purchase bought', onError },
      async ({ actor, requestId, params: { id: intentId = '' } }, form) => {
        const { bought, other } = read(resolveForm, form)
        const chosen = bought === 'other' ? other.trim() : bought
        if (chosen === '') throw invalidParameter('other', 'must be the id of the number')
        const account = accounts.get((await readAccountOf(database, intentId)) ?? '')
        if (!account)
          throw new Problem({ code: 'unknown_reference', detail: 'No account of this daemon has made this purchase.' })
        await writeDeed(database, {
          actor,
          requestId,
          action: 'resolve',
          intentId,
          provider: account.id,
          reason: chosen,
        })
        await account.client.purchases.resolve(intentId, chosen)
        return '/admin/purchases?done=resolved'
      },
    ),
    actionRoute(
      { path: '/admin/webhooks/replay', summary: 'Has an event told once more', onError },
      async ({ actor, requestId }, form) => {
        const { event, endpoint } = read(replayForm, form)
        await writeDeed(database, { actor, requestId, action: 'replay', reason: `${event} to ${endpoint}` })
        if ((await replayDeliveries(database, event, endpoint)) > 0) return '/admin/system?done=replayed'
        throw new Problem({ code: 'not_found', detail: 'There is no such event any more.' })
      },
    ),
    actionRoute({ path: '/admin/switch', summary: 'Stops or allows purchases', onError }, async ({ actor }, form) => {
      const { power, reason } = read(switchForm, form)
      await setPurchaseSwitch(database, { isOn: power === 'on', actor, reason })
      return `/admin/purchases?done=${power}`
    }),
  ]
}

/** @throws {@link Problem} for a form that no page of ours sends. */
export function read<Schema extends z.ZodObject>(schema: Schema, form: URLSearchParams): z.output<Schema> {
  const result = schema.safeParse(Object.fromEntries(form))
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw invalidParameter(String(issue?.path[0]), issue?.message ?? 'is not valid')
}
