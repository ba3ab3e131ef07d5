import dns from 'node:dns'
import { readFile } from 'node:fs/promises'
import type { LookupFunction } from 'node:net'
import { vi } from 'vitest'
import { createClient } from '../client/create-client.ts'
import { openFileStore } from '../purchase/file-store/index.ts'
import { type Clock, systemClock } from '../utils/clock.ts'
import { callActivations, callError, callPurchases, leave, listenToClient } from './canary-calls.ts'
import type { CanaryHost, ProviderOptions } from './canary-hosts.ts'
import type { Outcome } from './canary-outcomes.ts'
import { inVirtualTime } from './virtual-time.ts'
import { watchStore } from './watched-store.ts'

/** Short pauses take no time, and long ones never end: a socket answers in its own time, and nobody gives up on it. */
const impatient: Clock = {
  ...systemClock,
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) reject(signal.reason)
      else if (ms < 1_000) resolve()
      else signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
    }),
}

/** Buys over a real connection, and asks for whatever is known of that. The first outcome is that of the purchase. */
export async function buyOverSocket(
  host: CanaryHost,
  options: ProviderOptions,
  file: string,
): Promise<readonly Outcome[]> {
  const heard: Outcome[] = []
  const ledger = await openFileStore(file)
  const { store, lastPurchase } = watchStore(ledger)
  const provider = host.provider({ requestsPerSecond: 10_000, ...options })
  const client = createClient({ provider, store, clock: impatient })
  listenToClient(client, heard)
  const id = `${host.id}:4711`
  const request = { service: 'telegram', country: 'GB' } as const
  const outcomes = await inVirtualTime(async () => {
    const signal = AbortSignal.abort(new Error('enough'))
    const [bought, ...others] = await callActivations(client, request, id)
    const ofError = bought ? await callError(bought, signal) : []
    const ofLedger = await callPurchases(client, { intentId: lastPurchase() ?? 'none', id, signal })
    return [...(bought ? [bought] : []), ...others, ...ofError, ...ofLedger, ...(await leave(client))]
  })
  await ledger.close()
  return [...outcomes, ...heard, { method: 'file', value: await readFile(file, 'utf8') }]
}

/** Every name leads to this machine, but for one that leads nowhere, whose error quotes what it can. Until mocks are restored. */
export function mockNames(nowhere: string): void {
  const lookup: LookupFunction = (name, { all }, callback) => {
    if (name === nowhere) {
      callback(Object.assign(new Error(`getaddrinfo ENOTFOUND ${name}`), { code: 'ENOTFOUND', hostname: name }), '')
    } else callback(null, all ? [{ address: '127.0.0.1', family: 4 }] : '127.0.0.1', 4)
  }
  vi.spyOn(dns, 'lookup').mockImplementation(lookup as typeof dns.lookup)
}
