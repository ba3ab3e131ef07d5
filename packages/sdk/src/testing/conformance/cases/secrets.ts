import { isTrue } from '../assert.ts'
import { KEY, orderOf } from '../scene.ts'
import { afterSale, connectionCut, type Fault, lostAnswers, refused } from '../wire.ts'
import type { CaseOf } from './case.ts'

/** An answer, or a failure of `fetch` itself, that repeats all that was sent. */
const echoes: Readonly<Record<string, Fault>> = {
  'an answer': async (_, request) => new Response(JSON.stringify({ error: sentIn(request) })),
  'a page of status 502': async (_, request) => new Response(`<html>${sentIn(request)}</html>`, { status: 502 }),
  'an answer of status 403': async (_, request) => new Response(sentIn(request), { status: 403 }),
  'a redirect': async (_, request) => new Response(null, { status: 302, headers: { location: request.url } }),
  'a failure of fetch': async (_, request) => {
    throw new TypeError(`fetch failed: ${sentIn(request)}`, { cause: new Error(request.url) })
  },
}

export const secretCases: readonly CaseOf[] = [
  {
    name: 'T01 the key is in no error, whatever repeats it',
    run: async ({ provider, wire, buy, vendor, suite }) => {
      const { id } = await buy()
      const { activations } = provider
      const call = {}
      // Reads are repeated, and a repetition waits in real time: what is sent once meets every fault, reads those alone
      // that end them at once.
      const sentOnce = [() => activations.purchase(orderOf(suite), call), () => activations.cancel(id, call)]
      const reads = [() => provider.account.balance(call), () => activations.fetch(id, call)]
      const spoiled = Object.values(lostAnswers).map(spoil => afterSale(vendor, spoil))
      for (const fault of [...Object.values(echoes), ...spoiled, connectionCut, refused]) {
        wire.fault = fault
        const isFinal = fault === echoes['a redirect']
        for (const ask of [...sentOnce, ...(isFinal ? reads : [])]) {
          const outcome = await ask().catch((error: unknown) => error)
          isTrue(!textOf(outcome).includes(KEY), `the key is not in ${textOf(outcome).replaceAll(KEY, '<key>')}`)
        }
      }
    },
  },
]

function sentIn({ url, init }: Parameters<Fault>[1]): string {
  const headers = [...new Headers(init.headers)].map(pair => pair.join(': '))
  return [url, ...headers, typeof init.body === 'string' ? init.body : ''].join('\n')
}

/** All that somebody could log of it. */
function textOf(value: unknown): string {
  if (!(value instanceof Error)) return String(JSON.stringify(value))
  const fields = Object.entries(value).map(([name, field]) =>
    field instanceof Error ? textOf(field) : `${name}: ${JSON.stringify(field)}`,
  )
  const cause = value.cause === undefined ? '' : textOf(value.cause)
  return [value.message, value.stack ?? '', JSON.stringify(value), ...fields, cause].join('\n')
}
