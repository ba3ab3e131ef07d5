/** Whether a method changes nothing. */
export const isSafe = ({ method }: Request): boolean => method === 'GET' || method === 'HEAD'

/**
 * Whether a browser says that a page of the host that is asked has asked. The scheme is not compared: behind a proxy that
 * ends TLS a request arrives as plain HTTP.
 */
export function isSameHost({ url, headers }: Request): boolean {
  const site = headers.get('sec-fetch-site')
  if (site !== null && site !== 'same-origin') return false
  const [, host] = /^https?:\/\/([^/]+)$/i.exec(headers.get('origin') ?? '') ?? []
  return host !== undefined && host.toLowerCase() === new URL(url).host
}
