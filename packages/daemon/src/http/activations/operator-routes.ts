import { createHash } from 'node:crypto'
import { formatActivation } from '@onesms/sdk/wire'
import { z } from 'zod'
import { writeDeed } from '../../db/store/audit.ts'
import { readOwners, readPurchase } from '../../db/store/read/purchases.ts'
import { readActivation } from '../../tracking/activation-row.ts'
import { text } from '../fields.ts'
import { Problem } from '../problem.ts'
import { parseQuery } from '../query.ts'
import { readJson } from '../read-body.ts'
import { replyJson } from '../reply.ts'
import type { RouteContext, RouteEntry } from '../routes/route.ts'
import { problemOfError } from './refusal-of.ts'
import { subjectOf } from './subject-of.ts'
import { numberIdOf, numberSchema, purchaseSchema, wirePurchase } from './wire-number.ts'

const nothing = z.object({})
const resolution = z.strictObject({
  activation_id: text(200).describe("A number of the account, the rental that was extended, or 'none'"),
  reason: text(500).optional(),
})
const owned = { provider: z.string(), subject: z.string().nullable() }
const listOf = <Row extends z.ZodType>(row: Row) => ({
  200: { description: 'The oldest first', body: z.object({ data: z.array(row) }) },
})

/** What only a person can decide: everybody's purchases whose outcome is unknown, and numbers of nobody's. */
export function operatorRoutes({ database, gate, accounts }: RouteContext): readonly RouteEntry[] {
  const clients = [...accounts.values()]
  const doc = { tag: 'Operating' }
  return [
    {
      method: 'GET',
      path: '/v1/purchases/open',
      scope: 'admin',
      doc: {
        ...doc,
        summary: 'Purchases whose outcome is not known, with what they may have bought',
        replies: listOf(purchaseSchema.extend({ ...owned, candidates: z.array(numberSchema) })),
      },
      route: async request => {
        parseQuery(nothing, request.url)
        const open = (await ofAll(clients, ({ client }) => client.purchases.open())).flat()
        const owners = await gate(() =>
          readOwners(
            database,
            open.map(({ id }) => id),
          ),
        )
        const data = open.map(intent => ({
          ...wirePurchase(intent, null),
          provider: intent.account,
          subject: owners.get(intent.id) ?? null,
          candidates: intent.candidates.map(wireSnapshot),
        }))
        return replyJson({ data })
      },
    },
    {
      method: 'GET',
      path: '/v1/purchases/orphans',
      scope: 'admin',
      doc: {
        ...doc,
        summary: 'Numbers that were found on an account and belong to no purchase',
        replies: listOf(z.object({ id: z.string(), provider: z.string(), activation: numberSchema.nullable() })),
      },
      route: async request => {
        parseQuery(nothing, request.url)
        const orphans = (await ofAll(clients, ({ client }) => client.purchases.orphans())).flat()
        const data = orphans.map(({ id, account, snapshot, createdAt, ended }) => ({
          id,
          provider: account,
          activation: snapshot && wireSnapshot(snapshot),
          ended,
          found_at: createdAt,
        }))
        return replyJson({ data })
      },
    },
    {
      method: 'POST',
      path: '/v1/purchases/:id/resolve',
      scope: 'admin',
      doc: {
        ...doc,
        summary: 'Say what a purchase of unknown outcome has bought',
        body: resolution,
        description: 'It is in the audit, with who said so and why, before it is done.',
        replies: { 200: { description: 'As it stands then', body: purchaseSchema } },
      },
      route: async (request, call) => {
        const { activation_id: activationId, reason } = await readJson(resolution, request)
        const id = call.params['id'] ?? ''
        const intent = await gate(() => readPurchase(database, id, null))
        const account = intent && accounts.get(intent.account)
        if (!account)
          throw new Problem({ code: 'not_found', detail: 'There is no such purchase at a configured provider.' })
        const deed = {
          actor: actorOf(subjectOf(call)),
          action: 'resolve',
          intentId: id,
          activationId,
          provider: account.id,
        }
        await gate(() => writeDeed(database, { ...deed, reason }))
        await account.client.purchases.resolve(id, activationId).catch(error => {
          throw problemOfError(error)
        })
        const now = (await gate(() => readPurchase(database, id, null))) ?? intent
        const number = numberIdOf(now)
        return replyJson(
          wirePurchase(now, number === null ? null : await gate(() => readActivation(database, number, null))),
        )
      },
    },
  ]
}

async function ofAll<Asked, Answer>(all: readonly Asked[], ask: (one: Asked) => Promise<Answer>): Promise<Answer[]> {
  try {
    return await Promise.all(all.map(ask))
  } catch (error) {
    throw problemOfError(error)
  }
}

const wireSnapshot = (snapshot: Parameters<typeof formatActivation>[0]) =>
  formatActivation(snapshot as never, { cancelRequestedAt: null, serverTime: new Date() })

/** Who did it, without a name: the hash that stands in the audit for a subject everywhere. */
const actorOf = (subject: string) => `subject:${createHash('sha256').update(subject).digest('hex')}`
