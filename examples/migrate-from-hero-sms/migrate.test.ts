import { setTimeout as turn } from 'node:timers/promises'
import { inspect } from 'node:util'
import { type AccountMode, createMemoryStore } from '@onesms/sdk'
import { createHandlerApiEmulator, FakeClock, serve } from '@onesms/sdk/testing'
import { beforeAll, describe, expect, it } from 'vitest'
import { after } from './after.ts'
import { type Outcome, run, type Situation, situations } from './compare.ts'

type Both = Readonly<Record<'before' | 'after', Outcome>>
let outcomes: ReadonlyMap<Situation, Both>
beforeAll(async () => {
  const both = async (situation: Situation) => {
    const [before, after] = await Promise.all([run('before', situation), run('after', situation)])
    return [situation, { before, after }] as const
  }
  outcomes = new Map(await Promise.all(situations.map(both)))
}, 60_000)
const of = (situation: Situation) => outcomes.get(situation) ?? expect.fail('it did not run')
const books = ({ bought, status, charged }: Outcome) => ({ bought, status, charged })

describe('moving from the package hero-sms', () => {
  it('leaves the same books where an SMS comes', () => {
    const { before, after } = of('an SMS comes')
    expect(books(after)).toEqual(books(before))
    expect(books(after)).toEqual({ bought: 1, status: 'completed', charged: '0.1800' })
    expect([before.printed, after.printed]).toEqual(['271828', '271828'])
  })

  it('leaves the same books where none comes, with fewer questions', () => {
    const { before, after } = of('no SMS comes')
    expect(books(after)).toEqual(books(before))
    expect(books(after)).toEqual({ bought: 1, status: 'cancelled', charged: '0.0000' })
    expect(after.error).toMatchObject({ code: 'wait_timeout' })
    expect(before.looks).toBe(60)
    expect(after.looks).toBeLessThan(before.looks / 2)
  })

  it('P01 finds what was paid for where the answer is lost: before, nobody knows of it', () => {
    const { before, after } = of('the answer is lost')
    expect(books(before)).toEqual({ bought: 1, status: 'waiting', charged: '0.1800' })
    expect(before.printed).toBe('')
    expect(books(after)).toEqual({ bought: 1, status: 'completed', charged: '0.1800' })
    expect(after.printed).toBe('271828')
  })

  it('P02 says that nothing was bought where the request is lost, and has no key in the error', () => {
    const { before, after } = of('the request is lost')
    expect([books(before), books(after)]).toEqual(Array(2).fill({ bought: 0, status: 'none', charged: '0' }))
    expect(inspect(before.error, { depth: 5 })).toContain('emulator-key')
    expect(after.error).toMatchObject({ message: 'nothing was bought', cause: { code: 'purchase_unknown' } })
    expect(inspect(after.error, { depth: 5 })).not.toContain('emulator-key')
  })
})

/** The status of a number that the old client has bought, once the new one has come and gone on the same account. */
async function leftBehind(accountMode: AccountMode): Promise<string | undefined> {
  const clock = new FakeClock(Date.now())
  const emulator = createHandlerApiEmulator({ clock, size: { services: 5, countries: 195 }, autoSms: false })
  emulator.catalog.setOffer('16', 'tg', { price: '0.18', stock: 100, flat: true })
  const { apiKey, ledger } = emulator
  let asked = 0
  const server = await serve({
    fetch(request) {
      asked += 1
      return emulator.fetch(request).finally(() => {
        asked -= 1
      })
    },
  })
  const baseUrl = `${server.url}/stubs/handler_api.php`
  await fetch(`${baseUrl}?api_key=${apiKey}&action=getNumber&service=tg&country=16`)
  let isOver = false
  const ended = after({ apiKey, baseUrl, clock, store: createMemoryStore({ clock }), accountMode })
    .catch(() => {}) // no SMS comes
    .finally(() => {
      isOver = true
    })
  while (!isOver) {
    await turn(10) // what is on the wire goes first
    if (asked === 0) await clock.advance(ledger.activations().length > 1 ? 2_000 : 0)
  }
  await ended
  await server.close()
  return ledger.activations()[0]?.status
}

it('while the old client buys, too, the account is shared: as exclusive its numbers would be given back', async () => {
  expect(await Promise.all([leftBehind('shared'), leftBehind('exclusive')])).toEqual(['waiting', 'cancelled'])
}, 30_000)
