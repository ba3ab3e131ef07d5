import { fiveSim } from '../five-sim.ts'

export const TOKEN = 'eyJhbGciOiJSUzUxMiJ9.eyJzdWIiOjQ3MTF9.c2lnbmF0dXJlLW9mLWEtdGVzdA'

type Scripted = string | Response | Error | ((url: URL) => string | Response)

/** The provider over a host that answers from a script by path, and what it was asked: paths behind `/v1`, with the query. */
export function scripted(answers: Readonly<Record<string, Scripted>> = {}) {
  const asked: string[] = []
  const sent: { readonly url: string; readonly authorization: string | null }[] = []
  const fetch = async (address: string, { headers }: RequestInit) => {
    const url = new URL(address)
    const path = url.pathname.replace('/v1/', '')
    asked.push(path + url.search)
    sent.push({ url: address, authorization: new Headers(headers).get('authorization') })
    const key = Object.keys(answers).find(name => path === name || path.startsWith(`${name}/`))
    const next = key === undefined ? 'order not found' : (answers[key] ?? '')
    if (next instanceof Error) throw next
    const answer = typeof next === 'function' ? next(url) : next
    return typeof answer === 'string' ? new Response(answer) : answer
  }
  return { provider: fiveSim({ apiKey: TOKEN, fetch, requestsPerSecond: 10_000 }), asked, sent }
}

/** A body in the host's form; what is not given is an open number without an SMS. */
export const order = (facts: Readonly<Record<string, unknown>> = {}) => ({
  id: 1090000001,
  phone: '+447700900123',
  operator: 'virtual53',
  product: 'telegram',
  price: 0.3425,
  status: 'PENDING',
  expires: '2026-01-02T03:19:05.123456789Z',
  sms: null,
  created_at: '2026-01-02T03:04:05.123456789Z',
  forwarding: false,
  forwarding_number: '',
  country: 'england',
  ...facts,
})

export const body = (facts?: Readonly<Record<string, unknown>>) => JSON.stringify(order(facts))

export const page = (rows: readonly unknown[] | null) =>
  JSON.stringify({ Data: rows, ProductNames: [], Statuses: [], Total: 999_999 })

export const sms = (facts: Readonly<Record<string, unknown>> = {}) => ({
  created_at: '2026-01-02T03:05:10.5Z',
  date: '2026-01-02T03:05:08Z',
  sender: 'Telegram',
  text: 'Telegram code: 48213',
  code: '48213',
  ...facts,
})
