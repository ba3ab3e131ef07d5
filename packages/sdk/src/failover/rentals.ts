import { cannot } from '../errors/cannot.ts'
import type { RentalsFacet } from '../provider/rentals.ts'
import { answersOf } from './answers.ts'
import type { FailoverParts } from './parts.ts'
import { createExtending, createRenting, rentalsOf } from './renting.ts'
import { commonName } from './request.ts'

/** Renting at the first member that does; everything about a rental goes to the member that sold it. */
export function createRentals(parts: FailoverParts): RentalsFacet {
  const { id, members, routes } = parts
  const facets = members.map(rentalsOf)
  return {
    ...createRenting(parts),
    ...(facets.some(({ extend }) => extend) && createExtending(parts)),

    offers: async (query, call) => {
      const context = { provider: id, operation: 'rentals.offers' }
      const common = {
        service: commonName(query.service, context),
        ...(query.country !== undefined && { country: commonName(query.country, context) }),
      }
      const questions = facets.map(async facet => facet.offers(common, call))
      return answersOf(questions, call)
    },

    ...(facets.some(({ extensions }) => extensions) && {
      extensions: async (whole, call) =>
        (await rentalsOf(await routes.of(whole, 'rentals.extensions')).extensions?.(whole, call)) ?? [],
    }),

    fetch: async (whole, call) => rentalsOf(await routes.of(whole, 'rentals.fetch')).fetch(whole, call),

    ...(facets.every(({ list }) => list) && {
      list: async call => {
        const lists = members.map(async member => {
          const rows = (await rentalsOf(member).list?.(call)) ?? []
          for (const row of rows) routes.note(row.id, member)
          return rows
        })
        return (await Promise.all(lists)).flat()
      },
    }),

    ...(facets.some(({ cancel }) => cancel) && {
      cancel: async (whole, call) => {
        const member = await routes.of(whole, 'rentals.cancel')
        const facet = rentalsOf(member)
        if (facet.cancel) return facet.cancel(whole, call)
        throw cannot(member.id, 'rentals.cancel', 'takes no rental back')
      },
    }),

    ...(facets.some(({ complete }) => complete) && {
      complete: async (whole, call) => {
        const member = await routes.of(whole, 'rentals.complete')
        const facet = rentalsOf(member)
        if (facet.complete) return facet.complete(whole, call)
        throw cannot(member.id, 'rentals.complete', 'ends no rental before its time')
      },
    }),
  }
}
