import type { Provider } from '@onesms/sdk'
import type { ScanScope } from '../catalog/scope.ts'
import type { Lease } from '../db/store/leases.ts'
import type { Database } from '../db/tables.ts'

/** The jobs there are. */
export type JobName = 'services' | 'countries'

export const jobNames: readonly JobName[] = ['services', 'countries']

/** Which countries each job scans; all where nothing is said. */
export type ScanPlan = Readonly<Partial<Record<JobName, ScanScope | undefined>>>

/** What a job is given for one run. */
export interface JobContext {
  readonly database: Database
  readonly provider: Provider
  readonly lease: Lease
  readonly runId: number
  readonly scope: ScanScope
  /** An operator accepts what a guard refuses. */
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
