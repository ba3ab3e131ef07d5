import type { AccountMode } from '../api.ts'
import type { IntentStore } from '../store.ts'
import type { Sale, VirtualAccount } from './virtual-account.ts'

/** What the provider's ledger says of ours, when all is over. Each list must be empty. */
export interface Verdict {
  /** Charged, and in no ledger. */
  readonly lost: readonly Sale[]
  /** Charged and known, and no caller got it. */
  readonly overBought: readonly Sale[]
  /** Its own buyer was told, and it went to another. */
  readonly stolen: readonly Sale[]
  /** Somebody else bought it, and a purchase of ours owns it, or it was given back. */
  readonly takenFromOthers: readonly Sale[]
}

/** `delivered`: the numbers that callers got. */
export async function judge(
  { provider, sales }: VirtualAccount,
  store: IntentStore,
  delivered: ReadonlySet<string>,
  mode: AccountMode,
): Promise<Verdict> {
  const owners = await store.owners(provider.id, [...sales.keys()])
  const open = await store.list(provider.id, 'open')
  const orphans = new Set((await store.list(provider.id, 'orphan')).map(({ activationId }) => activationId))
  const ours = [...sales.values()].filter(({ intentId }) => intentId !== null)
  const theirs = [...sales.values()].filter(({ intentId }) => intentId === null)
  const charged = ours.filter(({ isCharged }) => isCharged)
  // On a shared account a number may stand beside the open purchases that may have bought it, for a person to decide.
  const isUpToPeople = ({ snapshot: { id, service } }: Sale) =>
    orphans.has(id) || open.some(({ targets }) => targets.some(target => target.service === service.nativeId))
  return {
    lost: charged.filter(sale => !owners.has(sale.snapshot.id) && !(mode === 'shared' && isUpToPeople(sale))),
    overBought: charged.filter(
      ({ snapshot: { id } }) => owners.has(id) && !delivered.has(id) && !(mode === 'shared' && orphans.has(id)),
    ),
    stolen: ours.filter(
      ({ snapshot: { id }, isAnswered, intentId }) =>
        isAnswered && !orphans.has(id) && owners.has(id) && owners.get(id) !== intentId,
    ),
    takenFromOthers: theirs.filter(
      ({ snapshot: { id }, isCharged }) => !isCharged || (owners.has(id) && !orphans.has(id)),
    ),
  }
}
