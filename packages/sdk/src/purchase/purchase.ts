import { PurchaseNotSentError } from '../errors/purchase.ts'
import type { Money } from '../money/money.ts'
import type { Purchase } from './api.ts'
import { outcomeUnknown } from './await-outcome.ts'
import { checkCap } from './cap.ts'
import { confirm, doubt, reject } from './conclude.ts'
import type { Engine } from './engine.ts'
import { passGate } from './gate.ts'
import type { Intent } from './intent.ts'
import { assertSameOrder, type Order } from './order.ts'
import type { Outcome } from './outcome.ts'
import { replay } from './replay.ts'
import { send } from './send.ts'
import type { Callers } from './shared-run.ts'
import { SENDABLE } from './store.ts'
import { readWitness } from './witness.ts'

const REPEATS = 2
const FIRST_PAUSE = 250

/**
 * Buys one number: write the intent down, pass the gate, commit that it is being sent, send it once, commit what came of it.
 * Only what is proven never to have left is sent again.
 */
export async function purchase(engine: Engine, order: Order, callers: Callers): Promise<Purchase> {
  const { context, patrol } = engine
  const { provider, accountMode, store, timing, own } = context
  await checkCap(provider, order)
  const { created, intent } = await store.insert({
    id: crypto.randomUUID(),
    account: provider.id,
    idempotencyKey: order.idempotencyKey,
    targets: order.targets,
    maxPrice: order.maxPrice,
    gateFor: accountMode === 'exclusive' && provider.traits.openList !== null ? null : timing.gate,
    state: 'prepared',
    activationId: null,
    snapshot: null,
    flags: [],
  })
  if (!created) assertSameOrder(provider.id, intent, order)
  if (intent.state === 'sending' || intent.state === 'unknown') throw outcomeUnknown(engine, intent)
  if (!SENDABLE.has(intent.state)) return replay(context, intent)
  own.add(intent.id)
  try {
    return await sendUntilAnswered(engine, intent, order, callers)
  } finally {
    own.delete(intent.id)
    patrol.notify()
  }
}

async function sendUntilAnswered(engine: Engine, prepared: Intent, order: Order, callers: Callers): Promise<Purchase> {
  const { context, patrol } = engine
  for (let repeat = 0; ; repeat += 1) {
    const before = await readWitness(context)
    const intent = await begin(engine, prepared, callers)
    patrol.watch()
    const outcome = await send(context, intent, { ...order.request, intentId: intent.id })
    if (outcome.kind !== 'not_sent') return await conclude(engine, intent, outcome, before, callers)
    const isRecorded = await recordNotSent(engine, intent.id)
    if (repeat === REPEATS || !isRecorded || !callers.areWaiting()) throw outcome.error
    await context.clock.sleep(FIRST_PAUSE * 2 ** repeat * (0.5 + context.random() / 2))
  }
}

function conclude(
  engine: Engine,
  intent: Intent,
  outcome: Exclude<Outcome, { kind: 'not_sent' }>,
  before: Money | null,
  callers: Callers,
): Promise<Purchase> {
  if (outcome.kind === 'confirmed') return confirm(engine, intent, outcome.snapshot, callers)
  if (outcome.kind === 'rejected') return reject(engine, intent, outcome.error)
  return doubt(engine, intent, outcome, before, callers)
}

/** The intent, committed as being sent. Whatever is thrown: nothing was sent, and the ledger is told so. */
async function begin(engine: Engine, intent: Intent, callers: Callers): Promise<Intent> {
  const { context } = engine
  const { store, late, provider } = context
  // With a key another process may have begun the intent: then that it is being sent is true.
  const isOurs = intent.idempotencyKey === null
  const withdraw = async () => {
    const { kind } = await store.transition(intent.id, ['prepared'], { state: 'failed' })
    if (kind === 'passed' && isOurs) await store.transition(intent.id, ['sending'], { state: 'not_sent' })
  }
  let begun: Awaited<ReturnType<typeof passGate>>
  try {
    begun = await passGate(context, intent.id, callers.areWaiting)
  } catch (error) {
    await withdraw().catch(() => late.add(withdraw))
    throw error
  }
  if (begun.kind === 'begun') return begun.intent
  if (begun.kind === 'refused' && begun.intent) throw outcomeUnknown(engine, begun.intent)
  await withdraw().catch(() => late.add(withdraw))
  throw new PurchaseNotSentError('nobody waited for this purchase any more', {
    provider: provider.id,
    operation: 'activations.purchase',
  })
}

async function recordNotSent({ context: { store, late } }: Engine, id: string): Promise<boolean> {
  const write = () => store.transition(id, ['sending'], { state: 'not_sent' })
  try {
    return (await write()).kind === 'moved'
  } catch {
    late.add(write)
    return false
  }
}
