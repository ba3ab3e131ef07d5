import type { Activation, Client, Rental } from '@onesms/sdk'
import type { Accounts } from '../accounts/accounts.ts'
import type { Database } from '../db/tables.ts'
import { createLeaseLoop } from '../scheduler/lease-loop.ts'
import { type Clock, systemClock } from '../tracking/clock.ts'
import { createSnapshotWriter } from '../tracking/snapshot-writer.ts'
import { type CallOutcome, type CallsOf, endCall, takeCalls, type WaitingCall } from './inbox.ts'
import { lookInto } from './look-into.ts'
import { parkFor } from './park.ts'

/** Looks into the calls that came in; of several processes one does. */
export interface WebhookWorker {
  start(): void
  /** A call was stored: where this process does the work, it does so at once. */
  wake(): void
  /** Ends, and writes down what was seen last. */
  stop(): Promise<void>
}

export interface WebhookWorkerOptions {
  readonly database: Database
  readonly accounts: Accounts
  /** Names this process in the lease. */
  readonly holder: string
  readonly onError: (error: unknown) => void
  /** Told how each call ended. */
  readonly onHandled?: ((account: string, outcome: CallOutcome) => void) | undefined
  /** Default: the system's. */
  readonly clock?: Clock
}

const AT_ONCE = 20
const MOST_POKED = 1_000

/**
 * The client of the process that has the lease looks at the number, and what it sees is written down here, whichever
 * process follows the number: what is known is merged, so it does not matter who looks. One lease for the calls of each
 * account, so that a provider which does not answer holds up no other, and no message from process to process.
 */
export function createWebhookWorker(options: WebhookWorkerOptions): WebhookWorker {
  const { database, accounts, holder, onError, onHandled, clock = systemClock } = options
  const writer = createSnapshotWriter({ database, clock, source: 'webhook', onError, onWritten: () => {} })
  const poked = new Set<string>()
  const listening = [...accounts.values()].flatMap(({ client }) => listen(client))

  /** Listening to a client has no number asked about. */
  function listen({ on }: Client): readonly (() => void)[] {
    const note = (number: Activation | Rental) => void (poked.has(number.id) && writer.add(number))
    return [
      on('activation:message', ({ activation }) => note(activation)),
      on('activation:settled', ({ activation }) => note(activation)),
      on('rental:message', ({ rental }) => note(rental)),
      on('rental:settled', ({ rental }) => note(rental)),
    ]
  }

  function onPoke(ids: readonly string[]): void {
    for (const id of ids) {
      poked.delete(id)
      poked.add(id)
    }
    for (const id of poked) {
      if (poked.size <= MOST_POKED) break
      poked.delete(id) // those poked longest ago: others follow them still
    }
  }

  async function handle(call: WaitingCall): Promise<void> {
    const account = accounts.get(call.account)
    const outcome = account ? await outcomeOf(call, { database, account, onPoke }) : null
    const retryAfter = outcome === null || outcome === 'failed' ? parkFor(call.attempts) : null
    if (retryAfter !== null) return endCall(database, call.id, { retryAfter })
    const end = outcome ?? 'unmatched'
    await endCall(database, call.id, end)
    onHandled?.(call.account, end)
  }

  async function outcomeOf(...args: Parameters<typeof lookInto>): Promise<CallOutcome | null> {
    try {
      return await lookInto(...args)
    } catch (error) {
      onError(error)
      return 'failed'
    }
  }

  const loopOf = (name: string, whose: CallsOf) =>
    createLeaseLoop({
      database,
      holder,
      onError,
      clock,
      name,
      async round() {
        const calls = await takeCalls(database, AT_ONCE, whose)
        await Promise.all(calls.map(handle))
        return calls.length === AT_ONCE
      },
    })
  const known = [...accounts.keys()]
  const loops = [
    ...known.map(account => loopOf(`webhooks-in:${account}`, { account })),
    loopOf('webhooks-in', { others: known }),
  ]
  return {
    start() {
      for (const loop of loops) loop.start()
    },
    wake() {
      for (const loop of loops) loop.wake()
    },
    async stop() {
      await Promise.all(loops.map(loop => loop.stop()))
      for (const stop of listening) stop()
      await writer.close()
    },
  }
}
