import { describe, expect, it, vi } from 'vitest'
import type { ActivationObservation, ObservedMessage } from '../provider/snapshot.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { AT, member, ORDER, snapshotOf } from './__fixtures__/member.ts'
import { failover } from './failover.ts'
import { createOutcomeWatch } from './outcome-watch.ts'
import { createOutcomeMemory, type NumberOutcome } from './outcomes.ts'

const SMS: ObservedMessage = { id: null, text: '1234', code: '1234', sender: null, channel: 'sms', receivedAt: null }
const told = (facts: Partial<ActivationObservation>): ActivationObservation => ({
  id: 'a:1',
  provider: 'a',
  nativeId: '1',
  observedAt: AT,
  ...facts,
})

function watching(note: (outcome: NumberOutcome) => void | Promise<void> = () => {}) {
  const noted: NumberOutcome[] = []
  const clock = new FakeClock()
  const store = {
    note: (outcome: NumberOutcome) => {
      noted.push(outcome)
      return note(outcome)
    },
    rate: () => ({ delivered: 0, total: 0 }),
  }
  const watch = createOutcomeWatch(store, clock)
  watch.bought(snapshotOf('a', '1'), 'telegram', 'GB')
  return { noted, clock, watch }
}

const outcome = (delivered: boolean) => ({ provider: 'a', service: 'telegram', country: 'GB', delivered })

describe('the outcome of a number', () => {
  it.each([
    ['an SMS', { status: 'received', messages: [SMS] }, true],
    ['an SMS and the end', { status: 'closed', messages: [SMS] }, true],
    ['it did its work', { status: 'completed' }, true],
    ['its time is over', { status: 'expired' }, false],
    ['the provider ended it', { status: 'closed' }, false],
    ['it was reported', { status: 'cancelled', reason: 'reported' }, false],
  ] as const)('%s: noted, once', (_, facts, delivered) => {
    const { watch, noted } = watching()
    watch.seen(told({ status: 'waiting' }), 60_000)
    watch.seen(told(facts), 60_000)
    watch.seen(told({ status: 'closed' }), 60_000)
    expect(noted).toEqual([outcome(delivered)])
  })

  it('given back by us so soon that no SMS was waited for, it says nothing; later it does', async () => {
    const cancelled = told({ status: 'cancelled', reason: 'user' })
    const soon = watching()
    soon.watch.seen(cancelled, 60_000)
    expect(soon.noted).toEqual([])
    const late = watching()
    await late.clock.advance(60_001)
    late.watch.seen(cancelled, 60_000)
    expect(late.noted).toEqual([outcome(false)])
  })

  it('of what was not bought here nothing is noted', () => {
    const { watch, noted } = watching()
    watch.seen(told({ id: 'a:2', status: 'closed' }), 0)
    expect(noted).toEqual([])
  })

  it('a store that fails disturbs nobody', async () => {
    const { watch, noted } = watching(() => Promise.reject(new Error('full')))
    watch.seen(told({ status: 'expired' }), 0)
    await Promise.resolve()
    expect(noted).toHaveLength(1)
  })
})

describe('the memory', () => {
  it('counts per provider, service and country', () => {
    const memory = createOutcomeMemory()
    for (const delivered of [true, true, false]) memory.note(outcome(delivered))
    expect(memory.rate('a', 'telegram', 'GB')).toEqual({ delivered: 2, total: 3 })
    expect(memory.rate('a', 'telegram', 'FR')).toEqual({ delivered: 0, total: 0 })
  })

  it('forgets slowly, so that a provider may mend', () => {
    const memory = createOutcomeMemory()
    for (let count = 0; count < 10_000; count += 1) memory.note(outcome(false))
    for (let count = 0; count < 300; count += 1) memory.note(outcome(true))
    const { delivered, total } = memory.rate('a', 'telegram', 'GB') as { delivered: number; total: number }
    expect(total).toBeLessThanOrEqual(200)
    expect(delivered / total).toBeGreaterThan(0.5)
  })

  it('keeps the newest 10,000', () => {
    const memory = createOutcomeMemory()
    for (let count = 0; count <= 10_000; count += 1) memory.note({ ...outcome(true), service: `s${count}` })
    expect(memory.rate('a', 's0', 'GB')).toMatchObject({ total: 0 })
    expect(memory.rate('a', 's10000', 'GB')).toMatchObject({ total: 1 })
  })
})

describe('strategy success', () => {
  it('asks first whose numbers received an SMS', async () => {
    const [a, b] = [member('a'), member('b')]
    a.provider.activations.fetch = async id => told({ id, status: 'expired' })
    const provider = failover([a.provider, b.provider], { strategy: 'success', clock: new FakeClock() })
    const { id } = await provider.activations.purchase(ORDER, {})
    expect(id).toBe('a:4711')
    await provider.activations.fetch(id, {})
    expect(await provider.activations.purchase(ORDER, {})).toMatchObject({ provider: 'b' })
  })

  it('a memory that fails or is silent ranks nobody', async () => {
    const clock = new FakeClock()
    const rate = vi.fn(() => new Promise<never>(() => {}))
    const outcomes = { note: () => {}, rate }
    const provider = failover([member('a').provider, member('b').provider], { strategy: 'success', clock, outcomes })
    const bought = provider.activations.purchase(ORDER, {})
    await clock.advance(5_000)
    expect(await bought).toMatchObject({ provider: 'a' })
    expect(rate.mock.calls).toEqual([
      ['a', 'telegram', 'GB'],
      ['b', 'telegram', 'GB'],
    ])
  })
})
