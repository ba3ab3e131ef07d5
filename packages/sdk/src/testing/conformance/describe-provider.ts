import { ConfigurationError } from '../../errors/access.ts'
import { FakeClock } from '../fake-clock.ts'
import { accountCases } from './cases/account.ts'
import type { CaseOf } from './cases/case.ts'
import { catalogCases } from './cases/catalog.ts'
import { lifeCases } from './cases/life.ts'
import { listCases } from './cases/list.ts'
import { lostAnswerCases, reconcileCases } from './cases/lost.ts'
import { purchaseCases } from './cases/purchase.ts'
import { rentalCases } from './cases/rentals.ts'
import { rentalReconcileCases } from './cases/rentals-reconcile.ts'
import { secretCases } from './cases/secrets.ts'
import { shapeCases } from './cases/shape.ts'
import { webhookCases } from './cases/webhooks.ts'
import { KEY, openScene } from './scene.ts'
import type { ProviderCase, ProviderSuite } from './vendor.ts'

/** The cases of one facet. */
export interface ProviderChapter {
  readonly name: string
  readonly cases: readonly ProviderCase[]
}

/** What a provider must do, by what it has: a facet that is absent has no cases. */
export function providerChapters(suite: ProviderSuite): readonly ProviderChapter[] {
  const { traits, rentals, webhooks } = open(suite)
  const chapters: Readonly<Record<string, readonly CaseOf[]>> = {
    provider: [...shapeCases, ...secretCases],
    account: accountCases,
    catalog: catalogCases,
    'activations: purchase': purchaseCases,
    'activations: lost answers': lostAnswerCases,
    'activations: life': lifeCases,
    ...(traits.openList !== null && {
      'activations: open list': listCases,
      'activations: through a client': reconcileCases,
    }),
    ...(rentals && { rentals: rentalCases }),
    ...(rentals?.list && { 'rentals: through a client': rentalReconcileCases }),
    ...(webhooks && { webhooks: webhookCases }),
  }
  return Object.entries(chapters).map(([name, cases]) => ({
    name,
    cases: cases.map(({ name: title, run }) => ({ name: title, run: () => run(openScene(suite)) })),
  }))
}

/**
 * Describes what every provider must do, for any runner with `describe` and `it`: its shape, its catalog, purchases and
 * the ways their answers are lost, numbers from sale to end, rentals and webhooks where it has them. Everything is judged
 * by the books of an emulated vendor.
 *
 * @throws {@link ConfigurationError} where there is no `describe` or `it`.
 * @example
 * ```ts
 * describeProvider({
 *   create: ({ fetch, apiKey }) => myProvider({ fetch, apiKey }),
 *   emulator: wishes => createMyVendor(wishes),
 *   sells: { service: 'telegram', country: 'GB' },
 *   soldOut: { service: 'whatsapp', country: 'GB' },
 * })
 * ```
 */
export function describeProvider(suite: ProviderSuite): void {
  const runner = globalThis as Partial<Pick<Required<ProviderSuite>, 'describe' | 'it'>>
  const { describe = runner.describe, it = runner.it } = suite
  if (!describe || !it) {
    throw new ConfigurationError('there is no describe and it to run the suite with', {
      operation: 'configure',
      hint: 'Pass those of your test runner: describeProvider({ describe, it, … }).',
    })
  }
  const chapters = providerChapters(suite)
  describe(suite.name ?? open(suite).id, () => {
    for (const { name, cases } of chapters) {
      describe(name, () => {
        for (const { name: title, run } of cases) it(title, run)
      })
    }
  })
}

/** The provider, to see what it has; its vendor answers nothing. */
const open = (suite: ProviderSuite) =>
  suite.create({
    fetch: async () => {
      throw new Error('a provider asks nothing before it is asked')
    },
    apiKey: KEY,
    clock: new FakeClock(Date.now()),
  })
