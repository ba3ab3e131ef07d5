import { type Intent, OneSmsError, PurchaseUnknownError } from '@onesms/sdk'
import {
  closePurchaseRequest,
  findPurchaseRequest,
  ledgerKeyOf,
  type PurchaseRequestRow,
} from '../../db/store/purchases/requests.ts'
import { readPurchaseByKey } from '../../db/store/read/purchases.ts'
import { DatabaseUnavailableError } from '../database-gate.ts'
import { Problem } from '../problem.ts'
import { carryOut } from './carry-out.ts'
import type { Buyer, DeskContext, Outcome } from './desk-terms.ts'
import { fingerprintOf, type Order } from './order.ts'
import { asRejected, isLedgerFailure, problemOfError, problemOfIntent } from './refusal-of.ts'
import { requestFor } from './request-for.ts'

/** Takes orders. */
export interface Desk {
  /**
   * Carries an order out, once for its key: whoever asks again gets what came of it, also after a restart, and whoever asks
   * meanwhile waits for it. It goes on when nobody waits any more.
   */
  place(buyer: Buyer, order: Order): Promise<Outcome>
}

export function createDesk(context: DeskContext): Desk {
  const running = new Map<string, { readonly fingerprint: string; readonly outcome: Promise<Outcome> }>()
  return {
    place: async (buyer, order) => {
      const name = ledgerKeyOf(buyer.subject, buyer.key)
      const fingerprint = fingerprintOf(order)
      const same = running.get(name)
      if (same && same.fingerprint !== fingerprint) throw conflict()
      if (same) return same.outcome
      const outcome = place(context, buyer, order, fingerprint).finally(() => running.delete(name))
      running.set(name, { fingerprint, outcome })
      return outcome
    },
  }
}

async function place(context: DeskContext, buyer: Buyer, order: Order, fingerprint: string): Promise<Outcome> {
  const { database, gate } = context
  const earlier = await gate(() => findPurchaseRequest(database, buyer.subject, buyer.key))
  if (earlier && earlier.fingerprint !== fingerprint) throw conflict()
  const before = earlier && (await readIntent(context, earlier))
  if (before && !isStillToBuy(before)) return outcomeOf(before)
  if (!context.isReady()) throw draining()
  let request: PurchaseRequestRow | null = earlier
  try {
    const { account, row } = await requestFor(context, { ...buyer, fingerprint }, order, earlier)
    if (row.fingerprint !== fingerprint) throw conflict()
    request = row
    return { kind: 'bought', snapshot: await carryOut(context, account, row) }
  } catch (error) {
    return await settle(context, request ?? (await findSame(context, buyer, fingerprint)), error)
  }
}

/** What a failed attempt comes to: the ledger knows, and where it cannot be read nothing is claimed. */
async function settle(context: DeskContext, request: PurchaseRequestRow | null, error: unknown): Promise<Outcome> {
  if (error instanceof DatabaseUnavailableError) throw error
  const isClosed = !context.isReady() && OneSmsError.is(error) && error.code === 'configuration'
  const problem = isClosed ? draining() : problemOfError(error)
  if (request === null) throw asRejected(problem)
  const intent = await readIntent(context, request).catch(() => undefined)
  if (intent === undefined) throw isLedgerFailure(error) ? new DatabaseUnavailableError('the ledger failed') : problem
  if (intent === null || isStillToSend(intent)) {
    // Another process may be about to buy under the key: it does not, or nothing is claimed.
    if (await context.gate(() => closePurchaseRequest(context.database, request))) throw asRejected(problem)
    throw inProgress()
  }
  if (isNotBought(intent)) throw asRejected(problem)
  // Another process is about to send it.
  if (intent.state === 'prepared') throw isLedgerFailure(error) ? problem : inProgress()
  if (error instanceof PurchaseUnknownError && intent.state === 'sending') throw inProgress()
  return outcomeOf(intent)
}

/** Another process may have kept the request while this one refused it. */
function findSame({ database, gate }: DeskContext, { subject, key }: Buyer, fingerprint: string) {
  return gate(async () => {
    const found = await findPurchaseRequest(database, subject, key)
    return found?.fingerprint === fingerprint ? found : null
  })
}

function readIntent({ database, gate }: DeskContext, { account, subject, key }: PurchaseRequestRow) {
  return gate(() => readPurchaseByKey(database, { account, key: ledgerKeyOf(subject, key) }))
}

const isStillToSend = ({ state }: Intent) => state === 'not_sent' || state === 'failed'
const isStillToBuy = (intent: Intent) => intent.state === 'prepared' || isStillToSend(intent)
const isNotBought = ({ state }: Intent) => state === 'rejected' || state === 'not_purchased'

/** What a purchase that was sent comes to. */
function outcomeOf(intent: Intent): Outcome {
  const { state, snapshot, flags, activationId, targets, maxPrice } = intent
  const refusal = problemOfIntent(intent)
  if (refusal) throw refusal
  if (state === 'unknown') return { kind: 'unknown', intent }
  if (state !== 'confirmed' || snapshot === null) throw inProgress()
  if (flags.includes('price_exceeded') && targets[0]?.kind !== 'extension') {
    throw new Problem({
      code: 'price_cap',
      detail: `It cost more than the cap of ${maxPrice}, and is given back as soon as the provider allows it.`,
      members: { activation_id: activationId, lowest_price: snapshot.price },
    })
  }
  return { kind: 'bought', snapshot }
}

const conflict = () =>
  new Problem({
    code: 'idempotency_conflict',
    detail: 'This key was used to ask for something else. A key stands for one purchase: choose a new one.',
  })

const inProgress = () =>
  new Problem({
    code: 'in_progress',
    detail: 'A purchase under this key is on its way. Ask again with the same key and body.',
    headers: { 'retry-after': '1' },
  })

const draining = () =>
  new Problem({
    code: 'draining',
    detail: 'This process takes no purchases just now. Ask again with the same key.',
    headers: { 'retry-after': '5' },
  })
