import { z } from 'zod'
import { type Account, rentalsOf } from '../../accounts/accounts.ts'
import { readActivation, readActivations, type StoredNumber } from '../../tracking/activation-row.ts'
import { recordSnapshot } from '../../tracking/record.ts'
import { cursorOf } from '../cursor.ts'
import { flag, oneOf, providerId, storedText, wholeNumber } from '../fields.ts'
import { pageOf } from '../page.ts'
import { Problem } from '../problem.ts'
import { parseQuery } from '../query.ts'
import { replyJson } from '../reply.ts'
import type { RouteCall, RouteContext, RouteEntry } from '../routes/route.ts'
import { problemOfError } from './refusal-of.ts'
import { subjectOf } from './subject-of.ts'
import { numberSchema, wireNumber } from './wire-number.ts'

/** The two kinds of numbers, each under a path of its own. */
export type NumberKind = 'activation' | 'rental'

const STATUSES = {
  activation: ['waiting', 'received', 'retrying', 'completed', 'cancelled', 'expired'],
  rental: ['active', 'completed', 'cancelled', 'expired'],
} as const

const listQuery = (kind: NumberKind) =>
  z.object({
    status: oneOf(STATUSES[kind]).optional(),
    open: flag.optional().describe('Those that have not ended'),
    provider: providerId.optional(),
    limit: wholeNumber(1, 1_000, 100),
    cursor: cursorOf(z.tuple([z.literal('numbers'), z.int(), storedText])).optional(),
  })
const oneQuery = z.object({ refresh: flag.optional().describe('Asks the provider now') })

/** Reading one's own numbers. */
export function numberRoutes(context: RouteContext, kind: NumberKind): readonly RouteEntry[] {
  const { database, gate } = context
  const query = listQuery(kind)
  const what = kind === 'activation' ? 'number' : 'rented number'
  return [
    {
      method: 'GET',
      path: `/v1/${kind}s`,
      scope: 'activation:read',
      doc: {
        tag: 'Numbers',
        summary: `Your ${what}s, the newest first`,
        query,
        replies: {
          200: { description: 'A page', body: z.object({ data: z.array(numberSchema), next: z.string().nullable() }) },
        },
      },
      route: async (request, call) => {
        const { limit, cursor, open = false, status, provider } = parseQuery(query, request.url)
        const rows = await gate(() =>
          readActivations(database, {
            subject: subjectOf(call),
            kind,
            isOpen: open,
            limit: limit + 1,
            ...(status && { status }),
            ...(provider && { account: provider }),
            ...(cursor && { before: { boughtAt: new Date(cursor[1]), id: cursor[2] } }),
          }),
        )
        const { data, next } = pageOf(rows, limit, ({ boughtAt, snapshot }) => [
          'numbers',
          boughtAt.getTime(),
          snapshot.id,
        ])
        return replyJson({ data: data.map(wireNumber), next })
      },
    },
    {
      method: 'GET',
      path: `/v1/${kind}s/:id`,
      scope: 'activation:read',
      doc: {
        tag: 'Numbers',
        summary: `One ${what} of yours`,
        query: oneQuery,
        replies: { 200: { description: 'As it is known', body: numberSchema } },
      },
      route: async (request, call) => {
        const { refresh = false } = parseQuery(oneQuery, request.url)
        const number = await findNumber(context, kind, call)
        return replyJson(wireNumber(refresh ? await lookAt(context, number) : number))
      },
    },
  ]
}

/** The number in the path, if it is whose who asks. */
export async function findNumber(
  { database, gate }: Pick<RouteContext, 'database' | 'gate'>,
  kind: NumberKind,
  call: RouteCall,
): Promise<StoredNumber> {
  const { id = '' } = call.params
  const subject = subjectOf(call)
  const found = storedText.safeParse(id).success ? await gate(() => readActivation(database, id, subject)) : null
  if (found && kindOf(found) === kind) return found
  throw new Problem({ code: 'not_found', detail: `There is no ${kind} ${JSON.stringify(id.slice(0, 80))} of yours.` })
}

const kindOf = ({ snapshot }: Pick<StoredNumber, 'snapshot'>): NumberKind =>
  'kind' in snapshot ? 'rental' : 'activation'

/** The account that a number was bought with. */
export function accountOf(
  { accounts }: Pick<RouteContext, 'accounts'>,
  { account }: Pick<StoredNumber, 'account'>,
): Account {
  const found = accounts.get(account)
  if (found) return found
  throw new Problem({
    code: 'provider_unavailable',
    detail: `The provider ${account}, which the number is of, is not configured any more.`,
  })
}

/** Asks the provider, writes down what it says, and answers what is known then. */
async function lookAt(context: RouteContext, number: StoredNumber): Promise<StoredNumber> {
  const account = accountOf(context, number)
  const { snapshot } = number
  try {
    const handle =
      'kind' in snapshot ? await rentalsOf(account).get(snapshot) : await account.client.activations.get(snapshot)
    return await written(context, number, await context.inLine(account.id, async () => handle.refresh()))
  } catch (error) {
    throw problemOfError(error)
  }
}

/** Writes an answer down, and answers what is known of the number then. */
export async function written(
  { database, gate }: Pick<RouteContext, 'database' | 'gate'>,
  number: StoredNumber,
  told: StoredNumber['snapshot'],
): Promise<StoredNumber> {
  await gate(() => recordSnapshot(database, told))
  return (await gate(() => readActivation(database, told.id, number.subject))) ?? { ...number, snapshot: told }
}
