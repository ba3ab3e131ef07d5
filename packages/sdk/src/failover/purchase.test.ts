import { describe, expect, it, vi } from 'vitest'
import { AuthenticationError, CapabilityError, ConfigurationError } from '../errors/access.ts'
import { OutOfStockError } from '../errors/catalog.ts'
import { PurchaseNotSentError } from '../errors/purchase.ts'
import { ProviderUnavailableError, UnexpectedResponseError } from '../errors/transport.ts'
import type { ProviderEvents } from '../provider/events.ts'
import { FakeClock } from '../testing/fake-clock.ts'
import { type Member, type MemberOptions, member, ORDER } from './__fixtures__/member.ts'
import { type FailoverOptions, failover } from './failover.ts'

const fails = (error: unknown) => () => Promise.reject(error)
const refused = () => new OutOfStockError('NO_NUMBERS', { provider: 'a', rejected: true })

function pair(options: FailoverOptions = {}, left: MemberOptions = {}, right: MemberOptions = {}) {
  const [a, b] = [member('a', left), member('b', right)]
  const clock = new FakeClock()
  const provider = failover([a.provider, b.provider], { clock, ...options })
  const events: ProviderEvents[] = []
  provider.observe(event => events.push(event))
  const buy = (order = {}) => provider.activations.purchase({ ...ORDER, ...order }, {})
  return { a, b, clock, provider, events, buy }
}

it('P25 a doubt is about the one that was asked, whoever the error names', async () => {
  const { a, b, buy } = pair()
  a.answers.push(fails(refused()))
  b.answers.push(fails(new ProviderUnavailableError('502', { provider: 'a' })))
  await expect(buy()).rejects.toMatchObject({ provider: 'b', rejected: false })
  expect([a.wire.length, b.wire.length]).toEqual([1, 1])
})

