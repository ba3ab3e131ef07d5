import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { inVirtualTime } from './__fixtures__/virtual-time.ts'
import {
  getActiveActivations,
  getHistory,
  getNumber,
  getStatus,
  setStatus,
} from './protocols/handler-api/activation-commands.ts'
import type { Command } from './protocols/handler-api/api.ts'
import {
  classicDialect,
  getBalance,
  getCountries,
  getNumbersStatus,
  getOperators,
  getPrices,
  getPricesV3,
  getServicesList,
  getTopCountriesByService,
  handlerApi,
  type Rows,
} from './protocols/handler-api/index.ts'
import { readLadder } from './protocols/handler-api/ladder.ts'

// Answers that real hosts sent, kept beside the repository where somebody has collected them.
const FOLDER = join(import.meta.dirname, '../../../../shared/payloads')
const FOLDERS = ['herosms', 'smsbower', 'tiger-sms', 'sms-activate', 'handler_api']

const present = FOLDERS.filter(folder => existsSync(join(FOLDER, folder))).flatMap(folder =>
  readdirSync(join(FOLDER, folder)).map(file => `${folder}/${file}`),
)
const text = (file: string) => readFileSync(join(FOLDER, file), 'utf8')

/** What a command makes of an answer. */
function read<T>(command: Command<T>, body: string, status = 200): Promise<T> {
  const { api } = handlerApi(
    {
      id: 'host',
      name: 'Host',
      baseUrl: 'https://host.test/',
      knownHosts: ['host.test'],
      env: null,
      dialect: classicDialect,
    },
    {
      apiKey: '0123456789',
      requestsPerSecond: 10_000,
      fetch: async () => new Response(status === 204 ? null : body, { status }),
    },
  )
  return inVirtualTime(() => api.send(command, {}))
}

async function expectRows<T>(
  command: Command<Rows<T>>,
  body: string,
  expected: { rows: number; problems?: Partial<Rows<T>['problems']> },
): Promise<readonly T[]> {
  const { rows, problems } = await read(command, body)
  expect(rows).toHaveLength(expected.rows)
  expect(problems).toEqual({
    price: 0,
    stock: 0,
    id: 0,
    duplicate: 0,
    zeroPrice: 0,
    caseVariant: 0,
    ...expected.problems,
  })
  for (const row of rows) {
    for (const [field, value] of Object.entries(row as Record<string, unknown>)) {
      if (field === 'price') expect(value).toMatch(/^(0|[1-9]\d*)(\.\d{0,5}[1-9])?$/)
      if (['id', 'country', 'service'].includes(field)) expect(value).toMatch(/^\S+$/)
    }
  }
  return rows
}

/** Action and status of an exchange, its body, and the code of the error it stands for; `null` where it is an answer. */
interface Exchange {
  readonly action: string
  readonly status: number
  readonly body: string
}

const QUERY = { service: 'tg', country: '187', operator: undefined, maxPrice: undefined, orderId: undefined }

const COMMANDS: Readonly<Record<string, Command<unknown>>> = {
  getBalance,
  getCountries,
  getServicesList: getServicesList(),
  getOperators: getOperators('187'),
  getPrices: getPrices({ service: 'tg', country: '187' }),
  getPricesV3: getPricesV3({ service: 'tg', country: '187' }),
  getNumbersStatus: getNumbersStatus({ country: '187' }),
  getTopCountriesByService: getTopCountriesByService({ service: 'tg' }),
  getTopCountriesByServiceRank: getTopCountriesByService({ service: 'tg', rank: true }),
  getNumber: getNumber(QUERY, classicDialect),
  getNumberV2: getNumber(QUERY, classicDialect),
  getStatus: getStatus('1', classicDialect),
  getStatusV2: getStatus('1', { ...classicDialect, status: 'getStatusV2' }),
  getActiveActivations: getActiveActivations(null),
  getHistory: getHistory('635468024', { from: 0, to: 0, limit: 'limit' }),
  cancel: setStatus('1', 'cancel'),
  complete: setStatus('1', 'complete'),
  retry: setStatus('1', 'retry'),
}

