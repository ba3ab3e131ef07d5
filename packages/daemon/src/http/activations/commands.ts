import { type Activation, InvalidTransitionError, type Rental, TooEarlyToCancelError } from '@onesms/sdk'
import { z } from 'zod'
import { rentalsOf } from '../../accounts/accounts.ts'
import { requestCancel } from '../../db/store/cancel-request.ts'
import type { StoredNumber } from '../../tracking/activation-row.ts'
import { Problem } from '../problem.ts'
import { readJson } from '../read-body.ts'
import { replyJson } from '../reply.ts'
import type { RouteCall, RouteContext, RouteEntry } from '../routes/route.ts'
import { accountOf, findNumber, type NumberKind, written } from './number-routes.ts'
import { problemOfError } from './refusal-of.ts'
import { numberSchema, wireNumber } from './wire-number.ts'

const reportBody = z.strictObject({ reason: z.enum(['no_sms', 'already_used', 'banned', 'other']) })

/** What one may do with a number of one's own. */
export function commandRoutes(context: RouteContext): readonly RouteEntry[] {
  const command = (
    kind: NumberKind,
    name: string,
    summary: string,
    run: (number: StoredNumber, request: Request) => Promise<Response>,
    more: Partial<RouteEntry['doc']> = {},
  ): RouteEntry => ({
    method: 'POST',
    path: `/v1/${kind}s/:id/${name}`,
    scope: 'purchase',
    doc: { tag: 'Numbers', summary, replies: { 200: { description: 'As it is now', body: numberSchema } }, ...more },
    route: async (request: Request, call: RouteCall) => {
      const number = await findNumber(context, kind, call)
      try {
        return await run(number, request)
      } catch (error) {
        throw problemOfError(error)
      }
    },
  })
  const inLine = (work: (number: StoredNumber) => Promise<Response>) => (number: StoredNumber) =>
    context.inLine(number.account, () => work(number))
  const reply = async (number: StoredNumber, { snapshot }: Activation | Rental) =>
    replyJson(wireNumber(await written(context, number, snapshot)))

  const activationOf = async (number: StoredNumber): Promise<Activation> => {
    const { client } = accountOf(context, number)
    if ('kind' in number.snapshot) throw new Error('a rental is no activation')
    const handle = await client.activations.get(number.snapshot)
    // Another process may have seen more than the handle of this one.
    if (handle.status !== number.snapshot.status) await handle.refresh()
    return handle
  }
  const rentalOf = async (number: StoredNumber): Promise<Rental> => {
    if (!('kind' in number.snapshot)) throw new Error('an activation is no rental')
    return rentalsOf(accountOf(context, number)).get(number.snapshot)
  }

  /** Given back now; or 202, and it is given back as soon as the provider takes it, whatever becomes of this process. */
  const cancel = async (number: StoredNumber, handle: Activation | Rental) => {
    try {
      await handle.cancel({ wait: false })
    } catch (error) {
      if (!(error instanceof TooEarlyToCancelError)) throw await afterLook(number, handle, error)
      const isRequested = await context.gate(() => requestCancel(context.database, number.snapshot.id))
      if (!isRequested) throw new InvalidTransitionError(`${number.snapshot.id} has ended`)
      const requested = await written(context, number, handle.snapshot)
      return replyJson(wireNumber(requested), { status: 202 })
    }
    const now = await written(context, number, handle.snapshot)
    if (now.snapshot.status === 'cancelled') return replyJson(wireNumber(now))
    throw new Problem({
      code: 'invalid_transition',
      detail: `${now.snapshot.id} is ${now.snapshot.status} and is not given back.`,
      members: { activation: wireNumber(now) },
    })
  }
  /** What a look has shown is written down, also where it did not come to what was wished. */
  const afterLook = async (number: StoredNumber, { snapshot }: Activation | Rental, error: unknown) => {
    await written(context, number, snapshot).catch(() => {}) // the error tells more
    return error
  }

  const cancelReplies = {
    replies: {
      200: { description: 'It is given back', body: numberSchema },
      202: { description: 'It is given back as soon as the provider takes it', body: numberSchema },
    },
  }
  return [
    command(
      ...(['activation', 'cancel', 'Give a number back that is not needed'] as const),
      inLine(async number => cancel(number, await activationOf(number))),
      cancelReplies,
    ),
    command(
      'activation',
      'complete',
      'Tell the provider that it worked',
      inLine(async number => {
        const handle = await activationOf(number)
        await handle.complete()
        return reply(number, handle)
      }),
    ),
    command(
      'activation',
      'retry',
      'Ask for another SMS on the same number',
      inLine(async number => {
        const handle = await activationOf(number)
        await handle.retry()
        return reply(number, handle)
      }),
    ),
    command(
      ...(['activation', 'report', 'Give a number back as bad'] as const),
      async (number, request) => {
        const { reason } = await readJson(reportBody, request)
        return context.inLine(number.account, async () => {
          const handle = await activationOf(number)
          await handle.report(reason)
          return reply(number, handle)
        })
      },
      { body: reportBody },
    ),
    command(
      ...(['rental', 'cancel', 'Give a rented number back for its price'] as const),
      inLine(async number => cancel(number, await rentalOf(number))),
      cancelReplies,
    ),
    command(
      'rental',
      'complete',
      'End a rental before its time; nothing is given back',
      inLine(async number => {
        const handle = await rentalOf(number)
        await handle.complete()
        return reply(number, handle)
      }),
    ),
  ]
}
