import { type Reply, text } from '../../reply.ts'
import type { Refusal } from '../orders/purchase.ts'

/** The one refusal that comes with 200. */
export const noFreePhones = text('no free phones')

/** Refusals are plain text with 400. */
export const bad = (words: string, status = 400) => text(words, status)

export const refusal = ({ refused }: Refusal) => (refused === 'no free phones' ? noFreePhones : bad(refused))

export const orderNotFound = (status: 400 | 404) => bad('order not found', status)

export const tooManyRequests = text('api limit is 100 requests per second', 429)

export const LOST = '/404.html'

/** Where a path leads that no route has. */
export const lost: Reply = {
  status: 302,
  headers: { location: LOST, 'content-type': 'text/html; charset=utf-8' },
  body: '<a href="/404.html">Found</a>.\n\n',
}

/** A wrong key gets no word. */
export const unauthorized: Reply = { status: 401, headers: {}, body: '' }
