import type { z } from 'zod'
import { readActivation } from '../../tracking/activation-row.ts'
import { Problem } from '../problem.ts'
import { readJson } from '../read-body.ts'
import { replyJson } from '../reply.ts'
import type { RouteCall, RouteContext, RouteEntry } from '../routes/route.ts'
import type { Desk } from './desk.ts'
import type { Buyer, Outcome } from './desk-terms.ts'
import { findNumber } from './number-routes.ts'
import {
  activationBody,
  activationOrder,
  extensionBody,
  extensionOrder,
  type Order,
  rentalBody,
  rentalOrder,
} from './order.ts'
import { subjectOf } from './subject-of.ts'
import { numberSchema, purchaseSchema, wireNumber, wirePurchase } from './wire-number.ts'

/** What the ledger takes as a key, the subject in front of it. */
const LONGEST_LEDGER_KEY = 255
const KEY = /^[\x20-\x7e]{1,128}$/

/** The routes that spend money. */
export function placeRoutes(context: RouteContext, desk: Desk): readonly RouteEntry[] {
  const { database, gate } = context
  const answer = async (buyer: Buyer, order: Order) => {
    const outcome = await desk.place(buyer, order)
    return outcome.kind === 'bought' ? replyBought(outcome, buyer.subject) : replyUnknown(outcome)
  }
  const replyBought = async ({ snapshot }: Outcome & { readonly kind: 'bought' }, subject: string) => {
    // What was bought is answered also where the database has gone meanwhile.
    const stored = await gate(() => readActivation(database, snapshot.id, subject)).catch(() => null)
    const number = wireNumber(stored ?? { snapshot, cancelRequestedAt: null })
    return replyJson(number, { status: 201, headers: { location: `/v1/${number.kind}s/${snapshot.id}` } })
  }
  const replyUnknown = ({ intent }: Outcome & { readonly kind: 'unknown' }) =>
    replyJson(wirePurchase(intent, null), { status: 202, headers: { location: `/v1/purchases/${intent.id}` } })

  const buying = <Body extends z.ZodObject>(
    path: string,
    summary: string,
    body: Body,
    orderOf: (body: z.output<Body>, call: RouteCall) => Order | Promise<Order>,
  ): RouteEntry => ({
    method: 'POST',
    path,
    scope: 'purchase',
    doc: { ...DOC, summary, body },
    route: async (request, call) => {
      const buyer = buyerOf(request, call)
      const order = await orderOf(await readJson(body, request), call)
      return answer(buyer, order)
    },
  })

  const extensionOf = async (body: z.output<typeof extensionBody>, call: RouteCall) => {
    const { snapshot, account } = await findNumber(context, 'rental', call)
    return extensionOrder(body, snapshot.id, account)
  }
  return [
    buying('/v1/activations', 'Buy a number for one SMS, or a few', activationBody, activationOrder),
    buying('/v1/rentals', 'Rent a number', rentalBody, rentalOrder),
    buying('/v1/rentals/:id/extend', 'Buy more time for a rented number', extensionBody, extensionOf),
  ]
}

const DOC = {
  tag: 'Buying',
  description: `At most one number is charged for a key. The same key and body again: the same purchase, as it is now; while it
is on its way the answer waits for it. Where nobody can tell yet what came of it, 202: follow \`Location\`, and do not buy
anew. A problem with \`rejected: true\` is proof that nothing was bought under the key. Leaving does not end a purchase.`,
  headers: {
    'Idempotency-Key': { description: '1 to 128 printable characters, chosen by the client', required: true },
  },
  replies: {
    201: { description: 'The number', body: numberSchema },
    202: { description: 'Nobody can tell yet', body: purchaseSchema },
  },
} as const

function buyerOf({ headers }: Request, call: RouteCall): Buyer {
  const subject = subjectOf(call)
  const key = headers.get('idempotency-key') ?? ''
  if (key === '') {
    throw new Problem({
      code: 'missing_idempotency_key',
      field: 'Idempotency-Key',
      detail: 'Send the header Idempotency-Key: a text of your own that stands for this one purchase.',
    })
  }
  if (!KEY.test(key) || subject.length + key.length >= LONGEST_LEDGER_KEY) {
    throw new Problem({
      code: 'invalid_parameter',
      field: 'Idempotency-Key',
      detail: 'Idempotency-Key must have 1 to 128 printable ASCII characters.',
    })
  }
  return { subject, key, session: call.identity?.session ?? null, requestId: call.requestId }
}