describe('who is asked', () => {
  it('P18 a refusal moves on to the next, and is told', async () => {
    const { a, b, buy, events } = pair()
    const error = refused()
    a.answers.push(fails(error))
    expect(await buy()).toMatchObject({ id: 'b:4711', provider: 'b' })
    expect([a.wire.length, b.wire.length]).toEqual([1, 1])
    expect(events).toEqual([{ type: 'failover', from: 'a', to: 'b', error }])
  })

  it.each([
    ['a refused key', new AuthenticationError('BAD_KEY', { provider: 'a', rejected: true })],
    ['what never left', new PurchaseNotSentError('no route', { provider: 'a' })],
  ])('%s moves on', async (_, error) => {
    const { a, b, buy } = pair()
    a.answers.push(fails(error))
    await buy()
    expect(b.wire).toHaveLength(1)
  })

  it.each([
    ['a page', new UnexpectedResponseError('html', { provider: 'a', reason: 'html', activationId: '9' })],
    ['a broken provider', new ProviderUnavailableError('502', { provider: 'a' })],
  ])('P25 %s is not a refusal: nobody else is asked, and the error says who was', async (_, error) => {
    const { a, b, buy, events } = pair()
    a.answers.push(fails(error))
    await expect(buy()).rejects.toBe(error)
    expect(b.wire).toHaveLength(0)
    expect(events).toEqual([])
  })

  it.each([
    ['of another kind', new TypeError('bug'), null],
    ['that names nobody', new UnexpectedResponseError('half', { reason: 'malformed', activationId: '9' }), '9'],
  ])('P25 an error %s names the one that was asked', async (_, error, activationId) => {
    const { a, b, buy } = pair()
    a.answers.push(fails(error))
    await expect(buy()).rejects.toMatchObject({ provider: 'a', rejected: false, activationId })
    expect(b.wire).toHaveLength(0)
  })

  it('P25 while the answer of one is out, nobody else is asked', async () => {
    const { a, b, clock, buy } = pair()
    a.answers.push(() => new Promise(() => {}))
    void buy()
    await clock.advance(10 * 60_000)
    expect(b.wire).toHaveLength(0)
  })

  it('a configuration that is refused stops: no other provider mends it', async () => {
    const { a, b, buy } = pair()
    const error = new ConfigurationError('BAD_ACTION', { provider: 'a', rejected: true })
    a.answers.push(fails(error))
    await expect(buy()).rejects.toBe(error)
    expect(b.wire).toHaveLength(0)
  })

  it('all refuse: each is named, and it is proof that nothing was bought', async () => {
    const { a, b, buy, events } = pair()
    a.answers.push(fails(refused()))
    b.answers.push(fails(new AuthenticationError('BAD_KEY', { provider: 'b', rejected: true })))
    await expect(buy()).rejects.toMatchObject({
      code: 'failover_exhausted',
      rejected: true,
      message: expect.stringContaining('a (out_of_stock), b (authentication)'),
    })
    expect(events.map(({ from, to }) => [from, to])).toEqual([
      ['a', 'b'],
      ['b', null],
    ])
  })

  it('none could be reached: it is as not sent as one of them would be', async () => {
    const { a, b, buy } = pair()
    for (const { answers } of [a, b]) answers.push(fails(new PurchaseNotSentError('no route')))
    await expect(buy()).rejects.toMatchObject({ code: 'purchase_not_sent' })
  })

  it('aborted before anything is sent, nobody is asked, and the reason comes back as it is', async () => {
    const { a, b, provider } = pair()
    const reason = new Error('changed my mind')
    await expect(provider.activations.purchase(ORDER, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
    expect([a.wire, b.wire]).toEqual([[], []])
  })

  it('aborted while the first is asked, the second is not asked any more', async () => {
    const { a, b, provider } = pair()
    const caller = new AbortController()
    a.answers.push(async () => {
      caller.abort(new Error('changed my mind'))
      throw refused()
    })
    await expect(provider.activations.purchase(ORDER, caller)).rejects.toThrow('changed my mind')
    expect(b.wire).toHaveLength(0)
  })

  it('nothing is sent so late that it could be charged after its purchase counts as not bought', async () => {
    const { a, b, clock, buy } = pair()
    a.answers.push(async () => {
      await clock.sleep(31_000)
      throw refused()
    })
    const bought = expect(buy()).rejects.toMatchObject({ code: 'failover_exhausted' })
    await clock.advance(31_000)
    await bought
    expect(b.wire).toHaveLength(0)
  })

  it('a listener that throws changes nothing', async () => {
    const { a, provider, buy } = pair()
    const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
    provider.observe(() => {
      throw new Error('mine')
    })
    a.answers.push(fails(refused()))
    await expect(buy()).resolves.toMatchObject({ provider: 'b' })
    expect(warned).toHaveBeenCalledOnce()
    warned.mockRestore()
  })
})

describe('what can be asked for', () => {
  it('a purchase has a target at each provider that knows what is wanted, and only those are asked', async () => {
    const { a, provider, buy, b } = pair()
    const targets = provider.activations.targets(ORDER)
    expect(targets.map(target => target.provider)).toEqual(['a', 'b'])
    const unknown = () => {
      throw new CapabilityError('no operators here', { provider: 'a' })
    }
    const narrow = failover([member('c', { activations: { targets: unknown } }).provider, b.provider])
    expect(narrow.activations.targets(ORDER).map(target => target.provider)).toEqual(['b'])
    await narrow.activations.purchase(ORDER, {})
    await buy()
    expect([a.wire.length, b.wire.length]).toEqual([1, 1])
  })

  it('P24 what nobody knows is refused in the words of the first, before the wire', () => {
    const { a, b, provider } = pair()
    const order = { ...ORDER, service: 'telegrm' }
    expect(() => provider.activations.targets(order)).toThrow(
      expect.objectContaining({ code: 'unknown_reference', provider: 'a' }),
    )
    expect([a.wire, b.wire]).toEqual([[], []])
  })

  it('P24 an id of one provider means nothing to the others', async () => {
    const { a, provider, buy } = pair()
    const native = { service: { nativeId: 'tg' } }
    expect(() => provider.activations.targets({ ...ORDER, ...native })).toThrow(
      expect.objectContaining({ code: 'capability', hint: expect.stringContaining("'telegram'") }),
    )
    await expect(buy(native)).rejects.toMatchObject({ code: 'purchase_not_sent' })
    expect(a.wire).toEqual([])
  })
})

describe('who is asked first', () => {
  const priced = (amount: string, currency = 'USD') => ({ offers: [{ price: { amount, currency } }] })
  const order = ({ wire }: Member) => wire.length

  it('cheapest asks all for their offers at once, and buys at the lowest', async () => {
    const { a, b, buy } = pair({ strategy: 'cheapest' }, priced('0.30'), priced('0.20'))
    await buy()
    expect([order(a), order(b), a.looks, b.looks]).toEqual([0, 1, 1, 1])
  })

  it('whoever does not tell its offers in 5 s, or fails to, comes last', async () => {
    const { a, b, clock, buy } = pair({ strategy: 'cheapest' }, priced('0.10'), priced('0.20'))
    a.look = () => new Promise(() => {})
    const bought = buy()
    await clock.advance(5_000)
    expect(await bought).toMatchObject({ provider: 'b' })
    a.look = fails(new ProviderUnavailableError('502'))
    expect(await buy()).toMatchObject({ provider: 'b' })
    expect([order(a), order(b)]).toEqual([0, 2])
  })

  it('most-stock and an operator: offers of other networks do not count', async () => {
    const tele2 = { nativeId: 'tele2', name: 'Tele2' }
    const [few, many] = [
      { offers: [{ stock: 2, operator: tele2 }] },
      { offers: [{ stock: 90, operator: { ...tele2, nativeId: 'o2' } }] },
    ]
    const traits = { operatorChoice: true }
    const { a, buy } = pair({ strategy: 'most-stock' }, { ...many, traits }, { ...few, traits })
    expect(await buy({ operator: 'tele2' })).toMatchObject({ provider: 'b' })
    expect(a.wire).toEqual([])
  })

  it('order asks nobody for offers, nor does a choice of one', async () => {
    const { a, b, buy } = pair()
    await buy()
    const alone = member('c')
    await failover([alone.provider], { strategy: 'cheapest' }).activations.purchase(ORDER, {})
    expect([a.looks, b.looks, alone.looks]).toEqual([0, 0, 0])
  })
})

describe('a cap', () => {
  it('P22 is looked at before where the provider does not hold it itself; too dear moves on', async () => {
    const { a, b, buy } = pair(
      {},
      { traits: { priceCap: false }, offers: [{ price: { amount: '0.60', currency: 'USD' } }] },
    )
    expect(await buy({ maxPrice: '0.50' })).toMatchObject({ provider: 'b' })
    expect([a.wire.length, a.looks, b.looks]).toEqual([0, 1, 0])
  })

  it('a price that is not told within 5 s is not bought at', async () => {
    const { a, clock, buy } = pair({}, { traits: { priceCap: false } })
    a.look = () => new Promise(() => {})
    const bought = buy({ maxPrice: '0.50' })
    await clock.advance(5_000)
    expect(await bought).toMatchObject({ provider: 'b' })
    expect(a.wire).toEqual([])
  })

  it('is converted down for an account in another currency', async () => {
    const rates = (from: string, to: string) => (from === 'USD' && to === 'RUB' ? '95.1234567' : null)
    const { a, buy } = pair({ rates, currency: 'USD' }, { currency: 'RUB' })
    await buy({ maxPrice: '0.5' })
    expect(a.wire).toMatchObject([{ maxPrice: '47.561728' }])
  })

  it('without a rate nothing is bought in another currency, and the refusal says what is missing', async () => {
    const { a, b, buy, events } = pair({ currency: 'USD' }, { currency: 'RUB' })
    await buy({ maxPrice: '0.5' })
    expect([a.wire.length, b.wire.length]).toEqual([0, 1])
    expect(events).toMatchObject([{ from: 'a', error: { code: 'price_cap', hint: expect.stringContaining('rates') } }])
  })

  it.each(['0', '-1', '1,5', 'x'])('%j is none', maxPrice => {
    const { provider } = pair()
    expect(() => provider.activations.targets({ ...ORDER, maxPrice })).toThrow(
      expect.objectContaining({ code: 'configuration' }),
    )
  })
})
