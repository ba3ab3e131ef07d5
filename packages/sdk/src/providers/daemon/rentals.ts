import * as z from 'zod/mini'
import { beforeSending } from '../../provider/before-sending.ts'
import type { CallOptions } from '../../provider/call-options.ts'
import type { RentalsFacet } from '../../provider/rentals.ts'
import { extensionOffer, rentalOffer } from '../../wire/rental-offer.ts'
import { listOf, parse } from '../../wire/schema.ts'
import { readOpen, tooEarly, unlessTooEarly } from './activations.ts'
import { codeOf, inCodes } from './codes.ts'
import { type NumberParts, readNumberOf, rentalObservationOf } from './numbers.ts'
import { ownId } from './own-id.ts'
import { place } from './placing.ts'
import { lengthOf, wishOf } from './targets.ts'

const offers = z.object({ data: listOf(rentalOffer) })
const extensions = z.object({ data: listOf(extensionOffer) })

/** Every command about rented numbers. */
export type RentalCommands = Required<Omit<RentalsFacet, 'targets'>>

export function createRentals(parts: NumberParts): RentalCommands {
  const { line, provider, only } = parts

  const command = async (verb: string, id: string, call: CallOptions) => {
    const operation = `rentals.${verb}`
    const own = ownId(id, parts, operation)
    const read = (json: unknown, status: number) => {
      const number = readNumberOf(json, 'rental', own, parts)
      return status === 202 ? tooEarly(number, { provider, operation }) : rentalObservationOf(number.snapshot)
    }
    return unlessTooEarly(await line.change({ operation, path: ['rentals', own, verb], size: 'number', read }, call))
  }

  return {
    offers: async ({ service, country }, call) => {
      const operation = 'rentals.offers'
      const where = { provider, operation }
      const query = {
        service: codeOf(service, 'service', where),
        ...(country !== undefined && { country: codeOf(country, 'country', where) }),
        ...(only !== null && { provider: only }),
      }
      const read = (json: unknown) => parse(json, offers, 'offers').data.map(inCodes)
      return line.send({ operation, path: ['rentals', 'offers'], query, size: 'page', read }, call)
    },
    rent: async (order, call) => {
      const operation = 'rentals.rent'
      const body = beforeSending(
        () => ({ ...wishOf(order, parts, operation), ...lengthOf(order.duration, provider, operation) }),
        provider,
        operation,
      )
      return place(parts, { kind: 'rental', operation, path: ['rentals'], body }, order, call)
    },
    extend: async (order, call) => {
      const operation = 'rentals.extend'
      const { rental, duration, maxPrice } = order
      const wish = beforeSending(
        () => ({
          path: ['rentals', ownId(rental.id, parts, operation), 'extend'],
          body: { ...lengthOf(duration, provider, operation), ...(maxPrice !== undefined && { max_price: maxPrice }) },
        }),
        provider,
        operation,
      )
      const extended = await place(parts, { kind: 'rental', operation, ...wish }, order, call)
      return { ...extended, price: null } // that of the rental, which more time on it does not cost
    },
    extensions: async (id, call) => {
      const operation = 'rentals.extensions'
      const path = ['rentals', ownId(id, parts, operation), 'extensions']
      const read = (json: unknown) => parse(json, extensions, 'extensions').data
      return line.send({ operation, path, size: 'page', read }, call)
    },
    fetch: async (id, call) => {
      const operation = 'rentals.fetch'
      const own = ownId(id, parts, operation)
      const read = (json: unknown) => rentalObservationOf(readNumberOf(json, 'rental', own, parts).snapshot)
      return line.send({ operation, path: ['rentals', own], size: 'number', read }, call)
    },
    list: call => readOpen(parts, 'rental', call),
    cancel: (id, call) => command('cancel', id, call),
    complete: (id, call) => command('complete', id, call),
  }
}
