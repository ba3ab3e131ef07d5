import { z } from 'zod'
import type { Metrics } from '../../observability/metrics.ts'
import type { OperationsWatch } from '../../observability/operations-watch.ts'
import { replyJson } from '../reply.ts'
import type { Route, RouteDoc } from '../routes/route.ts'

/** Seconds within which a success is promised. */
const PROMISED: Readonly<Record<string, number>> = { services: 600, countries: 7_200 }

const seconds = z.number()

const statusSchema = z.object({
  jobs: z.array(
    z.object({
      provider: z.string(),
      job: z.string(),
      status: z.string(),
      age: seconds,
      duration: seconds.nullable(),
      success_age: seconds.nullable(),
      rejected_in_a_row: z.number(),
      due_in: seconds.nullable(),
      promised_age: seconds.nullable(),
      is_late: z.boolean(),
    }),
  ),
  catalogs: z.array(z.object({ provider: z.string(), age: seconds, stale_countries: z.number() })),
  operations: z
    .object({
      leases: z.array(
        z.object({
          name: z.string(),
          holder: z.string(),
          token: z.number(),
          takeovers: z.number(),
          is_held: z.boolean(),
          ends_in: seconds,
        }),
      ),
      breakers: z.array(z.object({ provider: z.string(), state: z.enum(['open', 'closed']) })),
      intents: z.array(z.object({ account: z.string(), state: z.string(), count: z.number(), oldest_age: seconds })),
      activations: z.array(
        z.object({ account: z.string(), status: z.string(), count: z.number(), oldest_age: seconds }),
      ),
      balances: z.array(z.object({ account: z.string(), amount: z.string(), currency: z.string(), age: seconds })),
      drifts: z.array(z.object({ account: z.string(), unexplained: z.string(), currency: z.string().nullable() })),
      refusals: z.array(
        z.object({ provider: z.string(), scope: z.string(), guard: z.string(), agreeing: z.number(), age: seconds }),
      ),
      webhooks: z.object({ waiting_in: z.number(), waiting_out: z.number(), dead_out: z.number() }),
    })
    .nullable(),
})

export const statusDoc: RouteDoc = {
  tag: 'Operations',
  summary: 'How old everything is, and what is open',
  description:
    'Ages are seconds, by the clock of the database, at most five seconds old. `operations` is `null` without the scope `admin`. A job `is_late` when its last success is older than promised.',
  replies: { 200: { description: 'How the work goes', body: statusSchema } },
}

/** `GET /v1/status` */
export function statusRoute(metrics: Metrics, watch: OperationsWatch): Route {
  return async (_, { identity }) => {
    const { jobs, catalogs, leases, intents, activations, ...facts } = await watch.look()
    const status: z.input<typeof statusSchema> = {
      jobs: jobs.map(({ successAge, rejectedInARow, dueIn, ...job }) => {
        const promised = PROMISED[job.job] ?? null
        return {
          ...job,
          success_age: successAge,
          rejected_in_a_row: rejectedInARow,
          due_in: dueIn,
          promised_age: promised,
          is_late: promised !== null && (successAge === null || successAge > promised),
        }
      }),
      catalogs: catalogs.map(({ staleCountries, ...catalog }) => ({ ...catalog, stale_countries: staleCountries })),
      operations: identity?.scopes.has('admin')
        ? {
            leases: leases.map(({ isHeld, endsIn, ...lease }) => ({ ...lease, is_held: isHeld, ends_in: endsIn })),
            breakers: await breakersOf(metrics),
            intents: intents.map(({ oldestAge, ...intent }) => ({ ...intent, oldest_age: oldestAge })),
            activations: activations.map(({ oldestAge, ...group }) => ({ ...group, oldest_age: oldestAge })),
            balances: [...facts.balances],
            drifts: [...facts.drifts],
            refusals: [...facts.refusals],
            webhooks: {
              waiting_in: facts.webhooks.waitingIn,
              waiting_out: facts.webhooks.waitingOut,
              dead_out: facts.webhooks.deadOut,
            },
          }
        : null,
    }
    return replyJson(status)
  }
}

/** Of this process: each has its own. */
async function breakersOf({ breakerState }: Metrics) {
  const { values } = await breakerState.get()
  return values.map(({ labels, value }) => ({
    provider: String(labels.provider),
    state: value === 1 ? ('open' as const) : ('closed' as const),
  }))
}
