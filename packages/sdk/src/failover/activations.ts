import { cannot } from '../errors/cannot.ts'
import type { ActivationsFacet } from '../provider/activations.ts'
import type { CallOptions } from '../provider/call-options.ts'
import type { Offer } from '../provider/catalog.ts'
import type { Provider } from '../provider/provider.ts'
import type { PurchaseOrder, PurchaseRequest } from '../provider/purchase.ts'
import type { ActivationObservation, ActivationSnapshot } from '../provider/snapshot.ts'
import { checkCap } from '../purchase/cap.ts'
import { askInTurn } from './ask-in-turn.ts'
import { candidatesOf } from './candidates.ts'
import type { FailoverParts } from './parts.ts'
import { beforeSending } from './refusals.ts'
import { commonName, inCurrencyOf, keyedFor, withoutCap } from './request.ts'
import { bySale, withTimes } from './snapshots.ts'
import { inOrder, type Wanted } from './standings.ts'
import { lookWithin } from './within.ts'

const OPERATION = 'activations.purchase'

/** Buying at the first member that sells; everything about a number goes to the member that sold it. */
export function createActivations(parts: FailoverParts): ActivationsFacet {
  const { id, members, routes, watch, clock } = parts
  const context = { provider: id, operation: OPERATION }

  const candidates = (request: PurchaseRequest) => {
    const service = commonName(request.service, context)
    const country = commonName(request.country, context)
    const question = { ...withoutCap(request, context), service, country }
    return { service, country, found: candidatesOf(members, member => member.activations.targets(question)) }
  }

  const noted = (snapshot: ActivationSnapshot, member: Provider) => {
    routes.note(snapshot.id, member)
    return snapshot
  }

  const prepare = async (member: Provider, order: PurchaseOrder, call: CallOptions) => {
    const own = keyedFor(member, inCurrencyOf(member, order, { ...parts, operation: OPERATION }))
    const targets = member.activations.targets(own)
    await lookWithin(clock, member, () => checkCap(member, own, targets))
    return async () => noted(withTimes(await member.activations.purchase(own, call), member), member)
  }

  const observed = async (
    whole: string,
    operation: string,
    ask: (member: Provider) => Promise<ActivationObservation>,
  ): Promise<ActivationObservation> => {
    const member = await routes.of(whole, operation)
    const told = await ask(member)
    watch.seen(told, member.traits.cancelAfter)
    return told
  }

  return {
    targets: request => candidates(request).found.flatMap(({ targets }) => targets),

    purchase: async (order, call) => {
      const startedAt = clock.elapsed()
      call.signal?.throwIfAborted()
      const { service, country, found } = beforeSending(id, OPERATION, () => candidates(order))
      const wanted: Wanted = {
        service,
        country,
        offersOf: async (member, signal) =>
          (await member.catalog.offers({ service, country }, { signal })).filter(offer => isOf(offer, order.operator)),
      }
      const ranked = await inOrder(parts, found, wanted)
      const asking = {
        operation: OPERATION,
        startedAt,
        prepare: (member: Provider) => prepare(member, order, call),
      }
      const snapshot = await askInTurn(parts, ranked, asking, call)
      watch.bought(snapshot, service, country)
      return snapshot
    },

    fetch: (whole, call) => observed(whole, 'activations.fetch', ({ activations }) => activations.fetch(whole, call)),

    ...(members.some(({ activations }) => activations.fetchMany) && {
      fetchMany: async (ids, call) => {
        const answers = members.map(async member => {
          const own = ids.filter(whole => routes.find(whole) === member)
          const told = own.length > 0 ? await member.activations.fetchMany?.(own, call).catch(() => null) : null
          for (const one of told?.values() ?? []) watch.seen(one, member.traits.cancelAfter)
          return [...(told ?? [])]
        })
        const all = (await Promise.all(answers)).flat()
        call.signal?.throwIfAborted()
        return new Map(all)
      },
    }),

    ...(members.every(({ activations }) => activations.list) && {
      list: async call => {
        const lists = members.map(async member =>
          ((await member.activations.list?.(call)) ?? []).map(snapshot => noted(withTimes(snapshot, member), member)),
        )
        return (await Promise.all(lists)).flat().sort(bySale)
      },
    }),

    cancel: (whole, call) =>
      observed(whole, 'activations.cancel', ({ activations }) => activations.cancel(whole, call)),

    // A number that closes by itself is looked at: what it says is what there is to know.
    complete: (whole, call) =>
      observed(whole, 'activations.complete', ({ activations }) =>
        activations.complete ? activations.complete(whole, call) : activations.fetch(whole, call),
      ),

    ...(members.some(({ activations }) => activations.retry) && {
      retry: (whole, call) =>
        observed(whole, 'activations.retry', async member => {
          if (member.activations.retry) return member.activations.retry(whole, call)
          throw cannot(member.id, 'activations.retry', 'has no other SMS on the same number')
        }),
    }),

    ...(members.some(({ activations }) => activations.report) && {
      report: (whole, reason, call) =>
        observed(whole, 'activations.report', async member => {
          if (member.activations.report) return member.activations.report(whole, reason, call)
          throw cannot(member.id, 'activations.report', 'takes no reports')
        }),
    }),
  }
}

function isOf({ kind, operator }: Offer, wanted: string | undefined): boolean {
  return kind === 'activation' && (wanted === undefined || !operator || operator.nativeId === wanted)
}
