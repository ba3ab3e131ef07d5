import type { ActivationObservation, Provider } from '@onesms/sdk'
import { connectionReset } from '../../../../sdk/src/testing/faults/connection-reset.ts'

type Stream = NonNullable<Provider['stream']>
type Batch = Stream extends (call: never) => AsyncIterable<infer B> ? B : never

/** A provider that tells what happens, with an id each, over however many connections; and that can break them. */
export function withNews(base: Provider, streams: boolean) {
  const log: Batch['news'][number][] = []
  const connections = new Set<{ wake(): void; isBroken: boolean }>()
  /** After what each connection went on. */
  const opened: (string | null)[] = []

  const stream: Stream = async function* ({ after, signal }) {
    opened.push(after)
    let sent = after === null ? log.length : Number(after)
    const connection = { wake: () => {}, isBroken: false }
    connections.add(connection)
    signal.addEventListener('abort', () => connection.wake())
    try {
      while (!signal.aborted) {
        const news = log.slice(sent)
        sent = log.length
        yield { cursor: String(sent), news } // without news it is a sign of life
        if (connection.isBroken) throw connectionReset()
        if (sent < log.length) continue
        await new Promise<void>(resolve => {
          connection.wake = resolve
        })
      }
    } finally {
      connections.delete(connection)
    }
  }

  return {
    provider: streams ? { ...base, stream } : base,
    opened,
    open: () => connections.size,
    tell(observation: ActivationObservation): void {
      log.push({ kind: 'activation', observation })
      for (const { wake } of connections) wake()
    },
    /** Signs of life. */
    breathe(): void {
      for (const { wake } of connections) wake()
    },
    /** Cuts every connection; what happens from now on is told to those that come. */
    cut(): void {
      for (const connection of connections) {
        connection.isBroken = true
        connection.wake()
      }
    },
  }
}
