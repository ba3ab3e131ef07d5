import type { CallOptions } from '../provider/call-options.ts'
import type { RentalObservation, RentalSnapshot } from '../provider/rental-snapshot.ts'
import type { RentalOffer, RentalOfferQuery, RentalRequest, RentalsFacet } from '../provider/rentals.ts'
import type { BuyOptions } from '../purchase/api.ts'
import { incapable } from '../rental/incapable.ts'
import { reduceRental } from '../rental/reduce.ts'
import type { Rental } from '../rental/rental.ts'
import { blankOf } from './blank.ts'
import { createLookUp } from './look-up.ts'
import { presentUnknown } from './purchases.ts'
import { createRentalFollowers, type RentalFollowers, type RentalFollowersOptions } from './rental-followers.ts'

/** Numbers that are ours for hours to months, and receive any number of SMS. */
export interface RentalsResource {
  /** What can be rented, for how long and at which price. Costs nothing. */
  offers(query: RentalOfferQuery, call?: CallOptions): Promise<readonly RentalOffer[]>
  /**
   * Rents a number: at most one request is charged, whatever happens.
   *
   * Aborted before anything is sent, nothing happened; after that the purchase goes on, and its number is given back where
   * the provider takes rentals back.
   * @billing Charges the account.
   * @throws as {@link ActivationsResource.buy}.
   */
  rent(request: RentalRequest, options?: BuyOptions): Promise<Rental>
  /**
   * The handle of a number that was rented before, also by another process: by its id, after a look at the provider; or by a
   * snapshot of it, without one.
   * @throws {@link NotFoundError} when the provider does not know the id.
   */
  get(idOrSnapshot: string | RentalSnapshot, call?: CallOptions): Promise<Rental>
  /**
   * Every open rental of the account, whoever rented it.
   * @throws {@link CapabilityError} where the provider has no such list.
   */
  list(call?: CallOptions): Promise<readonly Rental[]>
}

export interface RentalsContext extends Omit<RentalFollowersOptions, 'rentals'> {
  readonly provider: { readonly id: string; readonly rentals?: RentalsFacet }
}

/** Renting numbers and following them; loaded with the first rental. */
export interface RentalsPart {
  readonly resource: RentalsResource
  readonly followers: RentalFollowers
}

export function openRentals(context: RentalsContext): RentalsPart {
  const { provider, purchases, onBuy } = context
  const { id, rentals } = provider
  if (!rentals) throw incapable(id, 'rent')
  const followers = createRentalFollowers({ ...context, rentals })
  const lookUp = createLookUp<RentalSnapshot, RentalObservation, Rental>({
    provider: id,
    kind: 'rentals',
    facet: rentals,
    purchases,
    asSnapshot,
    async follow(snapshot, isCurrent) {
      const rental = followers.follow(snapshot)
      if (!isCurrent) await rental.refresh()
      return rental
    },
  })

  const resource: RentalsResource = {
    offers: (query, call = {}) => rentals.offers(query, call),
    async rent(request, options) {
      onBuy()
      try {
        const { snapshot, intent } = await purchases.rent(request, options)
        return followers.follow(snapshot, intent.age)
      } catch (error) {
        throw presentUnknown(error, followers.followBought)
      }
    },
    async get(idOrSnapshot, call = {}) {
      if (typeof idOrSnapshot !== 'string') return followers.follow(idOrSnapshot)
      return followers.known(idOrSnapshot) ?? lookUp(idOrSnapshot, call)
    },
    async list(call = {}) {
      if (!rentals.list) throw incapable(id, 'list')
      return (await rentals.list(call)).map(snapshot => followers.follow(snapshot))
    },
  }
  return { resource, followers }
}

/** An answer as a whole snapshot; `null` where it does not even tell the phone. */
function asSnapshot(told: RentalObservation): RentalSnapshot | null {
  const found = blankOf(told)
  if (!found) return null
  const blank: RentalSnapshot = { ...found.blank, kind: 'rental', status: 'active' }
  return reduceRental(blank, told, found).next
}
