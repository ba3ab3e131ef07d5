import { afterEach, describe, expect, it } from 'vitest'
import { clientOf, errorOf } from '../__fixtures__/clients.ts'
import { closeServers, localServer } from '../__fixtures__/local-server.ts'
import { longestStop } from '../__fixtures__/loop-lag.ts'
import { drained } from '../__fixtures__/scan.ts'
import { heroSms } from '../providers/hero-sms/index.ts'
import { createHandlerApiEmulator } from '../testing/index.ts'
import { createClient } from './create-client.ts'

const COUNTRIES = 200
const SERVICES = 3_900
const MEBIBYTE = 1_048_576
/** Milliseconds that everything else may have to wait. */
const LIMIT = 200

afterEach(closeServers)

/** Two to four letters, another code for every index. */
const codeOf = (index: number) =>
  [17_576, 676, 26, 1].map(power => String.fromCharCode(97 + (Math.floor(index / power) % 26))).join('')

/** A table of 40 MB. */
function largeTable(isServiceFirst: boolean): Buffer {
  const [outer, inner] = isServiceFirst ? [SERVICES, COUNTRIES] : [COUNTRIES, SERVICES]
  const key = (isService: boolean, index: number) => (isService ? codeOf(index) : String(index))
  const level = Array.from({ length: inner }, (_, index) => {
    const row = `{"cost":${(index % 400) / 100 + 0.01},"count":${100_000 + index * 7},"physicalCount":${index}}`
    return `"${key(!isServiceFirst, index)}":${row}`
  }).join()
  return Buffer.from(
    `{${Array.from({ length: outer }, (_, index) => `"${key(isServiceFirst, index)}":{${level}}`).join()}}`,
  )
}

describe('C10 a large answer', () => {
  it.each([
    ['country', false],
    ['service', true],
  ])(
    'of 40 MB, %s first, does not hold the event loop, nor is it held in memory as objects',
    async (_, isServiceFirst) => {
      const table = largeTable(isServiceFirst)
      expect(table.length).toBeGreaterThan(40_000_000)
      const { origin } = await localServer((request, response) => {
        const isList = request.url?.includes('getCountries')
        response.end(
          isList ? JSON.stringify(Array.from({ length: COUNTRIES }, (_, id) => ({ id, eng: `${id}` }))) : table,
        )
      })
      const baseUrl = `${origin}/stubs/handler_api.php`
      const { catalog } = createClient({ provider: heroSms({ apiKey: '0123456789', baseUrl }) })
      const used = () => process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers
      const before = used()
      let peak = 0
      const scanAll = async () => {
        const countries = new Set<string>()
        let [batches, rows] = [0, 0]
        const scan = catalog.scan()
        let step = await scan.next()
        for (; !step.done; step = await scan.next()) {
          if (step.value.kind === 'offers') rows += step.value.service.length
          countries.add(step.value.country)
          batches += 1
          peak = Math.max(peak, used() - before)
        }
        expect([batches, countries.size, rows]).toEqual([COUNTRIES, COUNTRIES, COUNTRIES * SERVICES])
        expect(step.value).toMatchObject({ rows, missing: [], partial: false, requests: 2 })
      }
      expect(await longestStop(scanAll, { below: LIMIT })).toBeLessThan(LIMIT)
      expect(peak).toBeLessThan(200 * MEBIBYTE)
    },
    20_000,
  )

  it('above 64 MiB is refused while it comes in, and not asked for again', async () => {
    const emulator = createHandlerApiEmulator({ size: { services: 2, countries: 2 } })
    emulator.faults.inject({ kind: 'oversized', action: 'getPrices' })
    const { catalog } = clientOf({ provider: heroSms }, emulator)
    const refused = async () => {
      expect(await errorOf(() => drained(catalog.scan()))).toMatchObject({
        reason: 'too_large',
        message: 'hero-sms answered with more than 67108864 bytes',
      })
    }
    expect(await longestStop(refused, { below: LIMIT })).toBeLessThan(LIMIT)
    expect(emulator.ledger.count('getPrices')).toBe(emulator.ledger.count('getCountries'))
  })

  it('that was cut is asked for again, and no part of it is taken for the whole', async () => {
    const emulator = createHandlerApiEmulator({ size: { services: 400, countries: 60 } })
    const truth = emulator.catalog.totals()
    emulator.faults.inject({ kind: 'truncated', action: 'getPrices', nth: 1 })
    const { catalog } = clientOf({ provider: heroSms }, emulator)
    const { report } = await drained(catalog.scan())
    expect(report.rows).toBe(truth.offers)
    expect(emulator.ledger.requests().map(({ fault }) => fault)).toEqual([null, 'truncated', null])
    expect(emulator.ledger.requests()[2]?.bytes).toBeGreaterThan(262_144)
    emulator.faults.inject({ kind: 'truncated', action: 'getPrices' })
    expect(await errorOf(() => drained(catalog.scan()))).toMatchObject({ reason: 'malformed' })
  })

  it('that is cut behind a brace is malformed, too', async () => {
    const table = largeTable(false).subarray(0, MEBIBYTE)
    const cut = new Uint8Array(table.subarray(0, table.lastIndexOf('}') + 1))
    const fetch = async () => new Response(cut)
    const { catalog } = clientOf({ provider: heroSms }, { apiKey: '0123456789', fetch })
    const countries = Array.from({ length: 6 }, (_, id) => ({ nativeId: `${id}` }))
    expect(await errorOf(() => drained(catalog.scan({ countries })))).toMatchObject({ reason: 'malformed' })
  })

  it.each([
    ['a page', 200, '<html>', 'unexpected_response'],
    ['a table beside a 500', 500, '', 'provider_unavailable'],
    ['an error', 200, '{"title":"BAD_KEY","details":"', 'unexpected_response'],
    ['rows that cannot be read', 200, '{"6":{"tg":{"cost":"$1"}},"x":"', 'unexpected_response'],
  ])('that is %s is no table', async (_, status, start, code) => {
    const filler = ' '.repeat(300_000)
    const body =
      start === '' ? `{"6":{"tg":{"cost":1}}}${filler}` : `${start}${filler}${start.startsWith('<') ? '' : '"}'}`
    const { catalog } = clientOf(
      { provider: heroSms },
      { apiKey: '0123456789', fetch: async () => new Response(body, { status }) },
    )
    const countries = Array.from({ length: 6 }, (_, id) => ({ nativeId: `${id}` }))
    expect(await errorOf(() => drained(catalog.scan({ countries })))).toMatchObject({ code })
  })
})
