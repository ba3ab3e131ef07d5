import { ConfigurationError } from '../errors/access.ts'

export interface BaseUrlRules {
  /** Hosts that are known to belong to the provider. */
  readonly knownHosts: readonly string[]
  /** Accept another https host. It receives the key. Default `false`. */
  readonly allowCustomBaseUrl?: boolean | undefined
  /** Id of the provider, for the message. */
  readonly provider: string
}

/**
 * Decides where a key may travel: https to a host of the provider; https elsewhere only when the caller said so, and never
 * to a private, link-local or metadata address; plain http to loopback alone. Throws {@link ConfigurationError} otherwise.
 */
export function checkBaseUrl(input: string, { knownHosts, allowCustomBaseUrl, provider }: BaseUrlRules): URL {
  const refuse = (fact: string, hint: string) =>
    new ConfigurationError(fact, { provider, operation: 'configure', hint })
  const url = URL.canParse(input) ? new URL(input) : null
  if (!url)
    throw refuse('baseUrl is not a URL', 'Give a whole one, such as https://hero-sms.com/stubs/handler_api.php.')
  if (url.username || url.password || url.search || url.hash) {
    throw refuse(
      'baseUrl carries a user, a query or a fragment',
      'Give only scheme, host, port and path; the key is an option of its own.',
    )
  }
  const host = url.hostname.replace(/\.$/, '')
  if (isLoopback(host)) {
    if (url.protocol === 'http:' || url.protocol === 'https:') return url
    throw refuse(`baseUrl has the scheme ${url.protocol}`, 'Use https, or http on loopback.')
  }
  if (url.protocol !== 'https:') {
    throw refuse(
      `baseUrl would send the key in the clear to ${host}`,
      'Use https; plain http is accepted for loopback only.',
    )
  }
  if (knownHosts.includes(host) && (url.port === '' || url.port === '443')) return url
  if (!allowCustomBaseUrl) {
    throw refuse(
      `baseUrl points to ${url.host}, which is not known to belong to ${provider}`,
      'A look-alike host would receive your key. If you mean it, set allowCustomBaseUrl (in the daemon ONESMS_ALLOW_CUSTOM_BASE_URL=1).',
    )
  }
  if (isAddress(host) && !isPublicAddress(host)) {
    throw refuse(
      `baseUrl points to the private or reserved address ${host}`,
      'Use a public host name, or loopback for an emulator.',
    )
  }
  return url
}

// The URL parser has already turned decimal, octal and hexadecimal forms of IPv4 into dotted ones.
function isLoopback(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host)
}

function isAddress(host: string): boolean {
  return host.startsWith('[') || /^\d+\.\d+\.\d+\.\d+$/.test(host)
}

function isPublicAddress(host: string): boolean {
  if (host.startsWith('[')) return /^\[[23][0-9a-f]{3}:/.test(host) && !/^\[2002:|^\[2001:(?:0|db8|10|20):/.test(host) // global unicast, no tunnels
  const [a = 0, b = 0] = host.split('.').map(Number)
  return !(
    a === 0 ||
    a === 10 ||
    a >= 224 ||
    (a === 100 && b >= 64 && b < 128) ||
    (a === 169 && b === 254) ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && (b === 168 || b === 0)) ||
    (a === 198 && (b === 18 || b === 19 || b === 51)) ||
    (a === 203 && b === 0)
  )
}
