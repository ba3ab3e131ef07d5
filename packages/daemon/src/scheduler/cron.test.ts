import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { createTask } from 'node-cron'
import { describe, expect, it } from 'vitest'
import { programFile } from '../testing/program.ts'
import { nextTick } from './cron.ts'

const run = promisify(execFile)
const MINUTES = 60_000

describe('nextTick', () => {
  it.each(['America/New_York', 'Europe/Paris', 'UTC'])(
    'D16 G19 a year of ticks with the process in %s: no gap, none doubled',
    async zone => {
      const { stdout } = await run(process.execPath, [programFile('year-of-ticks')], {
        env: { ...process.env, TZ: zone },
      })
      expect(JSON.parse(stdout)).toEqual({
        zone,
        '*/5 * * * *': { ticks: 365 * 24 * 12, shortest: 5 * MINUTES, longest: 5 * MINUTES },
        '0 * * * *': { ticks: 365 * 24, shortest: 60 * MINUTES, longest: 60 * MINUTES },
      })
    },
  )

  it.each([
    '*/5 * * * *',
    '0 * * * *',
    '0 0 L * *',
    '0 9 * * 1#2',
    '*/7 9-17 * * 1-5',
    '30 */10 * * * *',
    '0 0 29 2 1',
  ])('agrees with the library on %s', cron => {
    const task = createTask(cron, () => {}, { timezone: 'UTC' })
    let at = Date.now()
    for (const date of task.getNextRuns(5)) {
      at = nextTick(cron, at) ?? 0
      expect(new Date(at)).toEqual(date)
    }
    void task.destroy()
  })

  it('goes on from an instant that is itself a tick', () => {
    const noon = Date.UTC(2026, 0, 1, 12)
    expect(nextTick('0 * * * *', noon - 1)).toBe(noon)
    expect(nextTick('0 * * * *', noon)).toBe(noon + 60 * MINUTES)
    expect(nextTick('0 * * * *', noon + 0.5)).toBe(noon + 60 * MINUTES)
  })

  it('knows an expression that never comes round', () => {
    expect(nextTick('0 12 1 * 5L', Date.UTC(2026, 0, 1))).toBeNull() // the 1st is never the last Friday
  })
})
