import { OneSmsError } from '@onesms/sdk'
import { type Candidate, collectCandidate } from '../catalog/candidate.ts'
import { judge } from '../catalog/guard.ts'
import { scopeName } from '../catalog/scope.ts'
import { type PublishResult, publish } from '../db/store/publish.ts'
import { endRun, type RunEnd } from '../db/store/runs.ts'
import { type ResolvedScope, readForgottenCountries, resolveScope } from '../db/store/scope.ts'
import { tellCrossings } from '../thresholds/tell-crossings.ts'
import type { CatalogJob, JobContext } from './job.ts'
import { orAborted } from './or-aborted.ts'

const MOST_RENAMED = 100

/**
 * Reads a provider's whole catalog and publishes it, if the guards agree. Both jobs go this road: `services` keeps offers
 * and sums current, `countries` refreshes besides what is said about each country. No transaction is open while the
 * provider is being asked.
 */
export async function syncCatalog(job: CatalogJob, context: JobContext): Promise<RunEnd> {
  try {
    const resolved = await resolveScope(context.database, context.provider.id, context.scope)
    const candidate = await readCandidate(job, context, resolved)
    return await publishCandidate(job, candidate, { ...context, scope: resolved.scope })
  } catch (error) {
    if (!isEmptyAnswer(error)) throw error
    return { ...NOTHING, status: 'rejected', reason: `empty: ${error.message}` }
  }
}

/** An answer with nothing in it is refused as a catalog with nothing in it is. */
function isEmptyAnswer(error: unknown): error is OneSmsError {
  return OneSmsError.is(error) && 'reason' in error && error.reason === 'suspicious_empty'
}

const NOTHING = { requests: 0, bytes: 0, rowsRead: 0, rowsWritten: 0, details: {} }

async function readCandidate(
  job: CatalogJob,
  context: JobContext,
  { scope, countries }: ResolvedScope,
): Promise<Candidate> {
  const { database, provider, signal, onProgress } = context
  const report = (phase: 'reading' | 'writing', done: number, of: number) =>
    onProgress?.({ job, provider: provider.id, phase, done, of })
  const collecting = collectCandidate(provider, {
    countries,
    signal,
    onCountry: (done, of) => report('reading', done, of),
  })
  const candidate = await orAborted(signal, collecting) // a provider of the user's own may not listen to the signal
  report('writing', candidate.asked, candidate.asked)
  return scope === 'all' ? withForgotten(candidate, await readForgottenCountries(database, candidate)) : candidate
}

/** What a scan of everything does not even list has nothing to sell any more. */
function withForgotten(candidate: Candidate, forgotten: readonly string[]): Candidate {
  return { ...candidate, observed: [...candidate.observed, ...forgotten] }
}

async function publishCandidate(job: CatalogJob, candidate: Candidate, context: JobContext): Promise<RunEnd> {
  const { database, lease, runId, scope, accept, watches = [] } = context
  const endOf = (result: PublishResult): RunEnd => ({
    ...verdictOf(result, candidate.failed.length),
    requests: candidate.requests,
    bytes: candidate.bytes,
    rowsRead: candidate.stats.offers,
    rowsWritten: result.accepted ? result.rowsWritten : 0,
    details: {
      stats: candidate.stats,
      problems: candidate.problems,
      duplicates: candidate.faults.duplicates,
      failed: candidate.failed,
      ...(result.accepted
        ? { overruled: result.overruled, renamed: result.renamed.slice(0, MOST_RENAMED) }
        : { guard: result.guard, agreeing: result.agreeing }),
    },
  })
  const result = await publish(database, {
    candidate,
    lease,
    scope: scopeName(scope),
    accept,
    refreshCountries: job === 'countries',
    judge,
    onAccepted: async (tx, accepted) => {
      await tellCrossings({ sql: tx, schema: database.schema }, watches)
      await endRun(tx, database.schema, runId, endOf(accepted))
    },
  })
  return endOf(result)
}

function verdictOf(result: PublishResult, failed: number): Pick<RunEnd, 'status' | 'reason'> {
  if (!result.accepted) return { status: 'rejected', reason: `${result.guard}: ${result.reason}` }
  const { overruled, doubtful } = result
  if (failed > 0) return { status: 'partial', reason: `${failed} countries could not be read and keep their rows` }
  if (overruled)
    return { status: 'succeeded', reason: `accepted by ${overruled.by} over ${overruled.guard}: ${overruled.reason}` }
  return doubtful
    ? { status: 'partial', reason: 'some rows were unreadable and left out' }
    : { status: 'succeeded', reason: null }
}
