import type { AvailabilityQuery, Client, OfferQuery } from '@onesms/sdk'

const scopes = new WeakMap<Client, string>()
const counts = new Map<string, number>()

/**
 * What sets the answers of one client apart from those of another: two clients may be of two accounts, and none is shown what
 * the other was told. The first one of a provider has the provider's id, so that what a server has read is found in the page;
 * on a server, where every request has a client and a cache of its own, each of them has.
 */
function scopeOf(client: Client): string {
  const { id } = client.provider
  if (typeof document === 'undefined') return id
  const count = counts.get(id) ?? 1
  const scope = scopes.get(client) ?? (count > 1 ? `${id} ${count}` : id)
  if (!scopes.has(client)) counts.set(id, count + 1)
  scopes.set(client, scope)
  return scope
}

/** Under what the answers of a client are kept: to invalidate, to prefetch, to look at. Each begins with `keys.all(client)`. */
export const keys = {
  /** Of everything of this client. */
  all: (client: Client) => ['onesms', scopeOf(client)] as const,
  /** Of its services. */
  services: (client: Client) => [...keys.all(client), 'services'] as const,
  /** Of its countries. */
  countries: (client: Client) => [...keys.all(client), 'countries'] as const,
  /** Of what it is offered. */
  offers: (client: Client, query: OfferQuery) => [...keys.all(client), 'offers', query] as const,
  /** Of what is sold at this moment. */
  availability: (client: Client, query: AvailabilityQuery) => [...keys.all(client), 'availability', query] as const,
  /** Of its balance. */
  balance: (client: Client) => [...keys.all(client), 'balance'] as const,
}
