import type { JobState } from '../../db/store/read/admin/overview.ts'
import { nextTick } from '../../scheduler/cron.ts'
import type { Tone } from './markup.ts'

/** How a job keeps to its schedule. */
export interface Freshness {
  readonly word: 'running' | 'on time' | 'late' | 'refused' | 'failing' | 'not yet' | 'by hand'
  readonly tone: Tone
}

/** A run takes ten minutes at most; until then a tick may still be answered. */
const PATIENCE = 10 * 60_000

/** Judges a job by its last run, and by the ticks since the last one that brought something. */
export function freshnessOf(cron: string | undefined, state: JobState, now: Date): Freshness {
  const { status, goodAt } = state
  if (status === 'running') return { word: 'running', tone: 'busy' }
  if (status === 'rejected') return { word: 'refused', tone: 'bad' }
  if (status !== null && !GOOD.includes(status)) return { word: 'failing', tone: 'bad' }
  if (goodAt === null) return { word: 'not yet', tone: 'calm' }
  if (cron === undefined) return { word: 'by hand', tone: 'calm' }
  const tick = nextTick(cron, goodAt.getTime())
  return tick !== null && now.getTime() > tick + PATIENCE
    ? { word: 'late', tone: 'warn' }
    : { word: 'on time', tone: 'good' }
}

/** `aborted`: the daemon stopped, and takes it up again. */
const GOOD = ['succeeded', 'partial', 'aborted']

const TONES: Readonly<Record<string, Tone>> = {
  running: 'busy',
  succeeded: 'good',
  partial: 'warn',
  rejected: 'bad',
  failed: 'bad',
  abandoned: 'bad',
  fenced: 'warn',
}

export const toneOfRun = (status: string): Tone => TONES[status] ?? 'calm'
