import { OneSmsError } from '../../../errors/base.ts'
import { compareMoney } from '../../../money/money.ts'
import type { PurchaseTarget } from '../../../provider/purchase.ts'
import type { ActivationSnapshot } from '../../../provider/snapshot.ts'
import { DECIMAL, equal, errorOf, failureOf, isTrue, matches, unique } from '../assert.ts'
import { leavesOf, OTHER_KEY, openScene, orderOf, type Scene, sellersOf, turns } from '../scene.ts'
import { createHold, onlyOrders, refused } from '../wire.ts'
import type { CaseOf } from './case.ts'

const E164 = /^\+[1-9]\d{6,14}$/

export const purchaseCases: readonly CaseOf[] = [
  {
    name: 'names what a purchase comes to, and sends nothing for it',
    run: async ({ provider, wire, suite }) => {
      const targets = provider.activations.targets(suite.sells)
      isTrue(targets.length > 0, 'there is a target')
      const isOne = ({ kind, provider: seller, service, country, hours, extends: extended }: PurchaseTarget) =>
        kind === 'activation' &&
        sellersOf(provider).includes(seller) &&
        service &&
        country &&
        hours === null &&
        extended === null
      isTrue(targets.every(isOne), `each is a whole one: ${JSON.stringify(targets)}`)
      unique(
        targets.map(({ provider: seller }) => seller),
        'sellers',
      )
      equal(wire.count, 0, 'requests')
    },
  },
  {
    name: 'P24 knows no target and buys nothing for a name nobody knows',
    run: async ({ provider, wire, suite: { sells } }) => {
      for (const name of ['no-such-name', '', '__proto__', 'constructor']) {
        for (const request of [
          { ...sells, service: name },
          { ...sells, country: name },
        ]) {
          await errorOf(async () => provider.activations.targets(request), JSON.stringify(request), 'unknown_reference')
          const buying = () => provider.activations.purchase({ ...request, intentId: 'intent-1' }, {})
          const error = await errorOf(buying, `buying ${JSON.stringify(request)}`)
          isTrue(error.rejected || error.code === 'purchase_not_sent', 'it is proven that nothing was bought')
        }
      }
      equal(wire.count, 0, 'requests')
    },
  },
  {
    name: 'refuses a choice of operator before anything is sent, unless it honours one',
    run: async ({ provider, wire, suite: { sells } }) => {
      const targets = () => provider.activations.targets({ ...sells, operator: 'o2' })
      const able = leavesOf(provider).filter(({ traits }) => traits.operatorChoice)
      if (able.length === 0) await errorOf(async () => targets(), 'a choice of operator', 'capability')
      else {
        const ids = able.map(({ id }) => id)
        const isHonoured = ({ operator, provider: seller }: PurchaseTarget) => operator === 'o2' && ids.includes(seller)
        isTrue(targets().length > 0 && targets().every(isHonoured), 'each target has the operator, and honours it')
      }
      equal(wire.count, 0, 'requests')
    },
  },
  {
    name: 'sells one number, charged once, at the price that stands in the books',
    run: async ({ provider, wire, buy, onlyNumber, suite }) => {
      const bought = await buy()
      const number = onlyNumber()
      equal(bought.nativeId, number.id, 'native id')
      wellFormed(bought, { provider })
      equal(bought.phone.replace(/\D/g, ''), number.phone.replace(/\D/g, ''), 'phone')
      isTrue(Number(number.charged) > 0, 'it is charged')
      if (bought.price) {
        const books = { amount: number.charged, currency: bought.price.currency }
        equal(
          compareMoney(bought.price, books),
          0,
          `price ${bought.price.amount} beside ${number.charged} in the books`,
        )
      }
      equal(
        wire.sales.filter(count => count > 0),
        [1],
        'sales on the wire',
      )
      const target = provider.activations.targets(suite.sells).find(each => each.provider === bought.provider)
      equal(
        [bought.service.nativeId, bought.country.nativeId],
        [target?.service, target?.country],
        'service and country',
      )
    },
  },
  {
    name: 'sells different numbers to different purchases',
    run: async ({ buy }) => {
      const bought = [await buy(), await buy(), await buy()]
      unique(
        bought.map(({ id }) => id),
        'ids',
      )
      unique(
        bought.map(({ phone }) => phone),
        'phones',
      )
    },
  },
  {
    name: 'P18 what is sold out is refused, with proof',
    run: async scene => {
      const { provider, suite } = scene
      const order = { ...suite.soldOut, intentId: 'intent-1' }
      await refusal(scene, () => provider.activations.purchase(order, {}), 'out_of_stock')
    },
  },
  {
    name: 'P19 what the account cannot pay is refused, with proof',
    run: async ({ suite }) => {
      const scene = openScene(suite, { balance: '0.0000' })
      await refusal(scene, scene.buy, 'insufficient_balance')
    },
  },
  {
    name: 'P19 a wrong key is refused, with proof',
    run: async ({ suite }) => {
      const scene = openScene(suite, { key: OTHER_KEY })
      await refusal(scene, scene.buy, 'authentication')
    },
  },
  {
    name: 'P19 above the cap nothing is sold, where the provider holds it',
    run: async scene => {
      const { provider, suite } = scene
      if (!provider.traits.priceCap) return
      const capped = (maxPrice: string) => () => provider.activations.purchase({ ...orderOf(suite), maxPrice }, {})
      await refusal(scene, capped('0.0001'), 'price_cap', 'out_of_stock')
      matches((await capped('100')()).phone, E164, 'a number below the cap')
    },
  },
  {
    name: 'P04 where nobody listens, nothing was sent, and it says so',
    run: async ({ buy, wire, vendor }) => {
      wire.fault = refused
      await errorOf(buy, 'buying where nobody listens', 'purchase_not_sent')
      equal(vendor.ledger.activations().length, 0, 'numbers sold')
    },
  },
  {
    name: 'P44 aborted before it is sent, nothing was sent: it says so, or gives back the reason',
    run: async ({ provider, suite, wire }) => {
      const reason = new Error('the caller has left')
      const buying = () => provider.activations.purchase(orderOf(suite), { signal: AbortSignal.abort(reason) })
      const error = await failureOf(buying, 'buying with an aborted signal')
      const isSaid = OneSmsError.is(error) && error.code === 'purchase_not_sent'
      isTrue(error === reason || isSaid, `${String(error)} is neither`)
      equal(wire.count, 0, 'requests')
    },
  },
  {
    name: 'P44 aborted after it was sent, the number is not lost',
    run: async scene => {
      const { provider, suite, wire, onlyNumber } = scene
      const hold = createHold()
      wire.fault = onlyOrders(await orderOnWire(scene), hold.fault)
      const controller = new AbortController()
      const buying = provider.activations.purchase(orderOf(suite), { signal: controller.signal })
      buying.catch(() => {})
      for (let turn = 0; turn < 1_000 && hold.count === 0; turn += 1) await turns(1)
      controller.abort(new Error('the caller has left'))
      await turns()
      hold.release()
      equal((await buying).nativeId, onlyNumber().id, 'native id')
    },
  },
]

