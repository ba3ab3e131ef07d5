import { inspect } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
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
