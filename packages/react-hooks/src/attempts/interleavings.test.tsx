import '../../../sdk/src/__fixtures__/loaded.ts'
import { createClient, createMemoryStore } from '@onesms/sdk'
import { daemon } from '@onesms/sdk/providers/daemon'
import { FakeClock } from '@onesms/sdk/testing'
import fc from 'fast-check'
import { StrictMode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { OneSmsClientProvider } from '../context.tsx'
import { createLedgerDaemon, type Fate } from './__fixtures__/ledger-daemon.ts'
import { createStorage, Shop } from './__fixtures__/tab.tsx'
import { DOUBLE_CLICK } from './reduce.ts'

const RUNS = 1_000

/** What a user, a network and time do. `lose`: the answers to what was sent so far do not arrive. */
const ACTIONS = [
  'click',
  'double click',
  'unmount',
  'mount',
  'reload',
  'offline',
  'online',
  'lose',
  'pause',
  'wait',
] as const
type Action = (typeof ACTIONS)[number]

const PAUSE = 3_000
const WAIT = 45_000
/** What was sent longer ago than that does not arrive any more. */
const LONGEST_WAY = 60_000
const LONGEST_END = 20 * 60_000

const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn += 1) await new Promise<void>(resolve => setImmediate(resolve))
}

const totals = { charged: 0, again: 0, resumed: 0, lost: 0, doubtful: 0 }

/** One tab in front of a daemon, whose every request and answer waits for the scheduler. */
function openWorld(scheduler: fc.Scheduler, fates: readonly Fate[], seed: number) {
  const clock = new FakeClock()
  driveTimers(clock)
  driveChance(seed)
  vi.stubGlobal('sessionStorage', createStorage())
  const ledger = createLedgerDaemon(clock, index => fates[index % fates.length] ?? 'sold')
  const sent: string[] = []
  const shown = new Set<string>()
  let lostUntil = 0
  let count = 0
  let isOnline = true
  let renders = 0
  const host = document.createElement('div')
  document.body.append(host)
  let page = load()

  function load() {
    let isAlive = true
    const whileAlive = <T,>(value: T) => (isAlive ? value : new Promise<never>(() => {}))
    const fetch = async (url: string, init: RequestInit): Promise<Response> => {
      await whileAlive(null)
      const [number, at] = [count, clock.now()]
      count += 1
      const key = new Headers(init.headers).get('idempotency-key')
      if (key !== null) sent.push(key)
      const fail = async () => Promise.reject(await whileAlive(new TypeError('Failed to fetch')))
      if (!isOnline) return fail()
      await scheduler.schedule(Promise.resolve(), `${init.method} arrives`)
      if (!isOnline || clock.now() - at > LONGEST_WAY) return fail()
      const answer = ledger.answer(url, init)
      if (answer.status === 202) totals.doubtful += 1
      await scheduler.schedule(Promise.resolve(), `${init.method} is answered`)
      if (isOnline && number >= lostUntil) return whileAlive(answer)
      totals.lost += 1
      return fail()
    }
    const ownClock = {
      now: () => clock.now(),
      elapsed: () => clock.elapsed(),
      sleep: (ms: number, signal?: AbortSignal) => clock.sleep(ms, signal).then(whileAlive),
    }
    const provider = daemon({
      url: 'https://onesms.example.com',
      provider: 'hero-sms',
      clock: ownClock,
      requestsPerSecond: 10_000,
      fetch,
    })
    const client = createClient({ provider, clock: ownClock, store: createMemoryStore({ clock: ownClock }) })
    const show = (): Root => {
      const root = createRoot(host)
      root.render(
        <StrictMode>
          <OneSmsClientProvider client={client}>
            <Shop
              onRender={() => {
                renders += 1
              }}
            />
          </OneSmsClientProvider>
        </StrictMode>,
      )
      return root
    }
    return {
      show,
      root: show() as Root | null,
      leave() {
        isAlive = false
        hide()
      },
    }
  }
  let rendersLeft: number | null = null
  function hide(): void {
    page.root?.unmount()
    page.root = null
    rendersLeft = renders
  }
  function mount(): void {
    rendersLeft = null
    page.root ??= page.show()
  }

  const shows = () => host.querySelector('output')?.textContent ?? ''
  let attempts = 0
  let lastAttempt = Number.NEGATIVE_INFINITY
  /** What a person who sees that button believes to do. */
  function click(): void {
    const [status = ''] = shows().split(' ')
    const isNew =
      ['idle', 'failed'].includes(status) || (status === 'bought' && clock.now() - lastAttempt >= DOUBLE_CLICK)
    if (isNew) {
      attempts += 1
      lastAttempt = clock.now()
    }
    host.querySelector<HTMLButtonElement>('button[type=submit]')?.click()
  }

  const does: Readonly<Record<Action, () => void | Promise<void>>> = {
    click,
    'double click': () => {
      click()
      click()
    },
    unmount: hide,
    mount,
    reload() {
      const isPending = shows().includes('pending')
      page.leave()
      rendersLeft = null
      page = load()
      if (isPending) totals.resumed += 1
    },
    offline() {
      isOnline = false
    },
    online() {
      isOnline = true
      window.dispatchEvent(new Event('online'))
    },
    lose() {
      lostUntil = count
    },
    pause: () => clock.advance(PAUSE),
    wait: () => clock.advance(WAIT),
  }

  /** Lets what was woken run, and looks at the page. */
  async function look(): Promise<void> {
    await turns(4)
    const phone = /\+\d+/.exec(shows())
    if (phone) shown.add(phone[0])
    if (rendersLeft !== null) expect(renders).toBe(rendersLeft) // R06
  }

  return {
    async run(actions: readonly Action[]): Promise<void> {
      await look()
      const sequence = scheduler.scheduleSequence(
        actions.map(action => ({
          label: action,
          builder: async () => {
            await does[action]()
            await look()
          },
        })),
      )
      while (scheduler.count() > 0) {
        await scheduler.waitOne()
        await look()
      }
      expect(sequence.done).toBe(true)
      mount()
      does.online()
      const end = clock.now() + LONGEST_END
      await look()
      while ((scheduler.count() > 0 || shows().includes('pending')) && clock.now() < end) {
        if (scheduler.count() > 0) await scheduler.waitOne()
        else await clock.advance(PAUSE)
        await look()
      }
    },
    judge(): void {
      const charged = ledger.charged()
      const keys = new Set(sent)
      expect(ledger.conflicts).toEqual([])
      expect(shows()).toMatch(/^(idle|bought|failed)/)
      expect(keys.size).toBeLessThanOrEqual(attempts) // R02, R03, R04: no key but for a wish
      expect(charged.length).toBeLessThanOrEqual(attempts)
      for (const phone of charged) expect([...shown]).toContain(phone)
      totals.charged += charged.length
      totals.again += sent.length - keys.size
    },
    close(): void {
      page.leave()
      host.remove()
    },
  }
}

