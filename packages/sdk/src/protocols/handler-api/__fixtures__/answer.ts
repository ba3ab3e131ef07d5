import type { Answer } from '../api.ts'

/** An answer as a reader gets it. */
export function answer(body: string | Uint8Array, facts: Partial<Answer> = {}): Answer {
  return {
    provider: 'hero-sms',
    operation: 'getNumberV2',
    currency: 'USD',
    status: 200,
    at: Date.UTC(2026, 0, 1),
    retryAfter: null,
    excerpt: typeof body === 'string' ? body.slice(0, 200) : '',
    body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
    ...facts,
  }
}

/** What reading it throws. */
export function thrownBy(read: () => unknown): unknown {
  try {
    return { answered: read() }
  } catch (error) {
    return error
  }
}
