import type { CommandLine } from './command-lines.ts'

/** What a supervisor is told at its start. */
export interface SupervisorPlan {
  /** Number of its control socket, one above the last. */
  readonly generation: number
  readonly directory: string
  readonly cluster: string
  /** Where a new cluster is made, before it takes its place. */
  readonly scratch: string
  readonly run: string
  /** The server's own socket. */
  readonly socket: string
  readonly initdb: CommandLine
  readonly postgres: CommandLine
  /** Who runs the programs; `null` for our own account. */
  readonly account: { readonly uid: number; readonly gid: number } | null
  /** Clear the cluster first. */
  readonly fresh: boolean
  /** Wait for another user after the last one has left, then remove the directory; `null` to stop at once and keep it. */
  readonly lingerMs: number | null
}

/** One line of JSON that every user is sent, as soon as the outcome is known. */
export type Greeting = { readonly supervisor: number } | { readonly failure: string }

/** Exit code of a supervisor that found its number taken: another one is in charge. */
export const TAKEN = 3
