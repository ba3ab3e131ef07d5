import type { Provider } from '@onesms/sdk'
import { nearest } from '@onesms/sdk/catalog'
import { z } from 'zod'
import { type JobName, jobNames, wholeDatabase } from '../../jobs/job.ts'
import { providerId } from '../fields.ts'
import { Problem } from '../problem.ts'
import { parseQuery } from '../query.ts'
import { replyJson } from '../reply.ts'
import type { Route, RouteContext, RouteDoc } from './route.ts'

const query = z.object({ provider: providerId.optional() })
const nothing = z.object({})

export const syncDoc = (job: JobName): RouteDoc => ({
  tag: 'Sync',
  summary: `Have ${job} run now`,
  description:
    'Answers at once. What runs already, here or in another process, is the answer; behind another job of the provider it is queued. Six a minute, then 429 with `Retry-After`.',
  query,
  replies: {
    202: {
      description: 'The runs',
      body: z.object({
        job: z.enum(jobNames),
        runs: z.array(z.object({ provider: z.string(), id: z.int().nullable(), state: z.enum(['running', 'queued']) })),
      }),
    },
  },
})

const MINUTE = 60_000
/** Requests a minute. Each may read a whole catalog. */
const MOST = 6

/** `POST /v1/sync/:job`: has it run now for every provider, or for one of them; `prune` for the database. It answers 202 and does not wait for the end. */
export function syncRoute(job: JobName, { providers, clock, triggerSync }: RouteContext): Route {
  let asked: number[] = []

  const takeTurn = () => {
    const now = clock.now()
    asked = asked.filter(at => now - at < MINUTE)
    const [first] = asked
    if (first === undefined || asked.length < MOST) return void asked.push(now)
    throw new Problem({
      code: 'too_many_requests',
      detail: `A sync can be asked for ${MOST} times a minute. One that runs goes on.`,
      headers: { 'retry-after': String(Math.ceil((first + MINUTE - now) / 1_000)) },
    })
  }

  const theDatabase = (url: string) => {
    parseQuery(nothing, url)
    return [wholeDatabase]
  }

  const chooseProviders = (url: string) => {
    const { provider: only } = parseQuery(query, url)
    const chosen = only === undefined ? providers : providers.filter(({ id }) => id === only)
    if (chosen.length === 0) throw notConfigured(only, providers)
    return chosen
  }

  return async request => {
    const chosen = job === 'prune' ? theDatabase(request.url) : chooseProviders(request.url)
    takeTurn()
    const runs = await Promise.all(chosen.map(provider => triggerSync(job, provider)))
    return replyJson({ job, runs }, { status: 202, headers: { location: `/v1/sync/logs?job=${job}` } })
  }
}

/** The paths there are: one for each job. */
export const syncPaths = jobNames.map(job => ({ job, path: `/v1/sync/${job}` }))

function notConfigured(only: string | undefined, providers: readonly Provider[]): Problem {
  const ids = providers.map(({ id }) => id)
  return new Problem({
    code: 'unknown_reference',
    field: 'provider',
    detail: ids.length === 0 ? 'No provider is configured.' : `Configured are: ${ids.join(', ')}.`,
    ...(only !== undefined && { suggestions: nearest(only, ids) }),
  })
}
