import type { Activation, ActivationEvents } from '../activation/activation.ts'
import type { ActivationsResource } from '../client/activations.ts'
import type { Client } from '../client/create-client.ts'
import type { ClientEvents } from '../client/events.ts'
import type { PurchasesResource } from '../client/purchases.ts'
import type { PurchaseRequest } from '../provider/purchase.ts'
import type { SmsMessage } from '../provider/snapshot.ts'
import { PurchaseUnknownError } from '../purchase/unknown-error.ts'
import { isRecord } from '../utils/record.ts'
import { type Outcome, outcomesOf } from './canary-outcomes.ts'

const WAIT = { timeout: 30_000 }

export const clientEvents = namesOf<keyof ClientEvents>({
  'activation:message': true,
  'activation:settled': true,
  'rental:message': true,
  'rental:settled': true,
  failover: true,
  'purchase:confirmed': true,
  'purchase:unknown': true,
  'purchase:look': true,
  'purchase:resolved': true,
  'purchase:orphan': true,
  'purchase:unwanted': true,
  error: true,
})
export const activationEvents = namesOf<keyof ActivationEvents>({
  message: true,
  status: true,
  settled: true,
  error: true,
})

/** Those of them that no activation makes. */
export const rentalEvents: readonly string[] = ['rental:message', 'rental:settled', 'failover']

/** Notes every event of a client. */
export function listenToClient(client: Client, heard: Outcome[]): void {
  for (const event of clientEvents) {
    client.on(event, note(event, heard))
    client.once(event, note(event, heard))
  }
}

/** Everything a number offers, at once. */
export function callNumber(activation: Activation, heard: Outcome[]): Promise<Outcome[]> {
  const calls: Record<keyof Activation, () => unknown> = {
    on: () => {
      for (const event of activationEvents) {
        activation.on(event, note(`activation ${event}`, heard))
      }
    },
    once: () => {
      for (const event of activationEvents) {
        activation.once(event, note(`activation ${event}`, heard))
      }
    },
    timeLeft: () => activation.timeLeft(),
    untilCancellable: () => activation.untilCancellable(),
    subscribe: () => activation.subscribe(() => heard.push({ method: 'subscribe', value: activation.snapshot })),
    id: () => activation.id,
    phone: () => activation.phone,
    status: () => activation.status,
    snapshot: () => activation.snapshot,
    toJSON: () => activation.toJSON(),
    waitForCode: () => activation.waitForCode(WAIT),
    waitForMessage: () => activation.waitForMessage(WAIT),
    messages: () => allOf(activation.messages(WAIT)),
    refresh: () => activation.refresh(),
    retry: () => activation.retry(),
    complete: () => activation.complete(),
    cancel: () => activation.cancel(),
    report: () => activation.report('no_sms'),
    [Symbol.asyncDispose]: () => activation[Symbol.asyncDispose](),
  }
  return outcomesOf('activation', calls)
}

/** Buys, which is the first outcome, and looks up a number that is there, by its id. */
export function callActivations({ activations }: Client, request: PurchaseRequest, id: string): Promise<Outcome[]> {
  const calls: Record<keyof ActivationsResource, () => unknown> = {
    buy: () => activations.buy(request, { idempotencyKey: 'order-1' }),
    get: () => activations.get(id),
    list: () => activations.list(),
  }
  return outcomesOf('activations', calls)
}

/** Everything the ledger offers about a purchase; `id` is a number it may be given. */
export async function callPurchases(
  { purchases }: Client,
  { intentId, id, signal }: { readonly intentId: string; readonly id: string; readonly signal: AbortSignal },
): Promise<readonly Outcome[]> {
  const calls: Record<keyof PurchasesResource, () => unknown> = {
    open: () => purchases.open(),
    get: () => purchases.get(intentId),
    reconcile: () => purchases.reconcile(intentId, { signal }),
    resolve: () => purchases.resolve(intentId, id),
    orphans: () => purchases.orphans(),
  }
  const outcomes = await outcomesOf('purchases', calls)
  return [...outcomes, ...(await outcomesOf('purchases', { resolve: () => purchases.resolve(intentId, 'none') }))]
}

/** What the error of an unknown purchase finds out; nothing for any other outcome. */
export async function callError({ error }: Outcome, signal: AbortSignal): Promise<readonly Outcome[]> {
  if (!(error instanceof PurchaseUnknownError)) return []
  return outcomesOf('error', { reconcile: () => error.reconcile({ signal }) })
}

/** The doors of a client that lead out. */
export function leave(client: Client): Promise<Outcome[]> {
  type Elsewhere = 'provider' | 'account' | 'catalog' | 'activations' | 'purchases' | 'on' | 'once'
  const calls: Record<Exclude<keyof Client, Elsewhere>, () => unknown> = {
    wake: () => client.wake(),
    close: () => client.close(),
    [Symbol.asyncDispose]: () => client[Symbol.asyncDispose](),
  }
  return outcomesOf('client', calls)
}

export async function allOf(messages: AsyncIterable<SmsMessage>): Promise<SmsMessage[]> {
  const all: SmsMessage[] = []
  for await (const message of messages) all.push(message)
  return all
}

export function namesOf<Name extends string>(table: Readonly<Record<Name, true>>): readonly Name[] {
  return Object.keys(table) as Name[]
}

/** Notes the parts of what an event tells, since many events tell of the same number. */
export function note(method: string, heard: Outcome[]) {
  return (...payloads: readonly unknown[]) => {
    for (const payload of payloads) for (const value of partsOf(payload)) heard.push({ method, value })
  }
}

function partsOf(payload: unknown): readonly unknown[] {
  return isRecord(payload) && Object.getPrototypeOf(payload) === Object.prototype ? Object.values(payload) : [payload]
}
