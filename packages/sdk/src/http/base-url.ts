import { ConfigurationError } from '../errors/access.ts'
import { isLoopback, isReservedAddress } from './addresses.ts'

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

  if (!URL.canParse(input)) {
    throw refuse('baseUrl is not a URL', 'Give a whole one, such as https://hero-sms.com/stubs/handler_api.php.')
  }
  const url = new URL(input)
  const host = url.hostname.replace(/\.$/, '')
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw refuse(`baseUrl has the scheme ${url.protocol}`, 'Use https, or http on loopback.')
  }
  if (url.username || url.password || url.search || url.hash) {
    throw refuse(
      'baseUrl carries a user, a query or a fragment',
      'Give only scheme, host, port and path; the key is an option of its own.',
    )
  }
  if (isLoopback(host)) return url
  if (url.protocol === 'http:') {
    throw refuse(
      `baseUrl would send the key in the clear to ${host}`,
      'Use https; plain http is accepted for loopback only.',
    )
  }
  if (knownHosts.includes(host) && url.port === '') return url
  if (!allowCustomBaseUrl) {
    throw refuse(
      `baseUrl points to ${url.host}, which is not known to belong to ${provider}`,
      'A look-alike host would receive your key. If you mean it, set allowCustomBaseUrl (in the daemon ONESMS_ALLOW_CUSTOM_BASE_URL=1).',
    )
  }
  if (isReservedAddress(host)) {
    throw refuse(
      `baseUrl points to the private or reserved address ${host}`,
      'Use a public host name, or loopback for an emulator.',
    )
  }
  return url
}
