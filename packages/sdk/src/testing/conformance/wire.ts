import type { FetchLike } from '../../http/exchange.ts'
import { connectionReset } from '../faults/connection-reset.ts'
import type { EmulatedVendor, VendorBooks } from './vendor.ts'

/** What happens to one request in place of its usual way; `send` brings it to the vendor. */
export type Fault = (
  send: () => Promise<Response>,
  request: { readonly url: string; readonly init: RequestInit },
) => Promise<Response>

/** The way between a provider and its vendor, on which everything is seen and anything may happen. */
export interface Wire {
  readonly fetch: FetchLike
  /** Requests so far. */
  readonly count: number
  /** How many sales each of them made, in the order in which they were sent. */
  readonly sales: readonly number[]
  /** What the first request that sold something asked for; `null` as long as none has. */
  readonly order: string | null
  /** Every request from now on meets this fault; `null` for none. */
  fault: Fault | null
}

export function createWire(vendor: EmulatedVendor): Wire {
  const sales: number[] = []
  const wire = {
    sales,
    order: null as string | null,
    fault: null as Fault | null,
    get count() {
      return sales.length
    },
    fetch: async (url: string, init: RequestInit) => {
      const index = sales.push(0) - 1
      const send = async () => {
        const before = salesIn(vendor.ledger)
        const response = await vendor.fetch(url, init)
        sales[index] = salesIn(vendor.ledger) - before
        if (sales[index]) wire.order ??= wordsOf(url, init)
        return response
      }
      return wire.fault ? wire.fault(send, { url, init }) : send()
    },
  }
  return wire
}

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi

/** What a request asks for, references of ours left out: the same for the same purchase. */
export const wordsOf = (url: string, { method = 'GET', body }: RequestInit): string =>
  `${method} ${url} ${typeof body === 'string' ? body : ''}`.replaceAll(UUID, '')

/** Whatever was ever charged for. */
export function salesIn({ activations, rentals }: VendorBooks): number {
  const rented = rentals?.() ?? []
  return activations().length + rented.length + rented.reduce((sum, { extensions }) => sum + extensions.length, 0)
}

/** An answer in place of the vendor's, made from its own. */
export type Spoil = (response: Response) => Response | Promise<Response>

const page = (title: string, status: number) =>
  new Response(`<!DOCTYPE html>\n<html><head><title>${title}</title></head><body>${title}</body></html>`, {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8' },
  })
const plain = (body: string) => () => new Response(body, { headers: { 'content-type': 'application/json' } })

/** How the answer to a purchase is lost after the vendor has sold: name, with the ids of what it shows → the fault. */
export const lostAnswers: Readonly<Record<string, Spoil>> = {
  'P01 the connection is cut': () => Promise.reject(connectionReset()),
  'P12 the connection is cut in the middle of the answer': async response => {
    const bytes = new Uint8Array(await response.arrayBuffer())
    const half = bytes.subarray(0, Math.floor(bytes.length / 2))
    let isSent = false
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (isSent || half.length === 0) return controller.error(connectionReset())
        isSent = true
        controller.enqueue(half)
      },
    })
    return new Response(body, { status: response.status, headers: response.headers })
  },
  'P12 half of the answer': async response => {
    const text = await response.text()
    return new Response(text.slice(0, Math.floor(text.length / 2)), { status: response.status })
  },
  'P07 a page of status 502': () => page('Bad Gateway', 502),
  'P07 a page of status 503': () => page('Service Unavailable', 503),
  'P09 a page of status 200': () => page('Please sign in', 200),
  'P10 an empty answer': plain(''),
  'P10 null': plain('null'),
  'P10 an empty list': plain('[]'),
  'P10 an empty object': plain('{}'),
  'P20 a word nobody knows': plain('ORDER_QUEUED'),
  'P20 an object nobody knows': plain('{"status":"queued"}'),
  'T06 a redirect': () => new Response(null, { status: 302, headers: { location: 'https://elsewhere.invalid/' } }),
}

/** Spoils the answer of whatever has sold something, and nothing else. */
export const afterSale =
  (vendor: EmulatedVendor, spoil: Spoil): Fault =>
  async send => {
    const before = salesIn(vendor.ledger)
    const response = await send()
    return salesIn(vendor.ledger) > before ? spoil(response) : response
  }

/** Meets the requests alone that ask for this. */
export const onlyOrders =
  (order: string, fault: Fault): Fault =>
  (send, request) =>
    wordsOf(request.url, request.init) === order ? fault(send, request) : send()

/** Nobody listens at the vendor's address: a failure that proves that nothing was sent. */
export const refused: Fault = async () => {
  throw new TypeError('fetch failed', {
    cause: Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED', syscall: 'connect' }),
  })
}

/** Requests that are on their way until somebody decides what becomes of them. */
export function createHold() {
  const held: { readonly send: () => Promise<Response>; settle(answer: Promise<Response>): void }[] = []
  const fault: Fault = (send, { init: { signal } }) =>
    new Promise((resolve, reject) => {
      held.push({ send, settle: answer => answer.then(resolve, reject) })
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
    })
  return {
    fault,
    get count() {
      return held.length
    },
    /** The oldest one is cut off: its sender learns nothing. What is returned still brings it to the vendor. */
    cut(): () => Promise<Response> {
      const [oldest] = held.splice(0, 1)
      if (!oldest) throw new Error('no request is on its way')
      oldest.settle(Promise.reject(connectionReset()))
      return oldest.send
    },
    /** The oldest one arrives and is answered. */
    release(): void {
      const [oldest] = held.splice(0, 1)
      oldest?.settle(oldest.send())
    },
  }
}

/** Requests arrive, and their answers do not. */
export const connectionCut: Fault = async send => {
  await send()
  throw connectionReset()
}