/** A failure can be told again by its seed. */
function driveChance(seed: number): void {
  let last = seed
  vi.spyOn(Math, 'random').mockImplementation(() => {
    last = (last * 16_807 + 1) % 2_147_483_647
    return last / 2_147_483_647
  })
}

/** All time is that of the clock. */
function driveTimers(clock: FakeClock): void {
  const running = new Map<number, AbortController>()
  let last = 0
  vi.stubGlobal('setTimeout', (work: () => void, ms = 0) => {
    last += 1
    const id = last
    const stopping = new AbortController()
    running.set(id, stopping)
    clock.sleep(ms, stopping.signal).then(work, () => {})
    return id
  })
  vi.stubGlobal('clearTimeout', (id: number) => {
    running.get(id)?.abort()
    running.delete(id)
  })
  vi.spyOn(Date, 'now').mockImplementation(() => clock.now())
  vi.spyOn(performance, 'now').mockImplementation(() => clock.elapsed())
  vi.spyOn(AbortSignal, 'timeout').mockImplementation(ms => {
    const controller = new AbortController()
    void clock.sleep(ms).then(() => controller.abort(new DOMException('late', 'TimeoutError')))
    return controller.signal
  })
}

const fate = fc.constantFrom<Fate>('sold', 'sold', 'sold', 'sold, told later', 'not sold, told later', 'refused')
const action = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<Action>('click', 'double click') },
  { weight: 7, arbitrary: fc.constantFrom(...ACTIONS) },
)

describe('whatever a user, a network and time do', () => {
  beforeEach(() => {
    Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: false })
  })
  afterEach(() => {
    Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
    vi.restoreAllMocks()
    vi.unstubAllGlobals()
  })

  it('G22 R20 R06: each wish is charged once at most, and each number is shown', { timeout: 120_000 }, async () => {
    const complain = vi.spyOn(console, 'error')
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fate, { minLength: 1, maxLength: 4 }),
        fc.array(action, { minLength: 2, maxLength: 14 }),
        fc.nat(),
        async (scheduler, fates, actions, seed) => {
          const world = openWorld(scheduler, fates, seed)
          try {
            await world.run(actions)
            world.judge()
          } finally {
            world.close()
          }
        },
      ),
      { numRuns: RUNS },
    )
    expect(complain).not.toHaveBeenCalled()
    for (const [what, times] of Object.entries(totals)) expect([what, times > RUNS / 20]).toEqual([what, true])
  })
})
