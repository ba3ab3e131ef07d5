const urlOf = (key: string) =>
  `https://host.test/stubs/handler_api.php?${new URLSearchParams({ action: 'getPrices', api_key: key })}`

/** What an answer of any host may repeat of a request: its address and its headers, whole, cut and encoded. */
export function echoesOf(key: string): readonly string[] {
  const [url, header] = [urlOf(key), `Bearer ${key}`]
  const page = (text: string) => `<html><body>Cannot GET ${text}</body></html>`
  return [
    key,
    url,
    header,
    page(url),
    page(encodeURIComponent(url)),
    page(`authorization: ${header}`),
    btoa(url),
    btoa(`x${url}`),
    btoa(`xy${url}`),
    btoa(header),
    page(btoa(url)),
    `BAD_KEY:${key}`,
    `${key}:BAD_KEY`,
    `NO_${key}`,
    `ACCESS_BALANCE:${key}`,
    `BANNED:'${key}'`,
    `WRONG_MAX_PRICE:${key}`,
    JSON.stringify(url),
    JSON.stringify({ error: url }),
    JSON.stringify({ headers: { authorization: header } }),
    JSON.stringify({ title: key, details: url, info: { field: key, message: url } }),
    JSON.stringify({ status: 'error', message: url, errorMsg: key }),
    JSON.stringify({ title: 'BANNED', details: url, info: { banned_until: url } }),
    ...Array.from({ length: 16 }, (_, cut) => `${'.'.repeat(190)}${key.slice(cut)}`),
  ]
}

/** Answers about a number in which a request is repeated, in the words of one protocol or the other. */
export function echoesInNumbers(key: string): readonly string[] {
  const url = urlOf(key)
  const order = {
    id: 4711,
    phone: '+447700900123',
    operator: 'any',
    product: 'telegram',
    price: 1,
    status: 'RECEIVED',
    created_at: '2026-01-01T00:00:00Z',
    expires: '2026-01-01T00:15:00Z',
    country: 'england',
    sms: [],
  }
  const orders = [
    { ...order, id: url },
    { ...order, phone: url },
    { ...order, operator: key, product: key, country: key },
    { ...order, status: key },
    { ...order, price: key, created_at: key, expires: url },
    { ...order, sms: [{ id: key, created_at: key, date: key, sender: key, text: url, code: key }] },
  ]
  return [
    `ACCESS_NUMBER:4711:${key}`,
    `ACCESS_NUMBER:${key}:447700900123`,
    `NO_NUMBERS:${url}`,
    `STATUS_CANCEL:${url}`,
    `STATUS_OK:${key}`,
    JSON.stringify({ activationId: '4711', phoneNumber: url, activationCost: key }),
    JSON.stringify({ activationId: url, phoneNumber: '447700900123', activationOperator: 'any' }),
    JSON.stringify({ activationId: '4711', phoneNumber: '447700900123', activationOperator: key }),
    JSON.stringify({ verificationType: 0, sms: { code: key, text: url } }),
    ...orders.flatMap(one => [JSON.stringify(one), JSON.stringify({ Data: [one], Total: 1 })]),
  ]
}

/** What a failure of `fetch` may quote, and how it may be dressed. */
export const failuresOf = (key: string): readonly ((said: string) => unknown)[] => [
  said => new TypeError(`Failed to parse URL from ${said}`),
  said => {
    const cause = Object.assign(new Error(`connect ECONNREFUSED ${said}`), { code: 'ECONNREFUSED' })
    return new TypeError('fetch failed', { cause })
  },
  said =>
    Object.assign(new Error(said), {
      code: key,
      request: said,
      options: { query: { api_key: key } },
      config: { said },
    }),
  () => Object.assign(new Error('failed'), { request: { headers: new Headers({ authorization: `Bearer ${key}` }) } }),
  said => new DOMException(`aborted ${said}`, 'AbortError'),
  said => new AggregateError([new Error(said)], said, { cause: new Error(said) }),
  said => `text ${said}`,
  said => ({ message: said, toString: () => said }),
  said => {
    try {
      return new URL(`//${said}`)
    } catch (error) {
      return error // its `input` is what was said
    }
  },
]

/** Everything of a request in one line. */
export const quote = (url: string, { headers }: RequestInit): string =>
  `${url} ${JSON.stringify(Object.fromEntries(new Headers(headers)))}`
