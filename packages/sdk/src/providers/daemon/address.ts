import { ConfigurationError } from '../../errors/access.ts'
import { isLoopback } from '../../http/addresses.ts'

/**
 * Where a daemon is: https, or http on this machine, or in a page a path of its own origin, such as `/api/onesms`.
 * @throws {@link ConfigurationError} for an address that would send the token in the clear, or is none.
 */
export function checkAddress(input: string, provider: string): URL {
  const refuse = (fact: string, hint: string) =>
    new ConfigurationError(fact, { provider, operation: 'configure', hint })
  const { location } = globalThis as { readonly location?: { readonly href?: string } }
  const isPath = /^\/(?![/\\])/.test(input)
  const base = isPath ? location?.href : undefined
  if (!URL.canParse(input, base)) {
    const hint = 'Give a whole one, such as https://onesms.example.com, or in a page a path such as /api/onesms.'
    throw refuse('url is not a URL', hint)
  }
  const url = new URL(input, base)
  if (url.username || url.password || url.search || url.hash) {
    throw refuse('url carries a user, a query or a fragment', 'Give only scheme, host, port and path.')
  }
  // The page itself came over this origin; what it came over in the clear has nothing to hide from it.
  if (isPath || url.protocol === 'https:') return url
  if (url.protocol === 'http:' && isLoopback(url.hostname)) return url
  throw refuse(`url would send the token in the clear to ${url.host}`, 'Use https; plain http is for loopback only.')
}
