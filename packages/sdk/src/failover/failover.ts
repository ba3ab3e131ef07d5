import { ConfigurationError } from '../errors/access.ts'
import type { ProviderEvents } from '../provider/events.ts'
import type { Provider } from '../provider/provider.ts'
import type { RentalsFacet } from '../provider/rentals.ts'
import type { WebhooksFacet } from '../provider/webhooks.ts'
import { type Clock, systemClock } from '../utils/clock.ts'
import { warn } from '../utils/warn.ts'
import { createAccount } from './account.ts'
import { createActivations } from './activations.ts'
import { createCatalog } from './catalog.ts'
import { checkMembers } from './check-members.ts'
import { createOutcomeOf } from './outcome-of.ts'
import { createOutcomeWatch } from './outcome-watch.ts'
import { createOutcomeMemory, type OutcomeStore } from './outcomes.ts'
import type { FailoverParts } from './parts.ts'
import { type FailoverStrategy, strategies } from './rank.ts'
import { createConvert, type Rates } from './rates.ts'
import { createRentals } from './rentals.ts'
import { createRoutes } from './routes.ts'
import { worstOf } from './traits.ts'
import { createWebhooks } from './webhooks.ts'

/** How several providers are made one. */
export interface FailoverOptions {
  /** Who is asked first. Default: `order`, as they are given. */
  readonly strategy?: FailoverStrategy
  /** What currencies are worth in each other. `cheapest` over accounts of different currencies needs it, and so does a cap. */
  readonly rates?: Rates
  /** ISO 4217, of `maxPrice` and of the balance. Default: that of the first provider. */
  readonly currency?: string
  /** Tells it from others that providers are made of. Default: `failover`. No number's id begins with it. */
  readonly id?: string
  /** Where `success` remembers what came of numbers. Default: in memory. */
  readonly outcomes?: OutcomeStore
  /** Default: the time of this machine. */
  readonly clock?: Clock
}

/** Several providers as one. It rents where all of them do, and takes calls where any of them does. */
export type FailoverProvider<Members extends readonly Provider[]> = Provider & {
  readonly members: Members
  /** Tells `listener` what any of the members decides by itself. Answers how to stop. */
  observe(listener: (event: ProviderEvents) => void): () => void
} & (Members[number] extends { readonly rentals: RentalsFacet } ? { readonly rentals: RentalsFacet } : unknown) &
  ([Extract<Members[number], { readonly webhooks: WebhooksFacet }>] extends [never]
    ? unknown
    : { readonly webhooks: WebhooksFacet })

/**
 * Makes one provider of several. A purchase goes to one of them after the other, and moves on only on the proof that nothing
 * was bought: where the outcome is unknown, nobody else is asked.
 *
 * @example
 * ```ts
 * const client = createClient({ provider: failover([heroSms(), smsBower()], { strategy: 'cheapest' }) })
 * ```
 * @throws {@link ConfigurationError} without a provider, for two of one id, and for `cheapest` over several currencies
 * without `rates`.
 */
export function failover<const Members extends readonly [Provider, ...Provider[]]>(
  members: Members,
  options: FailoverOptions = {},
): FailoverProvider<Members> {
  const { id = 'failover', strategy = 'order', rates, clock = systemClock } = options
  checkMembers(id, members)
  if (!strategies.includes(strategy)) {
    throw new ConfigurationError(`there is no strategy ${JSON.stringify(strategy)}`, {
      provider: id,
      operation: 'configure',
      hint: `There are: ${strategies.join(', ')}.`,
    })
  }
  const [first] = members
  const currency = options.currency ?? first.currency
  if (strategy === 'cheapest' && !rates && members.some(member => member.currency !== currency)) {
    throw new ConfigurationError('the cheapest cannot be told where accounts are in different currencies', {
      provider: id,
      operation: 'configure',
      hint: 'Pass rates: (from, to) => decimal string or null.',
    })
  }
  const listeners = new Set<(event: ProviderEvents) => void>()
  const outcomes = options.outcomes ?? createOutcomeMemory()
  const traits = worstOf(members, strategy !== 'order')
  const parts: FailoverParts = {
    id,
    members,
    currency,
    strategy,
    clock,
    outcomes,
    purchaseTimeout: traits.purchaseTimeout,
    convert: createConvert(rates),
    watch: createOutcomeWatch(outcomes, clock),
    routes: createRoutes(id, members),
    emit: event => {
      for (const listener of listeners) tell(listener, { type: 'failover', ...event })
    },
  }
  const provider = {
    spec: 1,
    id,
    name: members.map(({ name }) => name).join(', '),
    currency,
    traits,
    account: createAccount(parts),
    catalog: createCatalog(parts),
    activations: createActivations(parts),
    ...(members.every(({ rentals }) => rentals) && { rentals: createRentals(parts) }),
    ...(members.some(({ webhooks }) => webhooks) && { webhooks: createWebhooks(parts) }),
    ...createOutcomeOf(parts),
    members,
    wake() {
      for (const member of members) member.wake?.()
    },
    observe(listener: (event: ProviderEvents) => void) {
      const stops = members.map(member => member.observe?.(listener))
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        for (const stop of stops) stop?.()
      }
    },
  } satisfies Provider
  return provider as unknown as FailoverProvider<Members>
}

/** A listener has no say in what happens to money. */
function tell(listener: (event: ProviderEvents) => void, event: ProviderEvents): void {
  try {
    listener(event)
  } catch (error) {
    warn(error instanceof Error ? error : String(error))
  }
}
