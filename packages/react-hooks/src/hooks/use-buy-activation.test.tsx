import { cleanup } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { afterSale, connectionCut, createHold, type Fault } from '../../../sdk/src/testing/conformance/wire.ts'
import { connectionReset } from '../../../sdk/src/testing/faults/connection-reset.ts'
import { openStage } from '../__fixtures__/stage.tsx'
import { createStorage, holdTime, openTab, pass, type Stage } from '../attempts/__fixtures__/tab.tsx'

beforeEach(holdTime)
afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

/** A stage with one tab; the keys of all requests that buy are noted, whether they arrive or not. */
function openScene() {
  const stage = openStage()
  const keys: string[] = []
  return { stage, keys, tab: openTab(stage, keys), another: (storage?: Storage) => openTab(stage, keys, storage) }
}

/** From now on the requests of the daemon to its vendor meet this fault. */
function behind({ vendor }: Stage, fault: Fault): void {
  const { fetch } = vendor
  vi.spyOn(vendor, 'fetch').mockImplementation((input, init = {}) =>
    fault(() => fetch(input, init), { url: String(input), init }),
  )
}

const PHONE = /^bought \+\d+$/
const HORIZON = 185_000

const offline = () => Promise.reject(new TypeError('Failed to fetch'))

describe('useBuyActivation, under StrictMode', () => {
  it('R02 a double click, and Enter with a click, send one POST', async () => {
    const { stage, keys, tab } = openScene()
    tab.click()
    tab.click()
    tab.enter()
    expect(tab.shows()).toBe('buying pending')
    await pass(stage, 100)
    expect(tab.shows()).toMatch(PHONE)
    tab.click() // the second of two, however fast the first was answered
    await pass(stage, 5_000)
    expect([stage.posts(), stage.sold(), keys.length]).toEqual([['POST activations'], 1, 1])
    tab.click()
    await pass(stage, 5_000)
    expect([stage.sold(), new Set(keys).size]).toEqual([2, 2])
  })

  it('R03 a reload while it is bought: the number is shown, and one POST was sent', async () => {
    const { stage, keys, tab } = openScene()
    const hold = createHold()
    stage.wire.fault = hold.fault
    tab.click()
    await pass(stage, 100)
    tab.reload()
    expect([tab.shows(), hold.count]).toEqual(['checking pending', 1])
    stage.wire.fault = null
    hold.release()
    await pass(stage, 5_000)
    expect(tab.shows()).toMatch(PHONE)
    expect([stage.posts(), stage.sold()]).toEqual([['POST activations'], 1])
    tab.reload()
    await pass(stage, 100)
    expect(tab.shows()).toMatch(PHONE)
    tab.click('done')
    tab.reload()
    expect([tab.shows(), stage.sold(), keys.length]).toEqual(['idle', 1, 1])
  })

  it('R03 R01 what never left the page that was loaded anew is never sent by itself; by a click under its key', async () => {
    const { stage, keys, tab } = openScene()
    stage.wire.fault = () => new Promise(() => {})
    tab.click()
    await pass(stage, 100)
    stage.wire.fault = null
    tab.reload()
    await pass(stage, 60_000)
    expect([tab.shows(), stage.posts(), keys.length]).toEqual(['checking pending', [], 1])
    tab.click()
    await pass(stage, 5_000)
    expect(tab.shows()).toMatch(PHONE)
    expect([stage.sold(), keys.length, new Set(keys).size]).toEqual([1, 2, 1])
  })

  it('R03 where nothing can arrive any more it is idle, and another purchase has another key', async () => {
    const { stage, keys, tab } = openScene()
    stage.wire.fault = () => new Promise(() => {})
    tab.click()
    await pass(stage, 100)
    stage.wire.fault = null
    tab.reload()
    await pass(stage, HORIZON + 30_000, 5_000)
    expect([tab.shows(), stage.posts()]).toEqual(['idle', []])
    tab.click()
    await pass(stage, 5_000)
    expect([stage.sold(), new Set(keys).size]).toEqual([1, 2])
  })

  it('R04 offline, then online: sent under its own key only, and bought once', async () => {
    const { stage, keys, tab } = openScene()
    stage.wire.fault = offline
    tab.click()
    await pass(stage, 3_000)
    stage.wire.fault = null
    await pass(stage, 20_000)
    expect(tab.shows()).toMatch(PHONE)
    expect([stage.sold(), new Set(keys).size]).toEqual([1, 1])
  })

  it('R04 offline for longer: when it is online nothing is sent again, and it ends without a number', async () => {
    const { stage, keys, tab } = openScene()
    stage.wire.fault = offline
    tab.click()
    await pass(stage, 60_000)
    const sent = keys.length
    expect(tab.shows()).toBe('checking pending')
    stage.wire.fault = null
    window.dispatchEvent(new Event('online'))
    await pass(stage, HORIZON, 5_000)
    expect([tab.shows(), stage.posts()]).toEqual(['failed ProviderUnavailableError', []])
    expect([keys.length, new Set(keys).size]).toEqual([sent, 1])
  })

  it('R04 a page that was loaded anew asks again as soon as it is online', async () => {
    const { stage, tab } = openScene()
    tab.click()
    await pass(stage, 100)
    stage.wire.fault = offline
    tab.reload()
    await pass(stage, 300_000, 5_000)
    expect(tab.shows()).toBe('checking pending')
    stage.wire.fault = null
    window.dispatchEvent(new Event('online'))
    await pass(stage, 10)
    expect(tab.shows()).toMatch(PHONE)
  })

  it('R06 unmounted while it buys: nothing is rendered, the purchase goes on, and whoever mounts finds it', async () => {
    const { stage, tab } = openScene()
    const complain = vi.spyOn(console, 'error')
    const hold = createHold()
    stage.wire.fault = hold.fault
    tab.click()
    await pass(stage, 100)
    tab.unmount()
    const renders = tab.renders()
    stage.wire.fault = null
    hold.release()
    await pass(stage, 5_000)
    expect([tab.renders(), stage.sold()]).toEqual([renders, 1])
    tab.mount()
    expect(tab.shows()).toMatch(PHONE)
    expect(stage.posts()).toHaveLength(1)
    expect(complain).not.toHaveBeenCalled()
  })

  it('R15 nobody can tell: it is being checked, and offers no second one', async () => {
    const { stage, keys, tab } = openScene()
    stage.wire.fault = (send, request) => (request.init.method === 'POST' ? connectionCut(send, request) : offline())
    tab.click()
    await pass(stage, 60_000)
    expect([tab.shows(), keys.length, stage.sold()]).toEqual(['checking pending', 4, 1])
    tab.click()
    tab.click('done')
    await pass(stage, 60_000)
    expect([tab.shows(), keys.length]).toEqual(['checking pending', 4])
    stage.wire.fault = null
    await pass(stage, 120_000)
    expect(tab.shows()).toMatch(PHONE)
    expect([keys.length, new Set(keys).size, stage.sold()]).toEqual([4, 1, 1])
  })

  it.each(['', ', and the page is loaded anew'])('R16 202 is followed to its end: bought%s', async reload => {
    const { stage, tab } = openScene()
    behind(
      stage,
      afterSale(stage.vendor, () => Promise.reject(connectionReset())),
    )
    tab.click()
    await pass(stage, 1_000)
    if (reload) tab.reload()
    expect(tab.shows()).toMatch(/^(buying|checking) pending$/)
    await pass(stage, 60_000)
    expect(tab.shows()).toMatch(PHONE)
    expect([stage.posts(), stage.sold()]).toEqual([['POST activations'], 1])
  })

  it.each(['', ', and the page is loaded anew'])('R16 202 is followed to its end: not bought%s', async reload => {
    const { stage, keys, tab } = openScene()
    behind(stage, (send, { url }) => (url.includes('getNumber') ? Promise.reject(connectionReset()) : send()))
    tab.click()
    await pass(stage, 1_000)
    if (reload) tab.reload()
    await pass(stage, 7_000)
    expect(tab.shows()).toBe('checking pending')
    await pass(stage, 300_000, 5_000)
    expect([tab.shows(), stage.sold(), new Set(keys).size]).toEqual(['failed ProviderUnavailableError', 0, 1])
  })

  it('R18 two tabs have two keys', async () => {
    const { stage, keys, tab, another } = openScene()
    const other = another()
    tab.click()
    other.click()
    await pass(stage, 5_000)
    expect([tab.shows(), other.shows()]).toEqual([expect.stringMatching(PHONE), expect.stringMatching(PHONE)])
    expect([stage.sold(), keys.length, new Set(keys).size]).toEqual([2, 2, 2])
    tab.reload()
    other.reload()
    await pass(stage, 100)
    expect(tab.shows()).not.toBe(other.shows())
  })

  it('R18 what the daemon refuses to the second tab has failed there, and nothing is sent for it again', async () => {
    const { stage, keys, tab, another } = openScene()
    const refusal = { code: 'limit_reached', status: 409, detail: 'one at a time', rejected: true }
    stage.wire.fault = async (send, { init }) =>
      init.method === 'POST' && keys.length > 1 ? Response.json(refusal, { status: 409 }) : send()
    const other = another()
    tab.click()
    await pass(stage, 100)
    other.click()
    await pass(stage, 60_000)
    expect([tab.shows(), other.shows()]).toEqual([expect.stringMatching(PHONE), 'failed LimitReachedError'])
    other.reload()
    await pass(stage, 60_000)
    expect([other.shows(), stage.sold(), keys.length]).toEqual(['idle', 1, 2])
  })

  it('R18 a tab that is duplicated while it buys has the same purchase, also when both are clicked', async () => {
    const { stage, keys, tab, another } = openScene()
    const hold = createHold()
    stage.wire.fault = hold.fault
    tab.click()
    await pass(stage, 100)
    stage.wire.fault = null
    const copy = another(createStorage(tab.storage))
    await pass(stage, 1_000)
    expect(copy.shows()).toBe('checking pending')
    copy.click()
    hold.release()
    await pass(stage, 30_000)
    expect(copy.shows()).toMatch(PHONE)
    expect(tab.shows()).toBe(copy.shows())
    expect([stage.sold(), new Set(keys).size]).toEqual([1, 1])
  })
})