/** Written down by hand from the description of the protocol; `null`: an answer. */
function expectedCode({ action, body }: Exchange): string | null {
  if (/BAD_KEY|NO_KEY/.test(body)) return 'authentication'
  if (/BAD_ACTION/.test(body)) return 'capability'
  if (/ERROR_SQL|SERVER_ERROR|^\{"status":"false"\}$/.test(body)) return 'provider_unavailable'
  if (/^(NO_ACTIVATION|WRONG_ACTIVATION_ID)$|"NOT_FOUND"/.test(body)) return 'not_found'
  if (/NO_NUMBERS/.test(body)) return 'out_of_stock'
  if (/^BANNED|CHANNELS_LIMIT/.test(body)) return 'account_blocked'
  if (/NO_BALANCE/.test(body)) return 'insufficient_balance'
  if (/^WRONG_MAX_PRICE/.test(body)) return 'price_cap'
  if (/^EARLY_CANCEL_DENIED$/.test(body)) return 'too_early_to_cancel'
  if (/^(BAD_STATUS|ACCESS_READY)$/.test(body)) return 'invalid_transition'
  if (/^ORDER_ALREADY_EXISTS$/.test(body)) return 'unexpected_response' // bought before, and nobody knows what
  // Phones were masked before they were collected, and a number without a phone is none.
  if (/^getNumber(V2)?$|^getActiveActivations$/.test(action) && /\*{4}/.test(body)) return 'unexpected_response'
  if (action === 'getNumberV2' && /^\{(?!.*(activationId|title))/.test(body)) return 'unexpected_response'
  if (/_SERVICE|(service|country) is incorrect|Bad (service|country)|UNPROCESSABLE_ENTITY/.test(body))
    return 'unknown_reference'
  if (action === 'getBalance' && !body.startsWith('ACCESS_BALANCE:')) return 'unexpected_response' // a mistake in one description
  return null
}

/** What was asked of a number stands in the answer alone. */
const transitionIn = ({ action, body }: Exchange) =>
  action === 'setStatus' ? ({ ACCESS_RETRY_GET: 'retry', ACCESS_ACTIVATION: 'complete' }[body] ?? 'cancel') : action

async function expectOutcome(exchange: Exchange): Promise<void> {
  // One description shows the answer for all services beside the one for a single service.
  const ofAllServices = exchange.body.startsWith('[{"ig":') ? getTopCountriesByService({}) : undefined
  const command =
    ofAllServices ?? COMMANDS[transitionIn(exchange)] ?? COMMANDS[exchange.action] ?? expect.fail(exchange.action)
  const expected = expectedCode(exchange)
  const outcome = read(command, exchange.body, exchange.status)
  if (expected === null) await expect(outcome).resolves.toBeDefined()
  else await expect(outcome).rejects.toMatchObject({ code: expected })
}

interface Recorded {
  readonly provider: string
  readonly request: string
  readonly status: number
  readonly body: string
}

interface Mocked {
  readonly case: string
  readonly responses: readonly { readonly status: number; readonly text?: string; readonly json?: unknown }[]
}

/** The action a peer's case is about, by its name. */
const actionOf = (name: string) =>
  [
    [/get_?balance|balance_from/, 'getBalance'],
    [/services/, 'getServicesList'],
    [/countries/, 'getCountries'],
    [/get_prices/, 'getPrices'],
    [/get_number_v2|with_v2/, 'getNumberV2'],
    [/get_number_/, 'getNumber'],
    [/wait_?code|wait_retry|hero_sms_not_found/, 'getStatus'],
    [/verification_type/, 'getStatusV2'],
    [/cancel_/, 'setStatus'],
    [/getnumbersstatus/, 'getNumbersStatus'],
    [/5xx/, 'getBalance'],
  ].find(([pattern]) => (pattern as RegExp).test(name))?.[1] as string | undefined

async function expectMocked(file: string, atLeast: number): Promise<void> {
  const cases = JSON.parse(text(file)) as readonly Mocked[]
  const exchanges = cases.flatMap(({ case: name, responses: [first] }) => {
    const action = actionOf(name)
    return action && first ? [{ action, status: first.status, body: first.text ?? JSON.stringify(first.json) }] : []
  })
  expect(exchanges.length).toBeGreaterThanOrEqual(atLeast)
  for (const exchange of exchanges) await expectOutcome(exchange)
}

const cases: Readonly<Record<string, (file: string) => Promise<void>>> = {
  'herosms/getCountries.map-205.json': async file => {
    const rows = await expectRows(getCountries, text(file), { rows: 205 })
    expect(rows).toContainEqual({ id: '187', name: expect.stringMatching(/USA|United States/) })
  },
  'herosms/getPrices.service=tg.first-26.json': async file => {
    const rows = await expectRows(getPrices({ service: 'tg' }), text(file), { rows: 26 })
    expect(rows).toContainEqual({ country: '62', service: 'tg', price: '1', stock: 51698, tiers: null })
  },
  'herosms/openapi-handler_api-v1.json': async file => {
    const { paths, components } = JSON.parse(text(file)) as {
      paths: Record<
        string,
        {
          get: {
            responses: Record<
              string,
              { content: Record<string, { examples: Record<string, { $ref?: string; value?: unknown }> }> }
            >
          }
        }
      >
      components: { examples: Record<string, { value: unknown }> }
    }
    const exchanges = Object.entries(paths).flatMap(([path, { get }]) =>
      Object.entries(get.responses).flatMap(([status, { content }]) =>
        Object.values(content).flatMap(({ examples }) =>
          Object.values(examples).map(({ $ref, value }) => {
            const example = $ref ? components.examples[$ref.split('/').at(-1) ?? '']?.value : value
            const body = typeof example === 'string' ? example : JSON.stringify(example)
            return { action: path.split('=')[1] ?? '', status: Number(status), body }
          }),
        ),
      ),
    )
    const known = exchanges.filter(({ action }) => action === 'setStatus' || action in COMMANDS)
    expect(known.length).toBeGreaterThan(80)
    for (const exchange of known) await expectOutcome(exchange)
  },
  'herosms/peer-mocked-responses.json': file => expectMocked(file, 3),
  'smsbower/getPricesV3.tg.187.json': async file => {
    const rows = await expectRows(getPricesV3({ service: 'tg', country: '187' }), text(file), { rows: 18 })
    expect(rows).toContainEqual({
      country: '187',
      service: 'tg',
      supplier: '2263',
      price: '2.592',
      stock: 98,
      tiers: null,
    })
    expect(new Set(rows.map(({ supplier }) => supplier)).size).toBe(18)
  },
  'tiger-sms/getOffers.tg.187.json': async file => {
    const { map, counts } = JSON.parse(text(file)).data.tg['187']
    const tiers = readLadder(map, 'cumulative') ?? expect.fail('unreadable')
    expect(tiers[0]).toEqual({ price: '0.25', stock: counts.defaultPrice })
    expect(tiers.reduce((sum, { stock }) => sum + stock, 0)).toBe(counts.total)
  },
  'sms-activate/getNumbersStatus.json': async file => {
    const rows = await expectRows(getNumbersStatus({ country: '0' }), text(file), { rows: 169 })
    expect(rows).toContainEqual({ service: 'ig', suffix: null, stock: 2 })
  },
  'sms-activate/services.array-1932.json': async file => {
    const rows = await expectRows(getServicesList(), text(file), { rows: 1931, problems: { duplicate: 1 } })
    expect(rows).toContainEqual({ id: 'full', name: 'Full rent' }) // the later of two
  },
  'sms-activate/services.legacy-484.json': async file => {
    await expectRows(getServicesList(), text(file), { rows: 479, problems: { duplicate: 5 } })
  },
  'sms-activate/site-price-ladders-telegram.json': async file => {
    const { cards } = JSON.parse(text(file)).data as {
      cards: { totalCount: number; offers: Record<string, number> | null }[]
    }
    expect(cards).toHaveLength(190)
    for (const { totalCount, offers } of cards) {
      const tiers = readLadder(offers ?? {}, 'exact') ?? expect.fail('unreadable')
      expect(tiers.reduce((sum, { stock }) => sum + stock, 0)).toBe(totalCount)
      for (const { price } of tiers) expect(price).toMatch(/^\d+(\.\d?[1-9])?$/)
    }
  },
  'handler_api/edge-exchanges.json': async file => {
    const recorded = JSON.parse(text(file)) as readonly Recorded[]
    const exchanges = recorded.flatMap(({ request, status, body }) => {
      const action = /^action=(\w+)/.exec(request)?.[1] ?? ''
      // What other actions answer to a wrong key, service or action is the same everywhere.
      const isCommon = action !== '' && expectedCode({ action: 'getPrices', status, body }) !== null
      return action in COMMANDS || isCommon ? [{ action: action in COMMANDS ? action : 'getPrices', status, body }] : []
    })
    expect(exchanges.length).toBeGreaterThanOrEqual(16)
    for (const exchange of exchanges) await expectOutcome(exchange)
  },
  'handler_api/peer-mocked-responses.json': file => expectMocked(file, 22),
}

it('every collected answer of the dialect is judged here', () => {
  expect(present.filter(file => !(file in cases))).toEqual([])
  expect(Object.keys(cases).every(file => FOLDERS.includes(file.split('/')[0] ?? ''))).toBe(true)
})

it.each(present.filter(file => file in cases))('%s', async file => {
  await cases[file]?.(file)
})
