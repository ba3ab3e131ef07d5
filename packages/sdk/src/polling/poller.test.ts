import { describe, expect, it, vi } from 'vitest'
import { virtualClient } from '../client/__fixtures__/client.ts'
import { AccountBlockedError } from '../errors/access.ts'
import { ProviderUnavailableError, RateLimitError, UnexpectedResponseError } from '../errors/transport.ts'

/** A client with this many numbers, all of them waited for. */
async function crowd(count: number, options: Parameters<typeof virtualClient>[0] = {}) {
  const all = virtualClient(options)
  const activations = await Promise.all(Array.from({ length: count }, () => all.buy()))
  const codes = activations.map(activation => activation.waitForCode().catch(() => null))
  return { ...all, activations, codes }
}

describe('polling', () => {
  it('200 waits cost one request per tick where there is a list', async () => {
    const { clock, vendor, activations, codes } = await crowd(200, { hasList: true })
    await clock.advance(60_000)
    const looks = vendor.calls.filter(({ command }) => command !== 'purchase' && command !== 'list') // the ledger lists
    expect(new Set(looks.map(({ command }) => command))).toEqual(new Set(['fetchMany']))
    expect(looks.length).toBeLessThanOrEqual(12)
    for (const { id } of activations) vendor.sms(id, { code: id })
    await clock.advance(12_000)
    expect(await Promise.all(codes)).toEqual(activations.map(({ id }) => id))
  })

  it('asks about one number alone by its id, also where there is a list', async () => {
    const { clock, vendor } = await crowd(1, { hasList: true })
    await clock.advance(30_000)
    expect(vendor.callsOf('fetchMany')).toEqual([])
    expect(vendor.callsOf('fetch').length).toBeGreaterThanOrEqual(5)
  })

  it('asks alone about what the list does not hold, and about the rest when the list fails for good', async () => {
    const { clock, vendor, activations } = await crowd(3, { hasList: true })
    vendor.closeNumber('virtual:2')
    await clock.advance(6_000)
    expect(vendor.callsOf('fetch').map(({ ids }) => ids)).toEqual([['virtual:2']])
    expect(activations.map(({ status }) => status)).toEqual(['waiting', 'cancelled', 'waiting'])
    vendor.failNext('fetchMany', new UnexpectedResponseError('what?', { reason: 'shape' }))
    await clock.advance(12_000)
    expect(
      vendor
        .callsOf('fetch')
        .map(({ ids }) => ids)
        .slice(1),
    ).toEqual(expect.arrayContaining([['virtual:1'], ['virtual:3']]))
  })

  it('never asks about a number more often than the provider advises, whoever waits and leaves', async () => {
    const { buy, clock, vendor } = virtualClient({ traits: { pollInterval: 5_000 } })
    const activation = await buy()
    for (let round = 0; round < 30; round += 1) {
      const wait = activation.waitForCode({ timeout: 1_000 }).catch(() => null)
      await clock.advance(1_000)
      await wait
    }
    const times = vendor.callsOf('fetch').map(({ at }) => at)
    expect(times.length).toBeGreaterThan(3)
    for (const [index, at] of times.entries()) expect(at - (times[index - 1] ?? 0)).toBeGreaterThanOrEqual(5_000)
  })

  it('E13: overloaded, it serves who has waited longest', async () => {
    const { clock, vendor, activations } = await crowd(50, { traits: { lifetime: 1e9 } })
    vendor.answerAfter(1_000) // 8 at a time: 6.25 s for a round of 50
    await clock.advance(130_000)
    const looks = activations.map(({ id }) => vendor.callsOf('fetch').filter(({ ids }) => ids.includes(id)).length)
    expect(Math.min(...looks)).toBeGreaterThan(10)
    expect(Math.max(...looks) / Math.min(...looks)).toBeLessThanOrEqual(2)
  })

  it('E10: a ban while 500 wait: all pause until its time, one probe resumes', async () => {
    const { clock, vendor } = await crowd(500)
    const until = new Date(clock.now() + 300_000)
    const banned = () => new AccountBlockedError('BANNED', { until })
    for (let count = 0; count < 8; count += 1) vendor.failNext('fetch', banned())
    await clock.advance(6_000)
    const before = vendor.calls.length
    await clock.advance(300_000 - 6_000 - 1)
    expect(vendor.calls).toHaveLength(before)
    vendor.failNext('fetch', new ProviderUnavailableError('still'))
    await clock.advance(1)
    expect(vendor.calls).toHaveLength(before + 1)
    await clock.advance(12_000)
    expect(vendor.calls.length).toBeGreaterThanOrEqual(before + 501)
  })

  it('a rate limit pushes the whole provider back', async () => {
    const { clock, vendor } = await crowd(3, { hasList: true })
    vendor.failNext('fetchMany', new RateLimitError('slow', { retryAfter: 40_000 }))
    await clock.advance(45_000)
    expect(vendor.callsOf('fetchMany')).toHaveLength(1)
    await clock.advance(2_000)
    expect(vendor.callsOf('fetchMany')).toHaveLength(2)
  })

  it('P46: a dead provider is asked once a minute, however many wait', async () => {
    const { clock, vendor } = await crowd(300)
    for (let count = 0; count < 1_000; count += 1) vendor.failNext('fetch', new ProviderUnavailableError('down'))
    await clock.advance(600_000)
    expect(vendor.callsOf('fetch').length).toBeLessThan(30)
  })

  it('E15: the last one who leaves takes the request on its way with it', async () => {
    const { buy, clock, vendor } = virtualClient()
    vendor.answerAfter(60_000)
    const activation = await buy()
    const controller = new AbortController()
    const wait = activation.waitForCode({ signal: controller.signal }).catch(() => 'left')
    await clock.advance(6_000)
    expect(clock.sleeping).toBe(1) // the request
    controller.abort()
    expect(await wait).toBe('left')
    expect(clock.sleeping).toBe(0)
  })

  it('close() ends every wait, and those that come later', async () => {
    const { client, clock, activations } = await crowd(1)
    const [activation] = activations
    const ended = vi.fn()
    activation?.waitForCode().catch(ended)
    await client.close()
    await clock.advance(0)
    expect(ended).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ name: 'AbortError' }))
    await expect(activation?.waitForCode()).rejects.toMatchObject({ name: 'AbortError' })
    expect(clock.sleeping).toBe(0)
  })
})
