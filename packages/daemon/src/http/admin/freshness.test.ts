import { describe, expect, it } from 'vitest'
import type { JobState } from '../../db/store/read/admin/overview.ts'
import { freshnessOf } from './freshness.ts'

const at = (time: string) => new Date(`2026-01-01T${time}Z`)
const state = (different: Partial<JobState>): JobState => ({
  job: 'services',
  provider: 'alpha',
  dueAt: null,
  failures: 0,
  run: 1,
  status: 'succeeded',
  startedAt: at('09:59:00'),
  reason: null,
  guard: null,
  goodAt: at('10:00:30'),
  ...different,
})
const FIVE_MINUTES = '*/5 * * * *'

describe('how a job keeps to its schedule', () => {
  it.each([
    ['on time', 'before the next tick', '10:04:00', {}],
    ['on time', 'while a run may still be at it', '10:14:59', {}],
    ['late', 'ten minutes after a tick that brought nothing', '10:15:01', {}],
    ['running', 'whatever was before', '23:00:00', { status: 'running' }],
    ['refused', 'as soon as a guard has spoken', '10:04:00', { status: 'rejected' }],
    ['failing', 'as soon as a run failed', '10:04:00', { status: 'failed' }],
    ['failing', 'when a process ended without a word', '10:04:00', { status: 'abandoned' }],
    ['on time', 'after a run that the daemon ended itself', '10:04:00', { status: 'aborted' }],
    ['not yet', 'before the first run', '10:04:00', { status: null, goodAt: null }],
  ] as const)('is %s %s', (word, _, now, different) => {
    expect(freshnessOf(FIVE_MINUTES, state(different), at(now)).word).toBe(word)
  })

  it('is by hand where nothing is planned, however long ago', () => {
    expect(freshnessOf(undefined, state({}), at('23:00:00')).word).toBe('by hand')
  })
})
