import { describe, expect, it } from 'vitest'
import { ADDRESS, shop } from '../__fixtures__/tiny-emulator.ts'

const BUY = '/user/buy/activation/england/any/telegram'
const CUT = { cause: { code: 'ECONNRESET' } }

describe('faults of buying at the emulator of 5SIM', () => {
  const opened = () => {
    const all = shop()
    const charged = () => all.emulator.ledger.activations().map(activation => activation.charged)
    return { ...all, ...all.emulator, charged }
  }

  it('take purchases alone where the scope names no action', async () => {
    const { faults, get, charged } = opened()
    faults.inject({ kind: 'commit-then-cut', times: 1 })
    expect(await get('/user/profile')).toMatch(/^{"id"/)
    await expect(get(BUY)).rejects.toMatchObject(CUT)
    expect(await get(BUY)).toMatch(/^{"id"/)
    expect(charged()).toEqual(['0.2500', '0.2500'])
  })

  it('P01 commit-then-cut charges; P02 cut-before-commit does not', async () => {
    const { faults, get, charged } = opened()
    faults.inject({ kind: 'commit-then-cut' })
    await expect(get(BUY)).rejects.toMatchObject(CUT)
    faults.clear()
    faults.inject({ kind: 'cut-before-commit' })
    await expect(get(BUY)).rejects.toMatchObject(CUT)
    expect(charged()).toEqual(['0.2500'])
  })

  it('P01 commit-then-silence charges and never answers', async () => {
    const { faults, fetch, charged, clock } = opened()
    faults.inject({ kind: 'commit-then-silence' })
    const controller = new AbortController()
    const headers = { authorization: 'Bearer emulator-key' }
    const waiting = fetch(`${ADDRESS}${BUY}`, { headers, signal: controller.signal })
    await clock.advance(60_000)
    expect(charged()).toEqual(['0.2500'])
    controller.abort()
    await expect(waiting).rejects.toThrow('aborted')
  })

  it('P03 commit-late charges as of its own instant, though nobody asks until much later', async () => {
    const { faults, get, ledger, clock } = opened()
    faults.inject({ kind: 'commit-late', ms: 45_000, times: 1 })
    void get(BUY)
    await clock.advance(44_999)
    expect(ledger.charges()).toEqual([])
    await clock.advance(300_000)
    const at = Date.UTC(2026, 0, 1)
    expect(ledger.activations()).toMatchObject([{ requestAt: at, boughtAt: at + 45_000 }])
    expect(ledger.charges()).toMatchObject([{ at: at + 45_000, amount: '0.2500' }])
  })

  it('P07 commit-then-status charges; P08 server-error does not', async () => {
    const { faults, get, charged } = opened()
    faults.inject({ kind: 'commit-then-status', times: 1 })
    expect(await get(BUY)).toMatch(/^502 <!DOCTYPE html>/)
    faults.inject({ kind: 'server-error', status: 502, as: 'html', times: 1 })
    expect(await get(BUY)).toMatch(/^502 <!DOCTYPE html>/)
    expect(charged()).toEqual(['0.2500'])
  })

  it.each(['html', 'empty', 'truncated', 'unknown-word', 'refusal-in-page', 'partial-answer', 'echo-headers'] as const)(
    'P09 P10 P11 P20 P21 %s charges',
    async kind => {
      const { faults, get, charged } = opened()
      faults.inject({ kind })
      await get(BUY)
      expect(charged()).toEqual(['0.2500'])
    },
  )

  it.each([
    'server-error',
    'error-token',
    'rate-limited',
    'bad-key',
    'banned',
    'refused',
    'redirect',
    'unrouted',
  ] as const)('P18 P19 %s does not charge', async kind => {
    const { faults, get, charged } = opened()
    faults.inject({ kind })
    await get(BUY)
    expect(charged()).toEqual([])
  })

  it('P06 double-commit charges twice and answers with the second', async () => {
    const { faults, buy, ledger } = opened()
    faults.inject({ kind: 'double-commit' })
    const id = await buy()
    expect(ledger.activations()).toMatchObject([{ charged: '0.2500' }, { id, charged: '0.2500' }])
  })

  it('P16 duplicate-activation-id answers with an earlier one, whether or not another is charged', async () => {
    const { faults, buy, charged } = opened()
    faults.inject({ kind: 'duplicate-activation-id' })
    const first = await buy()
    expect([await buy(), charged().length]).toEqual([first, 1])
    faults.clear()
    faults.inject({ kind: 'duplicate-activation-id', charged: true })
    expect([await buy(), charged().length]).toEqual([first, 2])
  })

  it('P22 price-above-cap really charges it', async () => {
    const { faults, json, charged } = opened()
    faults.inject({ kind: 'price-above-cap', times: 1 })
    expect(await json(`${BUY}?maxPrice=0.3`)).toMatchObject({ price: 0.6 })
    faults.inject({ kind: 'price-above-cap', price: '9.99', times: 1 })
    expect(await json(`${BUY}?maxPrice=0.3`)).toMatchObject({ price: 9.99 })
    expect(charged()).toEqual(['0.6000', '9.9900'])
  })

  it('P18 what is sold out may be refused with 400', async () => {
    const { faults, get } = opened()
    faults.inject({ kind: 'no-free-phones-status' })
    expect(await get('/user/buy/activation/usa/any/whatsapp')).toBe('400 no free phones')
    expect(await get(BUY)).toMatch(/^{"id"/)
  })
})
