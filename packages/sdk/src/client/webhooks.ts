import type { Watcher } from '../activation/followed.ts'
import { isSettled } from '../activation/status.ts'
import { OneSmsError } from '../errors/base.ts'
import { cannot } from '../errors/cannot.ts'
import type { RentalStatus } from '../provider/rental-snapshot.ts'
import type { ActivationStatus, ObservedMessage } from '../provider/snapshot.ts'
import type { WebhookNotice, WebhooksFacet } from '../provider/webhooks.ts'
import type { Clock } from '../utils/clock.ts'
import { createRecent } from '../utils/recent.ts'

/** Calls of the provider to us. */
export interface WebhooksResource {
  /**
   * Answers a call of the provider, at the latest after two seconds: 200 when it was read, whatever it says and whether or
   * not the number is ours; 400 when it was not; 405 for what is no POST; 503 when the ledger could not be asked.
   *
   * What is not signed is never believed: it makes the number be looked at now, within the pace the provider advises.
   */
  receive(request: Request): Promise<Response>
}

/** A number a notice can be about. */
export interface Notified {
  readonly id: string
  readonly snapshot: { readonly status: ActivationStatus | RentalStatus }
  poke(): Promise<void>
  hear(message: ObservedMessage): void
  observe(watcher: Watcher): () => void
}

export interface WebhooksContext {
  readonly provider: { readonly id: string; readonly webhooks?: WebhooksFacet }
  readonly clock: Clock
  /** The live numbers of an id that is followed here, or stands in the ledger. Asks no provider. */
  find(id: string): Promise<readonly Notified[]>
  onError(error: unknown): void
}

/** Providers want their answer within three seconds. */
const PATIENCE = 2_000
const MEMORY = 1_000

export function createWebhooksResource({ provider, clock, find, onError }: WebhooksContext): WebhooksResource {
  const facet = provider.webhooks
  if (!facet) throw cannot(provider.id, 'webhooks.receive', 'has no webhooks')
  const seen = createRecent<true>(MEMORY)
  const inWork = new Set<string>()
  /** Held until they end, so that what was told of them is known when the next notice comes. */
  const held = createRecent<Notified>(MEMORY)

  /** Does what a notice asks for. Answers the looks that it brought. */
  async function note({ id, isProven, message, fingerprint }: WebhookNotice): Promise<readonly Promise<void>[]> {
    const key = JSON.stringify([id, isProven, fingerprint])
    if (seen.has(key) || inWork.has(key)) return []
    inWork.add(key)
    try {
      const numbers = await find(id)
      if (numbers.length > 0) seen.set(key, true) // what names nobody's number drives out nothing
      for (const number of numbers) hold(number)
      if (!isProven || message === null) return numbers.map(number => number.poke())
      for (const number of numbers) number.hear(message)
      return []
    } finally {
      inWork.delete(key)
    }
  }

  function hold(number: Notified): void {
    if (held.has(number.id) || isSettled(number.snapshot)) return
    held.set(number.id, number)
    const stop = number.observe({
      change() {
        if (!isSettled(number.snapshot)) return
        stop()
        held.delete(number.id)
      },
    })
  }

  /** Resolves when all have, or after some time. */
  async function soon(looks: readonly Promise<void>[]): Promise<void> {
    if (looks.length === 0) return
    const over = new AbortController()
    await Promise.race([Promise.all(looks), clock.sleep(PATIENCE, over.signal).catch(() => {})])
    over.abort()
  }

  return {
    async receive(request) {
      if (request.method !== 'POST') return new Response(null, { status: 405, headers: { allow: 'POST' } })
      let notices: readonly WebhookNotice[]
      try {
        notices = await facet.receive(request)
      } catch (error) {
        if (OneSmsError.is(error) && error.code === 'webhook') return new Response(null, { status: 400 })
        throw error
      }
      try {
        await soon((await Promise.all(notices.map(note))).flat())
        return new Response(null, { status: 200 })
      } catch (error) {
        onError(error)
        return new Response(null, { status: 503 }) // it is delivered again
      }
    },
  }
}
