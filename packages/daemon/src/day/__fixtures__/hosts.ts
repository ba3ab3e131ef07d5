import {
  createFiveSimEmulator,
  createHandlerApiEmulator,
  FakeClock,
  type FiveSimFaults,
  type HandlerApiFaults,
  type Ledger,
  serve,
} from '@onesms/sdk/testing'

/** Two emulated providers behind ports, in the time of this machine, some of whose answers to purchases are spoilt. */
export interface Hosts {
  /** What leads a daemon to them. */
  readonly environment: Readonly<Record<string, string>>
  /** The provider's own books, by its id. */
  readonly ledgers: ReadonlyMap<string, Ledger>
  /** From now on nothing is spoilt. */
  behave(): void
  close(): Promise<void>
}

export interface HostsOptions {
  readonly random: () => number
  /** Of all purchases. */
  readonly spoilt: number
  readonly faults: readonly (keyof HandlerApiFaults & keyof FiveSimFaults)[]
}

export const KEYS = { hero: 'canary-hero-7c1d-key', five: 'canary-five-90be-key' } as const
export const FIRST_BALANCE = '100000.0000'

const SIZE = { services: 60, countries: 25 }
const TICK = 20

export async function openHosts({ random, spoilt, faults }: HostsOptions): Promise<Hosts> {
  const clock = new FakeClock(Date.now())
  const common = { clock, balance: FIRST_BALANCE, size: SIZE }
  const hero = createHandlerApiEmulator({ ...common, apiKey: KEYS.hero })
  const five = createFiveSimEmulator({ ...common, apiKey: KEYS.five })
  let share = spoilt
  const pick = () => faults[Math.floor(random() * faults.length)] ?? 'commit-then-cut'

  /** A fault is taken before `fetch` gives way, so it meets this request. */
  const spoil = (
    emulator: { fetch(request: Request): Promise<Response> },
    isPurchase: (request: Request) => boolean,
    inject: (kind: (typeof faults)[number]) => () => void,
  ) =>
    serve({
      fetch: request => {
        if (!isPurchase(request) || random() >= share) return emulator.fetch(request)
        const undo = inject(pick())
        const answer = emulator.fetch(request)
        undo()
        return answer
      },
    })
  const servers = await Promise.all([
    spoil(
      hero,
      ({ url }) => /action=getNumber(V2)?(&|$)/.test(url),
      kind => hero.faults.inject({ kind, times: 1 }),
    ),
    spoil(
      five,
      ({ url }) => url.includes('/user/buy/'),
      kind => five.faults.inject({ kind, times: 1 }),
    ),
  ])
  let last = Date.now()
  const passing = setInterval(() => {
    const now = Date.now()
    void clock.advance(now - last)
    last = now
  }, TICK)
  const [heroServer, fiveServer] = servers
  return {
    environment: {
      HERO_SMS_API_KEY: KEYS.hero,
      HERO_SMS_BASE_URL: `${heroServer?.url}/stubs/handler_api.php`,
      FIVE_SIM_API_KEY: KEYS.five,
      FIVE_SIM_BASE_URL: `${fiveServer?.url}/v1`,
    },
    ledgers: new Map([
      ['hero-sms', hero.ledger],
      ['five-sim', five.ledger],
    ]),
    behave: () => {
      share = 0
    },
    close: async () => {
      clearInterval(passing)
      await Promise.all(servers.map(server => server.close()))
    },
  }
}