/** What the request asks for that sells, seen in a scene of its own. */
export async function orderOnWire({ suite }: Scene): Promise<string> {
  const { buy, wire } = openScene(suite)
  await buy()
  if (wire.order === null) throw new Error('no request has sold anything')
  return wire.order
}

async function refusal(
  { vendor }: Scene,
  buy: () => Promise<unknown>,
  ...codes: readonly Parameters<typeof errorOf>[2][]
): Promise<void> {
  const { balance } = vendor.ledger
  const error = await errorOf(buy, 'a purchase that is refused', ...codes, 'failover_exhausted')
  isTrue(error.rejected, `${error.code} is proof that nothing was bought`)
  equal(vendor.ledger.activations().length, 0, 'numbers sold')
  equal(vendor.ledger.balance, balance, 'balance')
}

export function wellFormed(bought: ActivationSnapshot, { provider }: Pick<Scene, 'provider'>): void {
  isTrue(sellersOf(provider).includes(bought.provider), `${bought.provider} sells here`)
  equal(bought.id, `${bought.provider}:${bought.nativeId}`, 'id')
  matches(bought.phone, E164, 'phone')
  if (bought.price) {
    matches(bought.price.amount, DECIMAL, 'price')
    matches(bought.price.currency, /^[A-Z]{3}$/, 'currency of the price')
  }
  equal([bought.status, bought.reason, bought.messages], ['waiting', null, []], 'where it stands')
  const { createdAt, observedAt, soldAt, expiresAt, cancellableAt } = bought
  for (const date of [createdAt, observedAt])
    isTrue(date instanceof Date && !Number.isNaN(date.getTime()), 'it has its dates')
  for (const date of [soldAt, expiresAt, cancellableAt])
    isTrue(date === null || !Number.isNaN(date.getTime()), 'dates, or untold')
}
