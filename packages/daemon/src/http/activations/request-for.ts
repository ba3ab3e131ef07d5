import { nearest } from '@onesms/sdk/catalog'
import type { Account, Accounts } from '../../accounts/accounts.ts'
import { type Asked, keepPurchaseRequest, type PurchaseRequestRow } from '../../db/store/purchases/requests.ts'
import { forbiddenPart } from '../../purchase/allowed.ts'
import { microsOf } from '../../purchase/amounts.ts'
import { capOf, type PurchasePolicy } from '../../purchase/policy.ts'
import { Problem } from '../problem.ts'
import { unknownReference } from '../unknown-reference.ts'
import type { Buyer, DeskContext } from './desk-terms.ts'
import type { Order } from './order.ts'

/**
 * What is to be carried out for an order, and where, if it may be. The first request with a key decides on provider and cap;
 * what may be bought, and by which token, is looked at each time.
 *
 * @param earlier What the key stands for already; `null`: nothing yet.
 * @throws {@link Problem}; the provider's errors about names that nobody knows.
 */
export async function requestFor(
  { database, gate, accounts, purchase: policy }: DeskContext,
  { subject, key, session, requestId, fingerprint }: Buyer & { readonly fingerprint: string },
  { kind, provider, asked, maxPrice }: Order,
  earlier: PurchaseRequestRow | null,
): Promise<{ readonly account: Account; readonly row: PurchaseRequestRow }> {
  if (!policy.enabled) {
    throw new Problem({ code: 'purchase_disabled', detail: 'Purchases are not enabled here; see purchase.enabled.' })
  }
  const account = choose(accounts, earlier?.account ?? provider)
  const { currency } = account.provider
  const cap = capOf(policy, kind, currency, maxPrice)
  if (cap === null) throw notSold(kind, currency, policy)
  if (earlier && microsOf(earlier.maxPrice) > microsOf(cap)) throw lowered(cap)
  checkLists(policy, account, asked)
  const draft = { subject, key, fingerprint, account: account.id, kind, asked, maxPrice: cap, session, requestId }
  const row = await gate(() => keepPurchaseRequest(database, earlier ? { ...earlier, session, requestId } : draft))
  // Where another process was faster it may have chosen, by a configuration of its own, another provider.
  return { account: choose(accounts, row.account), row }
}

function choose(accounts: Accounts, provider: string | null): Account {
  const ids = [...accounts.keys()]
  if (provider === null && ids.length > 1) {
    throw new Problem({
      code: 'missing_parameter',
      field: 'provider',
      suggestions: ids,
      detail: `Several providers are configured, so say which: ${ids.join(', ')}.`,
    })
  }
  const account = accounts.get(provider ?? ids[0] ?? '')
  if (account) return account
  if (provider !== null) throw unknownReference('provider', provider, nearest(provider, ids))
  throw new Problem({ code: 'not_allowed', detail: 'No provider is configured.' })
}

/** A rental that is extended was let pass when it was rented. */
function checkLists(policy: PurchasePolicy, { provider }: Account, asked: Asked): void {
  if ('rental' in asked) return
  const { hours, ...wanted } = asked
  const part = forbiddenPart(policy, wanted, named => {
    const request = { ...wanted, ...named }
    if (hours === undefined) return provider.activations.targets(request)
    return provider.rentals?.targets({ ...request, duration: { hours } }) ?? []
  })
  if (part === null) return
  throw new Problem({
    code: 'not_allowed',
    field: part,
    detail: `The ${part} ${JSON.stringify(wanted[part])} is not on the list of what may be bought.`,
  })
}

const lowered = (cap: string) =>
  new Problem({
    code: 'not_allowed',
    detail: `The cap was lowered to ${cap} since this key was used first. Choose a new key.`,
  })

function notSold(kind: Order['kind'], currency: string, { rentals }: PurchasePolicy): Problem {
  const isAny = kind === 'activation' || rentals !== null
  const path = kind === 'activation' ? 'purchase.maxPrice' : 'purchase.rentals.maxPrice'
  return new Problem({
    code: 'not_allowed',
    detail: isAny ? `No cap is named in ${currency}; see ${path}.` : 'Rentals are not sold here; see purchase.rentals.',
  })
}
