import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { activationTarget } from '../provider/activation-target.ts'
import type { PurchaseTarget } from '../provider/purchase.ts'
import type { RentalSnapshot } from '../provider/rental-snapshot.ts'
import { snapshotOf } from './__fixtures__/scene.ts'
import type { Intent } from './intent.ts'
import { ownedBy } from './number.ts'
import { type ExtensionSight, reconcileExtensions } from './reconcile-extensions.ts'

const TIMING = { timeout: 30_000, stale: 45_000, horizon: 110_000, gate: 125_000, life: 1_260_000, listLag: 10_000 }
const HOUR = 3_600_000

/** The end is so many hours after the epoch; `null`: untold. */
function rentalOf(id: string, end: number | null): RentalSnapshot {
  const { rounds: _, canRetry: __, ...known } = snapshotOf(id, 'telegram')
  return { ...known, kind: 'rental', status: 'active', expiresAt: end === null ? null : new Date(end * HOUR) }
}

function targetOf(rental: string, before: number | null): PurchaseTarget {
  const endsAt = before === null ? null : new Date(before * HOUR).toISOString()
  const target = { ...activationTarget('made-up', 'telegram', '16'), kind: 'extension' as const, hours: 2 }
  return { ...target, extends: { rental: `made-up:${rental}`, endsAt } }
}

const hours = fc.option(fc.integer({ min: 1, max: 5 }), { freq: 6 })
const sights = fc
  .record({
    intents: fc.array(
      fc.record({
        rental: fc.constantFrom('1', '2'),
        before: hours,
        age: fc.integer({ min: 0, max: 400_000 }),
        state: fc.constantFrom('sending', 'unknown', 'unknown'),
      }),
      { maxLength: 6 },
    ),
    ends: fc.tuple(hours, hours),
    isSeen: fc.tuple(fc.boolean(), fc.boolean()),
    owner: fc.option(fc.integer({ min: 0, max: 400_000 })),
    listAge: fc.integer({ min: 0, max: 1_000 }),
    misses: fc.record({ count: fc.nat(4), sinceLast: fc.integer({ min: 0, max: 10_000 }) }),
  })
  .map(({ intents, ends, isSeen, owner, listAge, misses }): ExtensionSight => {
    const rentals = ['1', '2'].flatMap((id, index) =>
      isSeen[index] ? [[`made-up:${id}`, rentalOf(id, ends[index] ?? null)] as const] : [],
    )
    return {
      timing: TIMING,
      listAge,
      rentals: new Map(rentals),
      open: intents.map(({ rental, before, age, state }, index) => {
        return {
          ...({ id: `intent-${index}`, state, age } as unknown as Intent),
          targets: [targetOf(rental, before)],
        }
      }),
      ownerOf: () => (owner === null ? undefined : { age: owner, targets: [targetOf('1', 1)] }),
      missesOf: () => misses,
    }
  })

const facts = (sight: ExtensionSight, intent: Intent) => {
  const { rental = '', endsAt = null } = intent.targets[0]?.extends ?? {}
  const seen = sight.rentals.get(rental)
  return { seen, before: endsAt === null ? null : Date.parse(endsAt), end: seen?.expiresAt?.getTime() ?? null }
}

describe('E20 unknown extensions', () => {
  it('are given a later end alone, each end once, and one that is owned never', () => {
    fc.assert(
      fc.property(sights, sight => {
        const times: string[] = []
        for (const decision of reconcileExtensions(sight)) {
          if (decision.kind !== 'adopt') continue
          const { before, end } = facts(sight, decision.intent)
          expect(before !== null && end !== null && end > before).toBe(true)
          expect(sight.ownerOf('')).toBeUndefined()
          times.push(ownedBy(decision.intent, decision.snapshot as RentalSnapshot))
        }
        expect(new Set(times).size).toBe(times.length)
      }),
    )
  })

  it('are closed after the horizon, three sightings, and an end that was seen and is not theirs', () => {
    fc.assert(
      fc.property(sights, sight => {
        const decisions = reconcileExtensions(sight)
        const adopted = decisions.filter(({ kind }) => kind === 'adopt')
        for (const decision of decisions) {
          if (decision.kind !== 'close') continue
          const { intent } = decision
          const { before, end } = facts(sight, intent)
          expect(intent.age).toBeGreaterThanOrEqual(TIMING.horizon)
          expect(sight.missesOf(intent.id).count).toBeGreaterThanOrEqual(2)
          expect(before !== null && end !== null).toBe(true)
          const isOfOlder = (sight.ownerOf('')?.age ?? -1) > intent.age || adopted.length > 0
          expect((end ?? 0) <= (before ?? 0) || isOfOlder).toBe(true)
        }
      }),
    )
  })

  it('of which the rental is not seen, or that are on their way, are not judged', () => {
    fc.assert(
      fc.property(sights, sight => {
        for (const decision of reconcileExtensions(sight)) {
          if (decision.kind === 'orphan') throw new Error('an extension is no number')
          expect(decision.intent.state).toBe('unknown')
          expect(facts(sight, decision.intent).seen).toBeDefined()
        }
      }),
    )
  })

  it('the oldest first: it gets the time, and the younger has looked in vain', () => {
    const extend = { rental: 'made-up:1', endsAt: new Date(HOUR).toISOString() }
    const target = { ...activationTarget('made-up', 'telegram', '16'), kind: 'extension' as const, hours: 1 }
    const open = [20_000, 30_000].map(age => ({
      ...({ id: `${age}`, state: 'unknown', age } as unknown as Intent),
      targets: [{ ...target, extends: extend }],
    }))
    const rentals = new Map([['made-up:1', rentalOf('1', 2)]])
    const missesOf = () => ({ count: 0, sinceLast: 0 })
    const sight = { timing: TIMING, listAge: 0, open, rentals, missesOf }
    expect(reconcileExtensions({ ...sight, ownerOf: () => undefined })).toMatchObject([
      { kind: 'adopt', intent: { id: '30000' } },
      { kind: 'missed', intent: { id: '20000' } },
    ])
    expect(
      reconcileExtensions({ ...sight, ownerOf: () => ({ age: 1_000, targets: [targetOf('1', 1)] }) }),
    ).toMatchObject([
      { kind: 'candidates', intent: { id: '30000' } }, // the younger may stand upon this one
      { kind: 'candidates', intent: { id: '20000' } },
    ])
  })
})
