import type { Provider } from '@onesms/sdk'
import type { ScanScope } from '../catalog/scope.ts'
import type { Lease } from '../db/store/leases.ts'
import type { Database } from '../db/tables.ts'
import type { Watch } from '../thresholds/watch.ts'

/** The jobs that copy a provider's catalog. */
export const catalogJobs = ['services', 'countries'] as const

export type CatalogJob = (typeof catalogJobs)[number]

/** The jobs there are: all are about one provider, but `prune`, which is about the database. */
export const jobNames = [...catalogJobs, 'balances', 'invariants', 'prune'] as const

export type JobName = (typeof jobNames)[number]

/** Cron expressions, in UTC. A job without one runs when it is asked for, and at no other time. */
export type JobSchedule = Readonly<Partial<Record<JobName, string>>>

/** Which countries each job scans; all where nothing is said. */
export type ScanPlan = Readonly<Partial<Record<CatalogJob, ScanScope | undefined>>>

/** In the place of a provider, where a run is about all that the database holds. */
export const wholeDatabase = { id: '*', name: 'the database' } as const

/** What a run is about. */
export type JobSubject = Provider | typeof wholeDatabase

/** What a job may be about, of the providers that are configured. */
export function subjectsOf(job: JobName, providers: readonly Provider[]): readonly JobSubject[] {
  return job === 'prune' ? [wholeDatabase] : providers
}

/** Whether a job copies a catalog. */
export function isCatalogJob(job: JobName): job is CatalogJob {
  return (catalogJobs as readonly JobName[]).includes(job)
}

/** The lease a job runs under. Both jobs of a catalog write the same rows. */
export function leaseNameOf(job: JobName, { id }: Pick<JobSubject, 'id'>): string {
  if (job === 'prune') return job
  return `${isCatalogJob(job) ? 'catalog' : job}:${id}`
}

/** What a job about a provider is given for one run. */
export interface JobContext {
  readonly database: Database
  readonly provider: Provider
  readonly lease: Lease
  readonly runId: number
  readonly scope: ScanScope
  /** Lines that are told when the catalog crosses them. Default: none. */
  readonly watches?: readonly Watch[] | undefined
  /** An operator accepts what is refused otherwise. */
  readonly accept: boolean
  /** Aborted when the daemon stops or the lease is lost. */
  readonly signal: AbortSignal
  readonly onProgress?: ((progress: Progress) => void) | undefined
}

/** How far a run has come. */
export interface Progress {
  readonly job: JobName
  readonly provider: string
  readonly phase: 'reading' | 'writing'
  /** Countries read so far, and how many there are. */
  readonly done: number
  readonly of: number
}
