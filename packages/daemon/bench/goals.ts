/** What each figure must be at most (`lower`) or at least (`higher`). docs/benchmarks.md has a row for each. */
export const goals = {
  'first-sync': { goal: 2, better: 'lower' },
  'sync-1pct': { goal: 1.3, better: 'lower' },
  'sync-0pct': { goal: 64, better: 'lower' },
  'both-first-sync': { goal: 2, better: 'lower' },
  'both-sync-1pct': { goal: 1.3, better: 'lower' },
  'both-sync-0pct': { goal: 1.3, better: 'lower' },
  'services-write': { goal: 20, better: 'higher' },
  'call-overhead': { goal: 1.6, better: 'lower' },
  availability: { goal: 1.6, better: 'lower' },
  'code-in-text': { goal: 1, better: 'lower' },
  money: { goal: 1, better: 'lower' },
  admission: { goal: 15, better: 'lower' },
  parsers: { goal: 50, better: 'lower' },
  'poll-requests': { goal: 0.05, better: 'lower' },
  'waits-loop-lag': { goal: 50, better: 'lower' },
  'api-services': { goal: 0.6, better: 'higher' },
  'api-services-304': { goal: 0.35, better: 'higher' },
  'api-services-syncing': { goal: 0.6, better: 'higher' },
  'tracking-lag': { goal: 16_000, better: 'lower' },
  'streaming-delay': { goal: 500, better: 'lower' },
  'first-services': { goal: 500, better: 'lower' },
} as const satisfies Readonly<Record<string, { readonly goal: number; readonly better: 'lower' | 'higher' }>>

export type BenchName = keyof typeof goals
