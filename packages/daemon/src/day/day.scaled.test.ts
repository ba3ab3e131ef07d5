import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { connect } from '../db/connect.ts'
import { openEmbedded } from '../db/embedded/index.ts'
import { signalPostmaster } from '../testing/postmaster.ts'
import { until } from '../testing/until.ts'
import { type Errand, type Outcome, runErrand } from './__fixtures__/customer.ts'
import { startDaemons } from './__fixtures__/daemons.ts'
import { FIRST_BALANCE, KEYS, openHosts } from './__fixtures__/hosts.ts'
import { randomOf } from './__fixtures__/random.ts'

const isFull = process.env['ONESMS_TEST_TIER'] === 'full'
const PURCHASES = isFull ? 500 : 12
const CUSTOMERS = isFull ? 32 : 4
/** What is lost before it is charged takes two minutes until it counts as not bought. */
const FAULTS = isFull
  ? (['commit-then-cut', 'commit-then-status', 'double-commit', 'commit-then-silence', 'cut-before-commit'] as const)
  : (['commit-then-cut', 'commit-then-status'] as const)
const RESTARTS = isFull ? 12 : 2
/** What a killed daemon was buying is in doubt until its time is over, half a minute. */
const SIGNALS = isFull ? (['SIGKILL', 'SIGTERM'] as const) : (['SIGTERM'] as const)
/** A host takes a number back two minutes after it was sold. */
const ENDS = isFull ? (['use', 'use', 'return', 'forget'] as const) : (['use', 'forget'] as const)
const MAX_PRICE = '3.00'

interface Bought {
  readonly id: string
  readonly account: string
  readonly state: string
  readonly held: string
}

/** Decimals of up to six places, added exactly. */
const micros = (amount: string) => Math.round(Number(amount) * 1_000_000)
const sum = (amounts: readonly string[]) => amounts.reduce((total, amount) => total + micros(amount), 0)

