import { cannot } from '../errors/cannot.ts'
import { extensionTarget } from '../provider/extension-target.ts'
import { hoursOf } from '../provider/hours.ts'
import type { Provider } from '../provider/provider.ts'
import type { ExtensionOrder, RentalOrder, RentalRequest, RentalsFacet } from '../provider/rentals.ts'
import { checkExtensionCap, checkRentalCap } from '../purchase/cap.ts'
import { askInTurn, unknownAt } from './ask-in-turn.ts'
import { candidatesOf } from './candidates.ts'
import type { FailoverParts } from './parts.ts'
import { stopped } from './policy.ts'
import { beforeSending } from './refusals.ts'
import { commonName, inCurrencyOf, keyedFor, withoutCap } from './request.ts'
import { inOrder, type Wanted } from './standings.ts'
import { lookWithin } from './within.ts'

const RENT = 'rentals.rent'
const EXTEND = 'rentals.extend'

/** Every member has it: without that a provider made of them has none itself. */
export function rentalsOf(member: Provider): RentalsFacet {
  if (member.rentals) return member.rentals
  throw cannot(member.id, 'rentals', 'rents no numbers')
}

/** Renting on the road that purchases take. */
export function createRenting(parts: FailoverParts): Pick<RentalsFacet, 'targets' | 'rent'> {
  const { id, members, clock, routes } = parts
  const context = { provider: id, operation: RENT }

  const candidates = (request: RentalRequest) => {
    const service = commonName(request.service, context)
    const country = commonName(request.country, context)
    const question = { ...withoutCap(request, context), service, country }
    const hours = hoursOf(request.duration, context)
    return { service, country, hours, found: candidatesOf(members, member => rentalsOf(member).targets(question)) }
  }

  const prepare = async (member: Provider, order: RentalOrder) => {
    const own = keyedFor(member, inCurrencyOf(member, order, { ...parts, operation: RENT }))
    const targets = rentalsOf(member).targets(own)
    if (!member.members) await lookWithin(clock, member, () => checkRentalCap(member, own, targets))
    return own
  }

  return {
    targets: request => candidates(request).found.flatMap(({ targets }) => targets),

    rent: async (order, call) => {
      const startedAt = clock.elapsed()
      call.signal?.throwIfAborted()
      const { service, country, hours, found } = beforeSending(id, RENT, () => candidates(order))
      const wanted: Wanted = {
        service,
        country,
        offersOf: async (member, signal) =>
          (await rentalsOf(member).offers({ service, country }, { signal })).filter(offer => offer.hours === hours),
      }
      const asking = {
        operation: RENT,
        startedAt,
        prepare: async (member: Provider) => {
          const own = await prepare(member, order)
          return async () => {
            const rental = await rentalsOf(member).rent(own, call)
            routes.note(rental.id, member)
            return rental
          }
        },
      }
      return askInTurn(parts, await inOrder(parts, found, wanted), asking, call)
    },
  }
}

/** More time on a number is bought from the member that rented it out, and from nobody else. */
export function createExtending(parts: FailoverParts): Required<Pick<RentalsFacet, 'extend'>> {
  const { routes, clock } = parts

  const prepare = async (member: Provider, order: ExtensionOrder) => {
    const own = keyedFor(member, inCurrencyOf(member, order, { ...parts, operation: EXTEND }))
    if (!member.members) {
      const hours = hoursOf(own.duration, { provider: own.rental.provider, operation: EXTEND })
      const target = extensionTarget(own.rental, hours)
      await lookWithin(clock, member, () => checkExtensionCap(member, own, target))
    }
    return own
  }

  return {
    extend: async (order, call) => {
      call.signal?.throwIfAborted()
      const member = await routes.of(order.rental.id, EXTEND).catch(error => {
        throw stopped(parts.id, EXTEND, error)
      })
      const facet = rentalsOf(member)
      if (!facet.extend) throw stopped(member.id, EXTEND, cannot(member.id, EXTEND, 'sells no more time'))
      const own = await prepare(member, order).catch(error => {
        throw stopped(member.id, EXTEND, error)
      })
      try {
        return await facet.extend(own, call)
      } catch (error) {
        throw unknownAt(member, error, EXTEND)
      }
    },
  }
}
