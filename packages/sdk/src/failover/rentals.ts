import type { CallOptions } from '../provider/call-options.ts'
import type { Provider } from '../provider/provider.ts'
import type { ExtensionOrder, RentalDuration, RentalOrder, RentalRequest, RentalsFacet } from '../provider/rentals.ts'
import { askInTurn } from './ask-in-turn.ts'
import { checkPrices } from './check-prices.ts'
import type { FailoverParts } from './parts.ts'
import { beforeSending, cannot } from './refusals.ts'
import { candidatesOf, commonName, inCurrencyOf, withoutCap } from './request.ts'
import { inOrder, type Wanted } from './standings.ts'

const RENT = 'rentals.rent'
const EXTEND = 'rentals.extend'

/** Renting on the roads that purchases take; everything about a rental goes to the member that sold it. */
export function createRentals(parts: FailoverParts): RentalsFacet {
  const { id, members, routes, clock } = parts
  const context = { provider: id, operation: RENT }

  const candidates = (request: RentalRequest) => {
    const service = commonName(request.service, context)
    const country = commonName(request.country, context)
    const question = { ...withoutCap(request, context), service, country }
    return { service, country, found: candidatesOf(members, member => facetOf(member).targets(question)) }
  }

  const prepareRent = (wanted: Wanted, order: RentalOrder, call: CallOptions) => async (member: Provider) => {
    const own = inCurrencyOf(member, order, parts)
    await checkPrices(member, { clock, maxPrice: own.maxPrice, operation: RENT }, async signal =>
      (await wanted.offersOf(member, signal)).filter(({ stock }) => stock !== 0),
    )
    return () => facetOf(member).rent(own, call)
  }

  const prepareExtension = (order: ExtensionOrder, call: CallOptions) => async (member: Provider) => {
    const facet = facetOf(member)
    const extend = facet.extend?.bind(facet)
    if (!extend) throw cannot(member, EXTEND, 'extends no rentals')
    const own = inCurrencyOf(member, order, parts)
    await checkPrices(member, { clock, maxPrice: own.maxPrice, operation: EXTEND }, async signal =>
      ((await facet.extensions?.(own.rental.id, { signal })) ?? []).filter(
        ({ hours }) => hours === hoursOf(own.duration),
      ),
    )
    return () => extend(own, call)
  }

  return {
    offers: async (query, call) => {
      const asked = { provider: id, operation: 'rentals.offers' }
      const plain = {
        service: commonName(query.service, asked),
        ...(query.country !== undefined && { country: commonName(query.country, asked) }),
      }
      const answers = await Promise.allSettled(members.map(async member => facetOf(member).offers(plain, call)))
      call.signal?.throwIfAborted()
      const told = answers.filter(answer => answer.status === 'fulfilled').map(({ value }) => value)
      if (told.length > 0) return told.flat()
      throw answers.map(answer => (answer.status === 'rejected' ? answer.reason : null))[0]
    },

    targets: request => candidates(request).found.flatMap(({ targets }) => targets),

    rent: async (order, call) => {
      const startedAt = clock.elapsed()
      call.signal?.throwIfAborted()
      const { service, country, found } = beforeSending(id, RENT, () => candidates(order))
      const hours = hoursOf(order.duration)
      const wanted: Wanted = {
        service,
        country,
        offersOf: async (member, signal) =>
          (await facetOf(member).offers({ service, country }, { signal })).filter(offer => offer.hours === hours),
      }
      const ranked = await inOrder(parts, found, wanted)
      const asking = { operation: RENT, startedAt, prepare: prepareRent(wanted, order, call) }
      return askInTurn(parts, ranked, asking, call)
    },

    ...(members.some(member => facetOf(member).extend) && {
      extend: (order, call) => {
        const startedAt = clock.elapsed()
        const seller = beforeSending(id, EXTEND, () => routes.of(order.rental.id, EXTEND))
        return askInTurn(
          parts,
          [seller],
          { operation: EXTEND, startedAt, prepare: prepareExtension(order, call) },
          call,
        )
      },
    }),

    ...(members.some(member => facetOf(member).extensions) && {
      extensions: async (whole, call) => {
        const member = routes.of(whole, 'rentals.extensions')
        return (await facetOf(member).extensions?.(whole, call)) ?? []
      },
    }),

    fetch: async (whole, call) => facetOf(routes.of(whole, 'rentals.fetch')).fetch(whole, call),

    ...(members.every(member => facetOf(member).list) && {
      list: async call => (await Promise.all(members.map(member => facetOf(member).list?.(call) ?? []))).flat(),
    }),

    ...(members.some(member => facetOf(member).cancel) && {
      cancel: async (whole, call) => {
        const member = routes.of(whole, 'rentals.cancel')
        const facet = facetOf(member)
        if (facet.cancel) return facet.cancel(whole, call)
        throw cannot(member, 'rentals.cancel', 'takes no rental back')
      },
    }),

    ...(members.some(member => facetOf(member).complete) && {
      complete: async (whole, call) => {
        const member = routes.of(whole, 'rentals.complete')
        const facet = facetOf(member)
        if (facet.complete) return facet.complete(whole, call)
        throw cannot(member, 'rentals.complete', 'ends no rental before its time')
      },
    }),
  }
}

/** Every member has it: without that there is no such facet at all. */
function facetOf(member: Provider): RentalsFacet {
  if (member.rentals) return member.rentals
  throw cannot(member, 'rentals', 'rents no numbers')
}

function hoursOf(duration: RentalDuration): number {
  return 'hours' in duration ? duration.hours : duration.days * 24
}
