import { z } from 'zod'
import { findPurchaseRequest, ledgerKeyOf } from '../../db/store/purchases/requests.ts'
import { readPurchase, readPurchaseByKey } from '../../db/store/read/purchases.ts'
import { readActivation } from '../../tracking/activation-row.ts'
import { text } from '../fields.ts'
import { Problem } from '../problem.ts'
import { parseQuery } from '../query.ts'
import { replyJson } from '../reply.ts'
import type { RouteContext, RouteEntry } from '../routes/route.ts'
import { subjectOf } from './subject-of.ts'
import { numberIdOf, purchaseSchema, wirePurchase } from './wire-number.ts'

const byKey = z.object({ key: text(128) })
const replies = { 200: { description: 'As it stands', body: purchaseSchema } }

/** What came of one's own purchases. */
export function purchaseLookupRoutes({ database, gate }: RouteContext): readonly RouteEntry[] {
  const reply = async (intent: Awaited<ReturnType<typeof readPurchase>>, subject: string) => {
    if (!intent) throw new Problem({ code: 'not_found', detail: 'There is no such purchase of yours.' })
    const id = numberIdOf(intent)
    return replyJson(wirePurchase(intent, id === null ? null : await gate(() => readActivation(database, id, subject))))
  }
  return [
    {
      method: 'GET',
      path: '/v1/purchases/:id',
      scope: 'activation:read',
      doc: { tag: 'Buying', summary: 'What came of a purchase', replies },
      route: async (_, call) => {
        const subject = subjectOf(call)
        return reply(await gate(() => readPurchase(database, call.params['id'] ?? '', subject)), subject)
      },
    },
    {
      method: 'GET',
      path: '/v1/purchases',
      scope: 'activation:read',
      doc: {
        tag: 'Buying',
        summary: 'What came of the purchase under a key',
        query: byKey,
        replies,
        description: '404: nothing was ever written down under the key, so nothing was bought under it.',
      },
      route: async (request, call) => {
        const { key } = parseQuery(byKey, request.url)
        const subject = subjectOf(call)
        const asked = await gate(() => findPurchaseRequest(database, subject, key))
        const ledgerKey = ledgerKeyOf(subject, key)
        return reply(
          asked && (await gate(() => readPurchaseByKey(database, { account: asked.account, key: ledgerKey }))),
          subject,
        )
      },
    },
  ]
}
