export type Shop = 'buy' | 'rentals'

/** Where in the app one is. */
export type Route =
  | { readonly page: Shop; readonly service: string | null; readonly country: string | null }
  | { readonly page: 'number' | 'rented'; readonly id: string }
  | { readonly page: 'history' }

export const HOME: Route = { page: 'buy', service: null, country: null }

/** The route that the part of an address behind the `#` names. What names none is the beginning. */
export function parseRoute(hash: string): Route {
  const [page = '', first = null, second = null] = hash
    .replace(/^#?\/?/, '')
    .split('/')
    .map(decode)
  if (page === 'history') return { page }
  if ((page === 'number' || page === 'rented') && first) return { page, id: first }
  if (page === 'buy' || page === 'rentals') return { page, service: first || null, country: second || null }
  return HOME
}

/** The reverse of {@link parseRoute}. */
export function formatRoute(route: Route): string {
  if (route.page === 'history') return '#/history'
  if ('id' in route) return pathOf(route.page, route.id)
  const { page, service, country } = route
  if (page === 'buy' && service === null) return '#/'
  return pathOf(page, ...[service, service && country].filter(part => part !== null))
}

const pathOf = (...parts: readonly string[]) => `#/${parts.map(encodeURIComponent).join('/')}`

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
