import { type Activation, isOpen } from '../activations/activation.ts'
import type { Archive } from '../activations/archive.ts'
import type { Life } from '../activations/life.ts'
import type { Timeline } from '../activations/timeline.ts'
import { toMicros } from '../catalog/decimal.ts'
import type { EmulatorRentalOffer, EmulatorRentals } from './rental-catalog.ts'
import { MOST_HOURS, totalHours } from './terms.ts'

/** More time as it is asked for. */
export interface ExtensionOrder {
  readonly id: string
  readonly hours: number
  /** What a fault charges in place of the price. */
  readonly charge?: string
}

/** Why a host does not extend a number. */
export type ExtensionRefusal =
  | { readonly refused: 'unknown' | 'not-available' | 'no-balance' }
  | { readonly refused: 'bad-duration'; readonly hours: readonly number[] }
  /** So many hours more are the most. */
  | { readonly refused: 'too-long'; readonly most: number }
  /** Milliseconds until it can be extended. */
  | { readonly refused: 'too-early'; readonly wait: number }

interface Setting {
  readonly archive: Archive
  readonly offers: EmulatorRentals
  readonly timeline: Timeline
  readonly life: Life
  /** What the account has, in millionths of a dollar. */
  funds(): number
}

/** After the sale nothing is extended for so long. The host tells that there is such a time, not how long; this is invented. */
const FREEZE = 120_000

/** Sells more time on rentals. */
export interface Extender {
  /** Extends a rental, which is charged, or says why not. */
  extend(order: ExtensionOrder): Activation | ExtensionRefusal
  /** The lengths it can be extended by; `null` where it cannot be any more. */
  extensionsOf(number: Activation): readonly EmulatorRentalOffer[] | null
}

export function createExtender({ archive, offers, timeline, life, funds }: Setting): Extender {
  const lengthsOf = ({ country, service }: Activation) => offers.extensionsOf(country.id, service)
  return {
    extend({ id, hours, charge }) {
      const rental = archive.find(id)
      if (!rental) return { refused: 'unknown' }
      const { rental: terms } = rental
      if (!terms || !isOpen(rental)) return { refused: 'not-available' }
      const lengths = lengthsOf(rental)
      const offer = lengths.find(candidate => candidate.hours === hours)
      if (!offer) return { refused: 'bad-duration', hours: lengths.map(one => one.hours) }
      const most = MOST_HOURS - totalHours(terms)
      if (hours > most) return { refused: 'too-long', most }
      const wait = FREEZE - (timeline.elapsed() - rental.born)
      if (wait > 0) return { refused: 'too-early', wait }
      if (toMicros(offer.price) > funds()) return { refused: 'no-balance' }
      life.extend(rental, hours, toMicros(charge ?? offer.price))
      return rental
    },
    extensionsOf(number) {
      const { rental: terms } = number
      if (!terms || !isOpen(number)) return null
      return lengthsOf(number).filter(({ hours }) => hours <= MOST_HOURS - totalHours(terms))
    },
  }
}
