import { afterEach, describe, expect, it } from 'vitest'
import { closeServers, localServer } from '../../__fixtures__/local-server.ts'
import { handlerApiProviders } from '../../__fixtures__/providers.ts'
import { heroSms } from '../../providers/hero-sms/index.ts'
import { createHandlerApiEmulator, FakeClock } from '../../testing/index.ts'

/** A provider before the emulator that speaks as it does. */
function setup({ provider, dialect }: Pick<(typeof handlerApiProviders)[number], 'provider' | 'dialect'>) {
  const clock = new FakeClock(Date.now())
  const emulator = createHandlerApiEmulator({ dialect, clock, autoSms: false, size: { services: 5, countries: 5 } })
  const { apiKey, fetch } = emulator
  const { activations, traits } = provider({ apiKey, fetch, requestsPerSecond: 10_000 })
  const offer = [...emulator.catalog.offers()].find(({ stock }) => stock > 20) ?? expect.fail('nothing for sale')
  const order = { intentId: 'intent', service: { nativeId: offer.service }, country: { nativeId: offer.country } }
  const buy = () => activations.purchase(order, {})
  return { ...emulator, activations, traits, buy, offer }
}

afterEach(closeServers)

describe.each(handlerApiProviders)('$id before its emulator', host => {
  it('buys a number, gets a code, another one, and completes', async () => {
    const { activations, buy, sms, ledger } = setup(host)
    const sold = await buy()
    expect(sold).toMatchObject({ status: 'waiting', phone: expect.stringMatching(/^\+\d{7,15}$/), refund: 'none' })
    expect(sold.price).toEqual({ amount: expect.stringMatching(/^\d/), currency: 'USD' })
    expect(await activations.fetch(sold.id, {})).toMatchObject({ status: 'waiting' })
    sms(sold.nativeId, { code: '004567' })
    const first = await activations.fetch(sold.id, {})
    expect(first).toMatchObject({ status: 'received', messages: [{ code: '004567' }] })
    if (sold.canRetry === false) {
      await expect(activations.retry?.(sold.id, {})).rejects.toMatchObject({ code: 'invalid_transition' })
    } else {
      expect(await activations.retry?.(sold.id, {})).toMatchObject({ status: 'retrying' })
      const between = await activations.fetch(sold.id, {})
      // Where the old SMS is told once more, it keeps its id, and so is no news.
      if (between.status !== 'retrying')
        expect(between.messages?.[0]?.id).toBe(first.messages?.[0]?.id ?? expect.anything())
      sms(sold.nativeId, { code: '7777' })
      const second = await activations.fetch(sold.id, {})
      expect(second).toMatchObject({ status: 'received', messages: [{ code: '7777' }] })
      if (second.messages?.[0]?.id) expect(second.messages[0].id).not.toBe(first.messages?.[0]?.id)
    }
    expect(await activations.complete?.(sold.id, {})).toMatchObject({ status: 'completed' })
    expect(await activations.fetch(sold.id, {})).toMatchObject({ status: expect.stringMatching(/closed|completed/) })
    expect(ledger.charges()).toHaveLength(1)
  })

  it('P41 P42 takes a number back when the host does, and not after an SMS', async () => {
    const { activations, buy, sms, clock, traits } = setup(host)
    const [unused, used] = [await buy(), await buy()]
    await expect(activations.cancel(unused.id, {})).rejects.toMatchObject({ code: 'too_early_to_cancel' })
    await clock.advance(traits.cancelAfter + 1_000)
    expect(await activations.cancel(unused.id, {})).toMatchObject({ status: 'cancelled', refund: 'confirmed' })
    sms(used.nativeId, { code: '1234' })
    await expect(activations.cancel(used.id, {})).rejects.toMatchObject({ code: 'invalid_transition' })
  })

  it('sees an activation that ran out', async () => {
    const { activations, buy, clock, traits } = setup(host)
    const sold = await buy()
    await clock.advance(traits.lifetime + 60_000)
    const seen = await activations.fetch(sold.id, {})
    expect(seen.status).toBe('closed')
    if (host.id === 'hero-sms') expect(seen.refund).toBe('confirmed')
  })

  it('lists what is open, where the host does', async () => {
    const { activations, buy, sms, traits } = setup(host)
    if (!activations.list) return expect(traits.openList).toBeNull()
    expect(await activations.list({})).toEqual([])
    const [first, second] = [await buy(), await buy()]
    sms(second.nativeId, { code: '1234' })
    const open = await activations.list({})
    expect(open.map(({ id, status, phone }) => [id, status, phone]).sort()).toEqual(
      [
        [first.id, 'waiting', first.phone],
        [second.id, 'received', second.phone],
      ].sort(),
    )
    const seen = await activations.fetchMany?.([first.id, second.id, `${host.id}:1`], {})
    expect(seen?.get(second.id)).toMatchObject({ status: 'received', messages: [{ code: '1234' }] })
    expect(seen?.size).toBe(2)
  })
})

it('without a fetch of the user a purchase goes over a socket of its own', async () => {
  const connections = new Set<unknown>()
  const { origin, seen } = await localServer((request, response) => {
    connections.add(request.socket)
    response.end(request.url?.includes('getBalance') ? 'ACCESS_BALANCE:1' : 'ACCESS_NUMBER:4711:447700900123')
  })
  const { account, activations } = heroSms({ apiKey: '0123456789abcdef', baseUrl: `${origin}/stubs/handler_api.php` })
  await account.balance({})
  await activations.purchase({ intentId: 'intent', service: 'telegram', country: 'GB' }, {})
  expect([seen.length, connections.size]).toEqual([2, 2])
})
