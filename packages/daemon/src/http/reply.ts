// No CORS headers, on purpose: without them no page of another origin reads an answer.
const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'",
  'cross-origin-resource-policy': 'same-origin',
}

/** The headers of every answer: those that protect, then those given. A plain object, which the server writes fastest. */
export function headersWith(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return { ...SECURITY_HEADERS, ...headers }
}

/** An answer as JSON. Not kept by anyone unless the headers say otherwise. */
export function replyJson(
  value: unknown,
  { status = 200, headers }: { readonly status?: number; readonly headers?: Readonly<Record<string, string>> } = {},
): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: headersWith({ 'content-type': 'application/json', 'cache-control': 'no-store', ...headers }),
  })
}
