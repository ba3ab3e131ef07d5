import { formatRentalOffer } from '@onesms/sdk/wire'
import { z } from 'zod'
import { rentalsOf } from '../../accounts/accounts.ts'
import { orAborted } from '../../jobs/or-aborted.ts'
import { DeadlineError, withDeadline } from '../deadline.ts'
import { providerId, reference } from '../fields.ts'
import { Problem } from '../problem.ts'
import { parseQuery } from '../query.ts'
import { replyJson } from '../reply.ts'
import type { RouteContext, RouteEntry } from '../routes/route.ts'
import { unknownReference } from '../unknown-reference.ts'
import { problemOfError } from './refusal-of.ts'
import { rentalOfferSchema } from './wire-number.ts'

const DEADLINE = 15_000
const query = z.object({ service: reference, country: reference.optional(), provider: providerId.optional() })

/** What can be rented, for how long and at which price, straight from the provider. */
export function rentalOffersRoute({ accounts, inLine, clock }: RouteContext): RouteEntry {
  const summary = 'What can be rented now'
  return {
    method: 'GET',
    path: '/v1/rentals/offers',
    scope: 'catalog:read',
    doc: {
      tag: 'Catalog',
      summary,
      query,
      replies: { 200: { description: summary, body: z.object({ data: z.array(rentalOfferSchema) }) } },
    },
    route: async request => {
      const { provider, service, country } = parseQuery(query, request.url)
      const renting = [...accounts.values()].filter(account => account.provider.rentals)
      const asked = renting.filter(({ id }) => provider === undefined || id === provider)
      if (provider !== undefined && asked.length === 0) {
        throw unknownReference(
          ...(['provider', provider] as const),
          renting.map(({ id }) => id),
        )
      }
      const wanted = { service, ...(country !== undefined && { country }) }
      const read = async (signal: AbortSignal) => {
        const offers = await Promise.all(
          asked.map(account =>
            inLine(account.id, async () => {
              signal.throwIfAborted() // while it waited
              return orAborted(signal, rentalsOf(account).offers(wanted, { signal }))
            }),
          ),
        )
        return offers.flat().map(formatRentalOffer)
      }
      try {
        return replyJson({ data: await withDeadline({ clock, ms: DEADLINE, outer: request.signal }, read) })
      } catch (error) {
        if (!(error instanceof DeadlineError)) throw problemOfError(error)
        throw new Problem({ code: 'provider_unavailable', detail: `The provider gave ${error.message}.` })
      }
    },
  }
}
