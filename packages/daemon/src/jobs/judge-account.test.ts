import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AccountFacts, judgeAccount, type Point } from './judge-account.ts'
import { fromMicro, toMicro } from './micro.ts'

const ledger = (spent: string, most: string | null = spent) => ({
  leastSpent: spent,
  mostSpent: most,
  open: 0,
  confirmed: 1,
  wronglyAudited: [],
  orphans: [],
})
const usd = (amount: string) => ({ amount, currency: 'USD' })
const facts = (different: Partial<AccountFacts>): AccountFacts => ({
  mode: 'exclusive',
  balance: usd('90'),
  ledger: ledger('10'),
  unattributed: [],
  point: { balance: usd('100'), spent: '0' },
  unexplained: '0',
  ...different,
})
const judge = (different: Partial<AccountFacts> = {}) => judgeAccount(facts(different))

describe('whether books and balance agree', () => {
  it('agrees where the balance fell by what was spent', () => {
    expect(judge()).toMatchObject({
      status: 'succeeded',
      reason: null,
      details: { guard: null, point: { balance: usd('90'), spent: '10' }, topped_up: '0', unexplained: '0' },
    })
  })

  it('has no tolerance on an account of our own, and does not forget until somebody accepts', () => {
    const first = judge({ balance: usd('89.999999') })
    expect(first).toMatchObject({ status: 'rejected', details: { guard: 'balance', unexplained: '0.000001' } })
    const next = { balance: usd('89.999999'), point: first.details.point }
    expect(judge({ ...next, unexplained: first.details.unexplained })).toMatchObject({ status: 'rejected' })
    expect(judge({ ...next, unexplained: '0' })).toMatchObject({ status: 'succeeded' })
  })

  it('takes more than was there for a top-up, which explains nothing that has gone', () => {
    expect(judge({ balance: usd('140') }).details).toMatchObject({ topped_up: '50', unexplained: '0' })
    expect(judge({ balance: usd('140'), unexplained: '1' })).toMatchObject({ status: 'rejected' })
  })

  it('says the same of a shared account, and rejects nothing: others buy there too', () => {
    const shared = judge({ mode: 'shared', balance: usd('80'), unattributed: ['x:1'] })
    expect(shared).toMatchObject({ status: 'succeeded', details: { guard: null, unexplained: '10' } })
    expect(shared.reason).toContain('10 USD left the account')
    expect(shared.reason).toContain('unattributed: 1 numbers')
  })

  it.each(['exclusive', 'shared'] as const)('rejects on a %s account what the audit does not confirm', mode => {
    const wrong = { ...ledger('10'), wronglyAudited: ['pi_1'] }
    expect(judge({ mode, ledger: wrong })).toMatchObject({
      status: 'rejected',
      reason: expect.stringContaining('pi_1'),
      details: { guard: 'audit' },
    })
  })

  it('allows for what is open, and keeps the point to compare with', () => {
    const open = ledger('5', '12')
    expect(judge({ ledger: open, balance: usd('90') })).toMatchObject({
      status: 'succeeded',
      details: { margin: '7', point: { spent: '0' }, unexplained: '0' },
    })
    expect(judge({ ledger: open, balance: usd('87') })).toMatchObject({
      status: 'rejected',
      details: { unexplained: '0' },
    })
    expect(judge({ ledger: ledger('5', null), balance: usd('1') })).toMatchObject({ status: 'succeeded' })
  })

  it('begins anew with another currency', () => {
    expect(judge({ balance: { amount: '1', currency: 'EUR' } })).toMatchObject({ status: 'succeeded' })
  })

  it('over any history tells exactly what has gone, and exactly what came', () => {
    const step = fc.record({
      spent: fc.bigInt({ min: 0n, max: 10_000_000n }),
      taken: fc.bigInt({ min: 0n, max: 1_000_000n }),
      added: fc.bigInt({ min: 0n, max: 50_000_000n }),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), steps => {
        let [balance, spent, gone, came] = [10_000_000_000n, 0n, 0n, 0n]
        let point: Point | null = judge({ balance: usd(fromMicro(balance)), ledger: ledger('0'), point: null }).details
          .point
        let unexplained = '0'
        for (const each of steps) {
          // Within one step a top-up hides what has gone; the rest is exact.
          const net = each.added - each.taken
          balance += net - each.spent
          spent += each.spent
          if (net < 0n) gone -= net
          const { details } = judge({
            balance: usd(fromMicro(balance)),
            ledger: ledger(fromMicro(spent)),
            point,
            unexplained,
          })
          came += toMicro(details.topped_up)
          point = details.point
          unexplained = details.unexplained
        }
        expect(toMicro(unexplained)).toBe(gone)
        expect(balance).toBe(10_000_000_000n - spent - gone + came)
      }),
    )
  })
})

describe('amounts as millionths', () => {
  it('are what they were', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), micro => {
        expect(toMicro(fromMicro(micro))).toBe(micro)
      }),
    )
    expect(['-0.50', '.5', '7', '0.000001'].map(toMicro)).toEqual([-500_000n, 500_000n, 7_000_000n, 1n])
  })
})
