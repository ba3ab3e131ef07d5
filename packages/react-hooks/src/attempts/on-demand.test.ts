import type { ActivationSnapshot, Provider } from '@onesms/sdk'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Engine } from './on-demand.ts'

const REQUEST = { service: 'telegram', country: 'GB', maxPrice: '0.50' }
const NUMBER = { id: 'hero-sms:1', phone: '+447700900123' } as ActivationSnapshot
const gone = new TypeError('Failed to fetch dynamically imported module')

beforeEach(() => {
  vi.resetModules() // as a page that has just been loaded
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
  sessionStorage.clear()
})

/** A purchase whose engine comes when the test says so. */
async function openPage({ provider = {} }: { readonly provider?: Partial<Provider> } = {}) {
  const { purchaseOnDemand } = await import('./on-demand.ts')
  const engine: Engine = await import('./purchase.ts')
  const loads: ((come: boolean) => Promise<void>)[] = []
  const sent: string[] = []
  const load = () =>
    new Promise<Engine>((resolve, reject) => {
      loads.push(async come => {
        if (come) resolve(engine)
        else reject(gone)
        await settled()
      })
    })
  const buy = async (_: typeof REQUEST, key: string) => {
    sent.push(key)
    return { snapshot: NUMBER }
  }
  const vendor = { id: 'hero-sms', traits: { purchaseTimeout: 1, latestCommit: 1 }, ...provider } as Provider
  const purchase = purchaseOnDemand(vendor, 'activation', buy, load)
  return { ...purchase, loads, sent, state: purchase.getSnapshot }
}

const settled = () => new Promise<void>(resolve => setImmediate(resolve))

function leave(): void {
  const attempt = { key: 'left', request: REQUEST, startedAt: Date.now() }
  sessionStorage.setItem('onesms:attempt:hero-sms:activation', JSON.stringify(attempt))
}

describe('a purchase whose engine is not there yet', () => {
  it('is idle, and loads it for whoever subscribes', async () => {
    const { state, getServerSnapshot, subscribe, loads } = await openPage()
    expect([state().status, getServerSnapshot().status, loads.length]).toEqual(['idle', 'idle', 0])
    expect(state()).toBe(state())
    subscribe(() => {})
    expect(loads).toHaveLength(1)
  })

  it('R02: is buying as soon as it is asked to, and buys once, however often, when it is there', async () => {
    const { state, subscribe, loads, sent } = await openPage()
    const listener = vi.fn()
    subscribe(listener)
    const { mutate, mutateAsync, reset } = state()
    mutate(REQUEST)
    expect(state()).toMatchObject({ status: 'buying', isPending: true, request: REQUEST })
    mutate(REQUEST)
    mutate({ ...REQUEST, service: 'whatsapp' })
    const bought = mutateAsync(REQUEST)
    const other = expect(mutateAsync({ ...REQUEST, country: 'FR' })).rejects.toMatchObject({
      code: 'purchase_not_sent',
    })
    reset()
    expect([state().status, sent]).toEqual(['buying', []])
    for (const come of loads) await come(true)
    expect(await bought).toBe(NUMBER)
    await other
    expect(state()).toMatchObject({ status: 'bought', isPending: false, request: REQUEST, data: NUMBER })
    expect(sent).toHaveLength(1)
    expect(listener).toHaveBeenCalled()
    expect(state()).toBe(state())
    expect(state()).toMatchObject({ mutate, mutateAsync, reset }) // the functions stay the same
    reset()
    expect(state().status).toBe('idle')
    mutate(REQUEST)
    await settled()
    expect([state().status, sent.length, new Set(sent).size]).toEqual(['bought', 2, 2])
  })

  it('R03: what an earlier page left is being checked from the first moment, and a click sends nothing', async () => {
    leave()
    const { state, subscribe, loads, sent } = await openPage({ provider: { outcomeOf: () => new Promise(() => {}) } })
    expect(state()).toMatchObject({ status: 'checking', isPending: true, request: REQUEST })
    subscribe(() => {})
    state().mutate(REQUEST)
    expect(state().status).toBe('checking')
    for (const come of loads) await come(true)
    expect(state()).toMatchObject({ status: 'checking', request: REQUEST })
    expect(sent).toEqual([])
  })

  it('an attempt that nobody could say anything about is none', async () => {
    leave()
    const { state } = await openPage()
    expect(state().status).toBe('idle')
  })

  it('has failed where there is no engine to be had, and nothing was sent; it may be asked again', async () => {
    const { state, loads, sent } = await openPage()
    state().mutate(REQUEST)
    const rejected = expect(state().mutateAsync(REQUEST)).rejects.toBe(gone)
    for (const come of loads) await come(false)
    await rejected
    expect(state()).toMatchObject({ status: 'failed', isPending: false, request: REQUEST, error: gone })
    state().reset()
    expect(state().status).toBe('idle')
    state().mutate(REQUEST)
    await loads.at(-1)?.(true)
    expect([state().status, sent.length]).toEqual(['bought', 1])
  })

  it('is not called failed while an earlier attempt is in doubt; the engine is tried again while anybody looks', async () => {
    leave()
    const { state, subscribe, loads } = await openPage({ provider: { outcomeOf: () => new Promise(() => {}) } })
    const unsubscribe = subscribe(() => {})
    state().mutate(REQUEST)
    for (const come of loads) await come(false)
    expect(state().status).toBe('checking')
    await vi.advanceTimersByTimeAsync(5_000)
    expect(loads).toHaveLength(2)
    unsubscribe()
    await loads.at(-1)?.(false)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(loads).toHaveLength(2)
  })
})
