import type { Provider } from '../../provider/provider.ts'
import type { ProviderTraits } from '../../provider/traits.ts'
import type { Clock } from '../../utils/clock.ts'
import type { AccountMode, Purchases, PurchasesOptions } from '../api.ts'
import { createPurchases } from '../purchases.ts'
import type { IntentStore } from '../store.ts'
import { type AccountOptions, createVirtualAccount, type FaultMix, type VirtualAccount } from './virtual-account.ts'

/** What is played, and with which parts. The parts are replaced to show that each protection is needed. */
export interface Scenario {
  readonly seed: number
  readonly buys: number
  readonly callers: number
  /** Processes the callers are spread over; they share the ledger. */
  readonly processes: number
  /** How many different things are bought. */
  readonly keys: number
  /** Share of buys during which their process dies. */
  readonly deaths: number
  readonly mode: AccountMode
  /** How many numbers somebody else buys on the same account meanwhile. */
  readonly foreignBuys: number
  readonly mix: FaultMix
  readonly lag: number
  readonly outages: boolean
  /** What the provider does. */
  readonly traits: ProviderTraits
  readonly open: (options: AccountOptions) => VirtualAccount
  readonly build: (options: PurchasesOptions) => Purchases
  readonly wrapProvider: (provider: Provider, clock: Clock) => Provider
  readonly wrapStore: (store: IntentStore) => IntentStore
}

/** 30 % of the purchases meet with a fault. */
const MIX: FaultMix = {
  lostAfterCommit: 0.08,
  lostBeforeCommit: 0.04,
  lateCommit: 0.04,
  brokenAfterCommit: 0.04,
  brokenBeforeCommit: 0.04,
  notSent: 0.03,
  doubled: 0.03,
  refused: 0.05,
}

/** A horizon of 45 s. */
export const TRAITS: ProviderTraits = {
  operatorChoice: false,
  priceCap: true,
  honoursReference: 'none',
  openList: 'complete',
  listLag: 2_500,
  latestCommit: 25_000,
  purchaseTimeout: 15_000,
  lifetime: 20 * 60_000,
  completion: 'explicit',
  retry: false,
  cancelAfter: 60_000,
  pollInterval: 5_000,
  requestsPerSecond: null,
}

const STORM: Scenario = {
  seed: 1,
  buys: 5_000,
  callers: 64,
  processes: 8,
  keys: 400,
  deaths: 0.01,
  mode: 'exclusive',
  foreignBuys: 0,
  mix: MIX,
  lag: 2_000,
  outages: false,
  traits: TRAITS,
  open: createVirtualAccount,
  build: createPurchases,
  wrapProvider: provider => provider,
  wrapStore: store => store,
}

/** The storm of faults in which nothing may get lost, with whatever is to be different. */
export function storm(differences: Partial<Scenario>): Scenario {
  return { ...STORM, ...differences }
}
