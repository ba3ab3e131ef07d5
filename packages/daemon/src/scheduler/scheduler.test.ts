import { FakeClock } from '@onesms/sdk/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { providerOf } from '../jobs/__fixtures__/made-provider.ts'
import { createGate } from './__fixtures__/gate.ts'
import type { Clock } from './clock.ts'
import type { Runner, RunRequest } from './runner.ts'
import { isDue, planNext } from './schedule.ts'
import { createScheduler } from './scheduler.ts'

const SECONDS = 1000
const MINUTES = 60 * SECONDS
const HOURS = 60 * MINUTES
const NEVER = { services: '0 0 1 1 *', countries: '0 0 1 1 *' }
const provider = providerOf(() => ({}))

/** A runner that only remembers what it was asked. */
function remembering(answer: (request: RunRequest) => Promise<void> = async () => {}) {
  const looks: string[] = []
  const runner: Runner = {
    run: async request => {
      looks.push(`${request.job} ${request.provider.id}`)
      await answer(request)
      return { status: 'not_due', reason: '' }
    },
  }
  return { looks, runner }
}

const onError = (error: unknown) => {
  throw error
}

describe('the scheduler', () => {
  it('looks at every job of every provider when it starts, and every 30 seconds, whatever cron does', async () => {
    const clock = new FakeClock()
    const { looks, runner } = remembering()
    const providers = [provider, providerOf(() => ({}), { id: 'other' })]
    const scheduler = createScheduler({ runner, providers, schedule: NEVER, onError, clock })
    const all = ['services made-up', 'services other', 'countries made-up', 'countries other']
    scheduler.start()
    expect(looks.splice(0)).toEqual(all)
    await clock.advance(30 * SECONDS - 1)
    expect(looks).toEqual([])
    await clock.advance(1)
    expect(looks.splice(0)).toEqual(all)
    await clock.advance(90 * SECONDS)
    expect(looks).toEqual([...all, ...all, ...all])
    await scheduler.stop()
  })

  it('does not look again at what it is still looking at', async () => {
    const clock = new FakeClock()
    const gate = createGate()
    const { looks, runner } = remembering(({ job, signal }) =>
      job === 'services' ? gate.pass(signal) : Promise.resolve(),
    )
    const scheduler = createScheduler({ runner, providers: [provider], schedule: NEVER, onError, clock })
    scheduler.start()
    await clock.advance(60 * SECONDS)
    expect(looks.filter(look => look.startsWith('services'))).toHaveLength(1)
    expect(looks.filter(look => look.startsWith('countries'))).toHaveLength(3)
    gate.open()
    await clock.advance(30 * SECONDS)
    expect(looks.filter(look => look.startsWith('services'))).toHaveLength(2)
    await scheduler.stop()
  })

  it('reports what could not be written down, and goes on', async () => {
    const clock = new FakeClock()
    const errors: unknown[] = []
    const { looks, runner } = remembering(() => Promise.reject(new Error('no database')))
    const scheduler = createScheduler({
      runner,
      providers: [provider],
      schedule: NEVER,
      onError: error => errors.push(error),
      clock,
    })
    scheduler.start()
    await clock.advance(30 * SECONDS)
    expect(looks).toHaveLength(4)
    expect(errors).toHaveLength(4)
    await scheduler.stop()
  })

  it('D39 stops what runs, waits for it, and starts nothing more', async () => {
    const clock = new FakeClock()
    const gate = createGate()
    const ended: string[] = []
    const { looks, runner } = remembering(async ({ job, signal }) => {
      await gate.pass(signal).catch(error => {
        ended.push(`${job}: ${error.message}`)
        throw error
      })
    })
    const scheduler = createScheduler({ runner, providers: [provider], schedule: NEVER, onError, clock })
    scheduler.start()
    await gate.arrived
    await scheduler.stop()
    expect(ended).toEqual(['services: stopping', 'countries: stopping'])
    await clock.advance(HOURS)
    expect(looks).toHaveLength(2)
    expect(clock.sleeping).toBe(0)
  })
})

