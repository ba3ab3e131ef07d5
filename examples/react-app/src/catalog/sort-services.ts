import type { Service } from '@onesms/sdk'

/** What most people look for, in that order. */
const COMMON: readonly string[] = [
  ...['telegram', 'whatsapp', 'google', 'instagram', 'facebook', 'tiktok', 'discord', 'x', 'amazon', 'uber', 'openai'],
  ...['microsoft', 'apple', 'signal', 'snapchat', 'wechat', 'viber', 'line', 'paypal', 'linkedin', 'tinder', 'netflix'],
  ...[
    'airbnb',
    'steam',
    'ebay',
    'yahoo',
    'twitch',
    'spotify',
    'reddit',
    'claude',
    'binance',
    'coinbase',
    'revolut',
    'wise',
  ],
]
const rankOf = new Map(COMMON.map((slug, rank) => [slug, rank]))

/** The common ones first, then those that are mapped, each by stock: what most people look for stands on the first page. */
export function sortServices(services: readonly Service[]): readonly Service[] {
  const rank = ({ slug }: Service) => (slug === null ? COMMON.length + 1 : (rankOf.get(slug) ?? COMMON.length))
  return [...services].sort(
    (left, right) =>
      rank(left) - rank(right) || (right.stock ?? -1) - (left.stock ?? -1) || left.name.localeCompare(right.name),
  )
}
