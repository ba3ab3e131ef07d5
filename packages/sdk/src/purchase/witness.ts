import type { Money } from '../money/money.ts'
import type { PurchaseContext } from './context.ts'

const LIMIT = 5_000

/** Whether unknown purchases can be looked for on a list of the provider. */
export function canList({ provider }: PurchaseContext): boolean {
  return provider.traits.openList !== null && provider.activations.list !== undefined
}

/** The balance where it is the only witness; `null` elsewhere, and when it does not come within 5 s. */
export async function readWitness(context: PurchaseContext): Promise<Money | null> {
  if (canList(context)) return null
  const { provider, clock } = context
  const limit = new AbortController()
  const balance = provider.account.balance({ signal: limit.signal }).catch(() => null)
  const silence = clock.sleep(LIMIT, limit.signal).then(
    () => null,
    () => null,
  )
  const witness = await Promise.race([balance, silence])
  limit.abort('answered')
  return witness
}
