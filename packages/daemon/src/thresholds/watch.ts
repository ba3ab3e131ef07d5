import type { Money } from '@onesms/sdk'

/** A line that stock or price of one service in one country must not cross unnoticed. */
export type Watch = {
  /** As in the tables: our slug or ISO code, or `<provider>:<native id>`. */
  readonly service: string
  readonly country: string
  /** `null`: over all providers. */
  readonly provider: string | null
} & (
  | { readonly kind: 'stock'; readonly below: number }
  /** Of the cheapest offer with stock, among those in its currency. */
  | { readonly kind: 'price'; readonly above: Money }
)

/** Names a watch, with its line: a line that was moved is another one. */
export function keyOf(watch: Watch): string {
  const { kind, service, country, provider } = watch
  const line = watch.kind === 'stock' ? String(watch.below) : `${watch.above.amount} ${watch.above.currency}`
  return JSON.stringify([kind, service, country, provider, line])
}

/** What is worth telling of one service in one country, as the configuration says it. */
export interface WatchWish extends Pick<Watch, 'service' | 'country'> {
  /** Default: over all providers. */
  readonly provider?: string | undefined
  readonly stockBelow?: number | undefined
  readonly priceAbove?: Money | undefined
}

/** One line for each wish. */
export function watchesOf(wishes: readonly WatchWish[]): readonly Watch[] {
  return wishes.flatMap(({ service, country, provider = null, stockBelow, priceAbove }) => {
    const about = { service, country, provider }
    return [
      ...(stockBelow === undefined ? [] : [{ ...about, kind: 'stock' as const, below: stockBelow }]),
      ...(priceAbove === undefined ? [] : [{ ...about, kind: 'price' as const, above: priceAbove }]),
    ]
  })
}