it(`G02 P29 D09 a day of ${PURCHASES} purchases over two daemons, with faults, deaths and a restart of Postgres: every cent is accounted for`, {
  timeout: isFull ? 1_200_000 : 120_000,
}, async () => {
  const seed = Number(process.env['ONESMS_TEST_SEED'] ?? 11)
  const random = randomOf(seed)
  const pick = <T>(choices: readonly T[]) => choices[Math.floor(random() * choices.length)] as T
  const hosts = await openHosts({ random, spoilt: 0.2, faults: FAULTS })
  onTestFinished(hosts.close)
  const folder = await mkdtemp(join(tmpdir(), 'onesms-day-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await chmod(folder, 0o755) // for root, the server runs under another account
  const directory = join(folder, 'postgres')
  const server = await openEmbedded({ directory, durable: false })
  onTestFinished(server.close)
  const sql = connect({ url: server.url, name: 'judge', max: 2 })
  onTestFinished(() => sql.end({ timeout: 1 }))

  const token = randomBytes(48).toString('base64')
  await writeFile(
    join(folder, 'onesms.config.json'),
    JSON.stringify({
      sync: { services: '*/1 * * * *', balances: '*/1 * * * *' },
      http: {
        tokens: [
          {
            tokenEnv: 'SHOP_TOKEN',
            subject: 'shop',
            scopes: ['catalog:read', 'activation:read', 'purchase', 'sync:trigger'],
          },
        ],
      },
      purchase: {
        enabled: true,
        accountMode: 'exclusive',
        services: 'any',
        countries: 'any',
        maxPrice: `${MAX_PRICE} USD`,
        limits: { total: { spendPerDay: '50000 USD' } },
      },
    }),
  )
  const daemons = await startDaemons(2, {
    cwd: folder,
    environment: { ...hosts.environment, DATABASE_URL: server.url, SHOP_TOKEN: token },
  })
  const url = () => pick(daemons.urls)
  const read = async <T>(path: string): Promise<T> => {
    const response = await fetch(`${url()}${path}`, { headers: { authorization: `Bearer ${token}` } })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return (await response.json()) as T
  }

  // What customers order is what the daemons have read of the catalogs.
  const offered = (provider: string) =>
    sql<{ provider: string; service: string; country: string }[]>`
      select provider, service, country from onesms.offers where provider = ${provider} and stock > 1000
      group by provider, service, country having max(price) < ${MAX_PRICE}::numeric`
  const orders = await until(
    'both catalogs are here',
    async () => {
      const all = await Promise.all(['hero-sms', 'five-sim'].map(offered)).catch(() => [[]])
      return all.every(rows => rows.length > 0) && all.flat()
    },
    20_000,
  )

  const outcomes = new Map<string, Outcome>()
  const numbersSold = () => [...outcomes.values()].flatMap(outcome => ('number' in outcome ? [outcome.number] : []))
  let errands = 0
  /** Who is refused orders something else, under another key. */
  const customer = async () => {
    while (numbersSold().length < PURCHASES && errands < 3 * PURCHASES) {
      errands += 1
      const errand: Errand = { key: `errand-${errands}`, ...pick(orders), maxPrice: MAX_PRICE, wish: pick(ENDS) }
      outcomes.set(errand.key, await runErrand({ token, url }, errand))
    }
  }
  const shopping = Promise.all(Array.from({ length: CUSTOMERS }, customer))

  const misfortunes = async () => {
    for (let restart = 0; restart < RESTARTS; restart += 1) {
      await sleep(isFull ? 6_000 : 1_500)
      if (restart === Math.floor(RESTARTS / 2)) await signalPostmaster(directory, 'SIGINT')
      await daemons.restart(restart % daemons.urls.length, pick(SIGNALS))
    }
  }
  await Promise.all([shopping, misfortunes()])
  hosts.behave()

  // Nothing is in doubt any more, and what is to be given back has been.
  const isQuiet = async () => {
    const [row] = await sql<{ open: number; returning: number }[]>`
      select
        (select count(*) from onesms.purchase_intents where state in ('prepared', 'sending', 'unknown')) as open,
        (select count(*) from onesms.activations where ended_at is null and cancel_requested_at is not null) as returning`
    return row?.open === 0 && row.returning === 0
  }
  await until('all is cleared up', isQuiet, isFull ? 600_000 : 60_000)

  const bought = await sql<Bought[]>`
    select activation_id as id, account, state, trim_scale(held)::text as held from onesms.purchase_intents
    where activation_id is not null`
  const owned = new Map(bought.map(row => [row.id, row]))
  const sold = [...hosts.ledgers].flatMap(([provider, { activations }]) =>
    activations().map(({ id, charged }) => ({ id: `${provider}:${id}`, provider, charged })),
  )

  const story = JSON.stringify({ seed, outcomes: [...outcomes].filter(([, outcome]) => 'refused' in outcome) })
  // Nothing lost, nothing double, nobody's number twice.
  expect(
    sold.filter(({ id }) => !owned.has(id)),
    story,
  ).toEqual([])
  expect(bought, story).toHaveLength(sold.length)
  const numbers = numbersSold()
  expect(new Set(numbers).size).toBe(numbers.length)
  expect(numbers.filter(id => owned.get(id)?.state !== 'confirmed')).toEqual([])
  expect(numbers.length, story).toBeGreaterThanOrEqual(PURCHASES)

  // To the cent: what each host charged is what the ledger holds, the audit adds up to, and the balance lacks.
  await Promise.all(
    ['balances'].map(job =>
      fetch(`${url()}/v1/sync/${job}`, { method: 'POST', headers: { authorization: `Bearer ${token}` } }),
    ),
  )
  for (const [provider, ledger] of hosts.ledgers) {
    const charged = sum(sold.filter(row => row.provider === provider).map(row => row.charged))
    const held = sum(bought.filter(row => row.account === provider).map(row => row.held))
    const [audited] = await sql<{ amount: string }[]>`
      select coalesce(sum(case when action = 'refund' then -amount when state_to in ('confirmed', 'orphan') then amount end), 0)::text as amount
      from onesms.audit where account = ${provider}`
    expect({ provider, held, audited: micros(audited?.amount ?? '') }, story).toEqual({
      provider,
      held: charged,
      audited: charged,
    })
    expect(micros(FIRST_BALANCE) - charged).toBe(micros(ledger.balance))
    await until(`the balance of ${provider} is known`, async () => {
      const { data } = await read<{ data: { provider: string; amount: string }[] }>('/v1/balances')
      return micros(data.find(row => row.provider === provider)?.amount ?? '0') === micros(ledger.balance)
    })
  }

  const { codes, output } = await daemons.stop()
  expect(codes.filter(code => code !== 0)).toEqual([])
  for (const key of [token, ...Object.values(KEYS)]) expect(output).not.toContain(key.slice(0, 12))
})
