import { equal, isTrue, matches, unique } from '../assert.ts'
import type { Scene } from '../scene.ts'
import type { CaseOf } from './case.ts'

/** What can be told of a provider without asking it anything. */
export const shapeCases: readonly CaseOf[] = [
  {
    name: 'is of version 1 of the specification, with an id, a name and a currency',
    run: async ({ provider, wire }) => {
      equal(provider.spec, 1, 'spec')
      matches(provider.id, /^[a-z0-9][a-z0-9-]{0,63}$/, 'id')
      isTrue(provider.name.trim() === provider.name && provider.name.length > 0, 'it has a name')
      matches(provider.currency, /^[A-Z]{3}$/, 'currency')
      equal(wire.count, 0, 'requests before anybody asked for anything')
    },
  },
  {
    name: 'has sane traits',
    run: async ({ provider: { traits } }) => {
      const { listLag, latestCommit, purchaseTimeout, lifetime, cancelAfter, pollInterval, requestsPerSecond } = traits
      const positive = { latestCommit, purchaseTimeout, lifetime, pollInterval }
      for (const [name, ms] of Object.entries(positive)) isTrue(ms > 0 && ms < 86_400_000, `${name} is a span of time`)
      for (const [name, ms] of Object.entries({ listLag, cancelAfter }))
        isTrue(ms >= 0 && ms < lifetime, `${name} is a span of time`)
      isTrue(requestsPerSecond === null || requestsPerSecond > 0, 'requestsPerSecond is a rate or unknown')
      isTrue(['proven', 'unproven', 'none'].includes(traits.honoursReference), 'honoursReference is one of three words')
    },
  },
  {
    name: 'absent is what its traits say is absent, and nothing else',
    run: async ({ provider: { traits, activations, rentals, webhooks } }) => {
      equal('list' in activations, traits.openList !== null, 'it lists open numbers')
      equal(typeof activations.retry === 'function', traits.retry !== false, 'it asks for another SMS')
      isTrue(
        activations.complete !== undefined || traits.completion === 'implicit',
        'what wants to be completed can be',
      )
      // A member that is there and undefined would be taken for a facet by whoever asks with `in`.
      for (const facet of [activations, rentals, webhooks]) {
        const members = Object.entries(facet ?? {}).filter(([, member]) => member === undefined)
        equal(
          members.map(([name]) => name),
          [],
          'members that are there and undefined',
        )
      }
    },
  },
  {
    name: 'is made of providers of other ids, where it is made of any',
    run: async ({ provider }: Scene) => {
      const members = provider.members ?? []
      unique([provider.id, ...members.map(({ id }) => id)], 'ids')
      isTrue(provider.members === undefined || members.length > 0, 'it has members')
    },
  },
]