describe('the scheduler and the clock on the wall', () => {
  const NOON = Date.UTC(2026, 0, 1, 12)
  /** Passes with the faked timers, together with those of the cron library. */
  const clock: Clock = {
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const onAbort = () => {
          clearTimeout(timer)
          reject(signal.reason)
        }
        const timer = setTimeout(() => {
          signal.removeEventListener('abort', onAbort)
          resolve()
        }, ms)
        signal.addEventListener('abort', onAbort, { once: true })
      }),
  }
  beforeEach(() => {
    vi.useFakeTimers({ now: NOON + 1 })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('D52 looks on a tick up to 30 seconds late, by chance', async () => {
    const { looks, runner } = remembering()
    const schedule = { services: '*/5 * * * *', countries: '0 0 1 1 *' }
    // The watchdog is far away, so that the tick alone is seen.
    const watchdogless: Clock = { sleep: (ms, signal) => clock.sleep(ms === 30 * SECONDS ? HOURS : ms, signal) }
    const scheduler = createScheduler({
      runner,
      providers: [provider],
      schedule,
      onError,
      clock: watchdogless,
      random: () => 0.5,
    })
    scheduler.start()
    looks.length = 0
    await vi.advanceTimersByTimeAsync(5 * MINUTES + 15 * SECONDS - 1000)
    expect(looks).toEqual([])
    await vi.advanceTimersByTimeAsync(1000)
    expect(looks).toEqual(['services made-up'])
    await scheduler.stop()
  })

  /** Runs what is due by a database whose clock is `offset` ahead, as the runner does; notes when. */
  function simulated(cron: string, offset: number) {
    const starts: number[] = []
    let dueAt: number | null = null
    const runner: Runner = {
      run: async ({ job }) => {
        const now = Date.now() + offset
        if (job === 'services' && isDue(cron, { now, dueAt })) {
          starts.push(now)
          dueAt = planNext(cron, 'succeeded', { now, failures: 0 })?.dueAt ?? null
        }
        return { status: 'not_due', reason: '' }
      },
    }
    return { starts, runner }
  }

  it.each([
    ['D16 the hosts agree on the time', 0],
    ['D15 the host is ten minutes slow', 10 * MINUTES],
    ['D15 the host is seven minutes fast', -7 * MINUTES],
  ])('%s: one run for each tick of a day, none late by more than 30 seconds', async (_, offset) => {
    const { starts, runner } = simulated('*/5 * * * *', offset)
    const schedule = { services: '*/5 * * * *', countries: '0 * * * *' }
    const scheduler = createScheduler({ runner, providers: [provider], schedule, onError, clock })
    scheduler.start()
    await vi.advanceTimersByTimeAsync(24 * HOURS + 30 * SECONDS)
    await scheduler.stop()
    const [boot, ...ticks] = starts
    expect(boot).toBe(NOON + 1 + offset)
    expect(ticks).toHaveLength(24 * 12)
    for (const [index, start] of ticks.entries()) {
      const tick = NOON + offset - (offset % (5 * MINUTES)) + (index + (offset < 0 ? 0 : 1)) * 5 * MINUTES
      expect(start - tick).toBeGreaterThanOrEqual(0)
      expect(start - tick).toBeLessThanOrEqual(30 * SECONDS)
    }
  })

  it('D17 a process that was blocked over several ticks makes up for them with one run', async () => {
    const { starts, runner } = simulated('*/5 * * * *', 0)
    const schedule = { services: '*/5 * * * *', countries: '0 * * * *' }
    const scheduler = createScheduler({ runner, providers: [provider], schedule, onError, clock })
    scheduler.start()
    await vi.advanceTimersByTimeAsync(MINUTES)
    vi.setSystemTime(NOON + 17 * MINUTES) // the ticks at 5, 10 and 15 past passed unseen
    await vi.advanceTimersByTimeAsync(2 * MINUTES)
    expect(starts).toHaveLength(2)
    await vi.advanceTimersByTimeAsync(2 * MINUTES)
    expect(starts).toHaveLength(3) // and goes on with the tick at 20 past
    await scheduler.stop()
  })
})
