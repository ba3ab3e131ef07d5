import type { RentalSnapshot } from '@onesms/sdk'
import { formatExtensionOffer } from '@onesms/sdk/wire'
import { z } from 'zod'
import { rentalsOf } from '../../accounts/accounts.ts'
import { replyJson } from '../reply.ts'
import type { RouteContext, RouteEntry } from '../routes/route.ts'
import { accountOf, findNumber } from './number-routes.ts'
import { problemOfError } from './refusal-of.ts'

const offer = z.object({
  provider: z.string(),
  hours: z.int(),
  price: z.object({ amount: z.string(), currency: z.string() }),
})

/** The lengths by which a rented number of one's own can be extended now, straight from the provider. */
export function extensionOffersRoute(context: RouteContext): RouteEntry {
  const summary = 'By which lengths a rented number of yours can be extended'
  return {
    method: 'GET',
    path: '/v1/rentals/:id/extensions',
    scope: 'activation:read',
    doc: {
      tag: 'Numbers',
      summary,
      replies: { 200: { description: summary, body: z.object({ data: z.array(offer) }) } },
    },
    route: async (request, call) => {
      const { account, snapshot } = await findNumber(context, 'rental', call)
      const rentals = rentalsOf(accountOf(context, { account }))
      try {
        const offers = await context.inLine(account, async () => {
          request.signal.throwIfAborted() // while it waited
          return (await rentals.get(snapshot as RentalSnapshot)).extensions({ signal: request.signal })
        })
        return replyJson({ data: offers.map(formatExtensionOffer) })
      } catch (error) {
        throw problemOfError(error)
      }
    },
  }
}
