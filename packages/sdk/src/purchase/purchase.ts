import { PurchaseNotSentError } from '../errors/purchase.ts'
import type { Money } from '../money/money.ts'
import type { NumberSnapshot } from '../provider/rental-snapshot.ts'
import type { Purchase } from './api.ts'
import { outcomeUnknown } from './await-outcome.ts'
import { confirm, doubt, reject } from './conclude.ts'
import type { PurchaseContext } from './context.ts'
import type { Engine } from './engine.ts'
import { passGate } from './gate.ts'
import type { Intent } from './intent.ts'
import { operationOf } from './operation.ts'
import { assertSameOrder, type Order } from './order.ts'
import type { Outcome } from './outcome.ts'
import { replay } from './replay.ts'
import { send } from './send.ts'
import type { Callers } from './shared-run.ts'
import { SENDABLE } from './store.ts'
import { recordNotSent, withdraw } from './withdraw.ts'
import { isListed, readWitness } from './witness.ts'

const REPEATS = 2
const FIRST_PAUSE = 250

/**
 * Buys one number, or more time on one: write the intent down, pass the gate, commit that it is being sent, send it once, commit what came of it.
 * Only what is proven never to have left is sent again.
 */
export async function purchase(engine: Engine, order: Order, callers: Callers): Promise<Purchase<NumberSnapshot>> {
  const { context, patrol } = engine
  const { provider, accountMode, store, timing, own } = context
  const { created, intent } = await store.insert({
    id: crypto.randomUUID(),
    account: provider.id,
    idempotencyKey: order.idempotencyKey,
    targets: order.targets,
    maxPrice: order.maxPrice,
    gateFor: accountMode === 'exclusive' && isListed(provider, { ...order, asked: null }) ? null : timing.gate,
    state: 'prepared',
    activationId: null,
    snapshot: order.rental,
    flags: [],
  })
  if (!created) assertSameOrder(provider.id, intent, order)
  if (intent.state === 'sending' || intent.state === 'unknown') throw outcomeUnknown(engine, intent)
  if (!SENDABLE.has(intent.state)) return replay(context, intent)
  own.add(intent.id)
  try {
    await underCap(context, intent, order)
    return await sendUntilAnswered(engine, intent, order, callers)
  } finally {
    own.delete(intent.id)
    patrol.notify()
  }
}

/** After the key was looked up: what it bought before is the answer, whatever the price is now. */
async function underCap(context: PurchaseContext, intent: Intent, order: Order): Promise<void> {
  try {
    await order.checkCap()
  } catch (error) {
    await withdraw(context, intent)
    throw error
  }
}

async function sendUntilAnswered(
  engine: Engine,
  prepared: Intent,
  order: Order,
  callers: Callers,
): Promise<Purchase<NumberSnapshot>> {
  const { context, patrol } = engine
  for (let repeat = 0; ; repeat += 1) {
    const before = await readWitness(context, prepared)
    const intent = await begin(engine, prepared, callers)
    patrol.watch()
    const outcome = await send(context, intent, order)
    if (outcome.kind !== 'not_sent') return await conclude(engine, intent, outcome, before, callers)
    const isRecorded = await recordNotSent(context, intent)
    // What was held has waited already, and a refused key is refused again.
    const isWorthwhile = repeat < REPEATS && outcome.error.code === 'purchase_not_sent'
    if (!isWorthwhile || !isRecorded || !callers.areWaiting()) throw outcome.error
    await context.clock.sleep(FIRST_PAUSE * 2 ** repeat * (0.5 + context.random() / 2))
  }
}

function conclude(
  engine: Engine,
  intent: Intent,
  outcome: Exclude<Outcome, { kind: 'not_sent' }>,
  before: Money | null,
  callers: Callers,
): Promise<Purchase<NumberSnapshot>> {
  if (outcome.kind === 'confirmed') return confirm(engine, intent, outcome.snapshot, callers)
  if (outcome.kind === 'rejected') return reject(engine, intent, outcome.error)
  return doubt(engine, intent, outcome, before, callers)
}

/** The intent, committed as being sent. Whatever is thrown: nothing was sent, and the ledger is told so. */
async function begin(engine: Engine, intent: Intent, callers: Callers): Promise<Intent> {
  const { context } = engine
  let begun: Awaited<ReturnType<typeof passGate>>
  try {
    begun = await passGate(context, intent, callers.areWaiting)
  } catch (error) {
    await withdraw(context, intent)
    throw error
  }
  if (begun.kind === 'begun') return begun.intent
  if (begun.kind === 'refused' && begun.intent) throw outcomeUnknown(engine, begun.intent)
  if (begun.kind === 'lapsed') await recordNotSent(context, intent)
  else await withdraw(context, intent)
  const isForNobody = !callers.areWaiting()
  throw new PurchaseNotSentError(
    isForNobody ? 'nobody waited for this purchase any more' : 'the ledger of purchases took too long',
    { provider: context.provider.id, operation: operationOf(intent) },
  )
}
