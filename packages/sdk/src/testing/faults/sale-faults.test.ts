import { describe, expect, it } from 'vitest'
import { ADDRESS as FIVE_SIM, shop as fiveSim } from '../emulators/five-sim/__fixtures__/tiny-emulator.ts'
import { ADDRESS as HANDLER, shop as handler } from '../emulators/handler-api/__fixtures__/tiny-emulator.ts'
import type { FaultPlan } from './fault-plan.ts'
import type { ReplyFaults } from './reply-faults.ts'
import type { SaleFaults } from './sale-faults.ts'

type Faults = Pick<FaultPlan<SaleFaults & ReplyFaults>, 'inject' | 'clear'>

const CUT = { cause: { code: 'ECONNRESET' } }

function openFiveSim() {
  const { emulator, get } = fiveSim()
  const faults: Faults = emulator.faults
  const path = '/user/buy/activation/england/any/telegram'
  const headers = { authorization: `Bearer ${emulator.apiKey}` }
  return {
    emulator,
    faults,
    look: () => get('/user/profile'),
    buy: () => get(path),
    buyUntil: (signal: AbortSignal) => emulator.fetch(`${FIVE_SIM}${path}`, { headers, signal }),
    looked: /^{"id"/,
    idOf: (answer: string) => String(JSON.parse(answer).id),
  }
}

function openHandler() {
  const { emulator, get } = handler('hero-sms')
  const faults: Faults = emulator.faults
  const query = 'getNumber&service=tg&country=187'
  const url = `${HANDLER}?api_key=emulator-key&action=${query}`
  return {
    emulator,
    faults,
    look: () => get('getBalance'),
    buy: () => get(query),
    buyUntil: (signal: AbortSignal) => emulator.fetch(url, { signal }),
    looked: /^ACCESS_BALANCE:100\.0000$/,
    idOf: (answer: string) => answer.match(/^ACCESS_NUMBER:(\d+):/)?.[1],
  }
}

describe.each([
  { host: '5SIM', opened: openFiveSim },
  { host: 'a handler host', opened: openHandler },
])('faults of a sale at the emulator of $host', ({ opened }) => {
  const open = () => {
    const { emulator, ...shop } = opened()
    const { ledger, clock } = emulator
    return { ...shop, ledger, clock, charged: () => ledger.activations().map(activation => activation.charged) }
  }

  it('take purchases alone where the scope names no action', async () => {
    const { faults, look, looked, buy, idOf, charged } = open()
    faults.inject({ kind: 'commit-then-cut', times: 1 })
    expect(await look()).toMatch(looked)
    await expect(buy()).rejects.toMatchObject(CUT)
    expect(idOf(await buy())).toMatch(/^\d+$/)
    expect(charged()).toEqual(['0.2500', '0.2500'])
  })

  it('P01 commit-then-cut charges; P02 cut-before-commit does not', async () => {
    const { faults, buy, charged } = open()
    faults.inject({ kind: 'commit-then-cut' })
    await expect(buy()).rejects.toMatchObject(CUT)
    expect(charged()).toEqual(['0.2500'])
    faults.clear()
    faults.inject({ kind: 'cut-before-commit' })
    await expect(buy()).rejects.toMatchObject(CUT)
    expect(charged()).toEqual(['0.2500'])
  })

  it('P01 commit-then-silence charges and never answers', async () => {
    const { faults, buyUntil, charged, clock } = open()
    faults.inject({ kind: 'commit-then-silence' })
    const controller = new AbortController()
    const waiting = buyUntil(controller.signal)
    await clock.advance(600_000)
    expect(charged()).toEqual(['0.2500'])
    controller.abort()
    await expect(waiting).rejects.toThrow('aborted')
  })

  it('P03 commit-late charges as of its own instant, though nobody asks until much later', async () => {
    const { faults, buy, ledger, clock } = open()
    faults.inject({ kind: 'commit-late', ms: 45_000, times: 1 })
    void buy()
    await clock.advance(44_999)
    expect(ledger.charges()).toEqual([])
    await clock.advance(300_000)
    const at = Date.UTC(2026, 0, 1)
    expect(ledger.activations()).toMatchObject([{ requestAt: at, boughtAt: at + 45_000 }])
    expect(ledger.charges()).toMatchObject([{ at: at + 45_000, amount: '0.2500' }])
  })

  it.each([502, 520])('P07 commit-then-status %i charges; P08 server-error does not', async status => {
    const { faults, buy, charged } = open()
    faults.inject({ kind: 'commit-then-status', ...(status !== 502 && { status }), times: 1 })
    expect(await buy()).toMatch(new RegExp(`^${status} <!DOCTYPE html>`))
    expect(charged()).toEqual(['0.2500'])
    faults.inject({ kind: 'server-error', status: 503, as: 'html', times: 1 })
    expect(await buy()).toMatch(/^503 <!DOCTYPE html>/)
    expect(charged()).toEqual(['0.2500'])
  })

  it('P06 double-commit charges twice and answers with the second', async () => {
    const { faults, buy, idOf, ledger } = open()
    faults.inject({ kind: 'double-commit' })
    const id = idOf(await buy())
    expect(ledger.activations()).toMatchObject([{ charged: '0.2500' }, { id, charged: '0.2500' }])
  })
})
