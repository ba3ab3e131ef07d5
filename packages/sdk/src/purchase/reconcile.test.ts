import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { activationTarget } from '../provider/activation-target.ts'
import { snapshotOf } from './__fixtures__/scene.ts'
import type { Intent } from './intent.ts'
import { reconcile, type Sight } from './reconcile.ts'
import { anyOverlap, fits } from './target.ts'

fc.configureGlobal({ numRuns: 500 })

const TIMING = { timeout: 30_000, stale: 45_000, horizon: 110_000, gate: 125_000, life: 1_260_000, listLag: 10_000 }
const SERVICES = ['telegram', 'whatsapp']
const OPERATORS = [null, 'ee', 'o2']
const target = (service: string, operator: string | null = null) => activationTarget('made-up', service, '16', operator)

const intentOf = (facts: Partial<Intent>): Intent =>
  ({ state: 'unknown', asked: null, hint: null, candidates: [], flags: [], ...facts }) as Intent

const intents = fc.array(
  fc.record({
    service: fc.constantFrom(...SERVICES),
    operator: fc.constantFrom(...OPERATORS),
    state: fc.constantFrom('prepared', 'sending', 'unknown', 'unknown', 'unknown'),
    age: fc.integer({ min: 0, max: 1_500_000 }),
    hint: fc.option(fc.integer({ min: 0, max: 12 }), { freq: 3 }),
    // Some are on no list any more.
    candidates: fc.uniqueArray(fc.integer({ min: 0, max: 15 }), { maxLength: 3 }),
    isLeft: fc.boolean(),
  }),
  { maxLength: 8 },
)
const sights = fc
  .record({
    intents,
    numbers: fc.array(fc.tuple(fc.constantFrom(...SERVICES), fc.constantFrom(...OPERATORS)), { maxLength: 12 }),
    owned: fc.uniqueArray(fc.integer({ min: 0, max: 12 })),
    mode: fc.constantFrom('shared', 'exclusive'),
    isComplete: fc.boolean().map(isComplete => () => isComplete),
    listAge: fc.integer({ min: 0, max: 1_000 }),
    seenFor: fc.array(fc.integer({ min: 0, max: 200_000 }), { minLength: 13, maxLength: 13 }),
    misses: fc.record({ count: fc.nat(4), sinceLast: fc.integer({ min: 0, max: 10_000 }) }),
  })
  .map(
    ({ intents, numbers, owned, seenFor, misses, ...facts }): Sight => ({
      ...facts,
      timing: TIMING,
      list: numbers.map(([service, operator], index) => ({
        ...snapshotOf(String(index), service),
        operator: operator === null ? null : { nativeId: operator, name: operator },
      })),
      owned: new Set(owned.map(id => `made-up:${id}`)),
      open: intents.map(({ service, operator, hint, candidates, isLeft, ...facts }, index) => ({
        ...intentOf({ id: `intent-${index}`, ...facts, targets: [target(service, operator)] }),
        hint: hint === null ? null : `made-up:${hint}`,
        ...(facts.state === 'unknown' && {
          candidates: candidates.map(id => snapshotOf(String(id), service)),
          flags: isLeft ? ['left_to_people'] : [],
        }),
      })),
      seenFor: id => seenFor[Number(id.split(':')[1])] ?? 0,
      missesOf: () => misses,
    }),
  )

it('where others buy on the account all the time, the first hundred that may be it are kept, and it stays open', () => {
  const bought = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => snapshotOf(String(from + index), 'telegram'))
  let open = intentOf({ id: 'intent-0', age: 90_000, targets: [target('telegram')] })
  for (let from = 0; from < 1_000; from += 30) {
    const [decision] = reconcile({
      mode: 'shared',
      timing: TIMING,
      isComplete: () => false,
      listAge: 0,
      open: [open],
      owned: new Set<string>(),
      list: bought(from, 30),
      seenFor: () => 0,
      missesOf: () => ({ count: 9, sinceLast: 9_000 }),
    })
    expect(decision?.kind).toBe('candidates')
    if (decision?.kind === 'candidates') open = { ...open, candidates: decision.snapshots }
  }
  expect(open.candidates.map(({ id }) => id)).toEqual(bought(0, 100).map(({ id }) => id))
})

it('the oldest purchase gets the oldest number, whatever the order of the list', () => {
  const ages = [90_000, 60_000]
  const open = ages.map((age, index) => intentOf({ id: `intent-${index}`, age, targets: [target('telegram')] }))
  const sold = (id: string, at: number) => ({ ...snapshotOf(id, 'telegram'), soldAt: new Date(at) })
  const sight: Sight = {
    mode: 'exclusive',
    timing: TIMING,
    isComplete: () => true,
    listAge: 0,
    open,
    owned: new Set<string>(),
    list: [sold('3', 3_000), sold('2', 2_000), sold('1', 1_000)],
    seenFor: id => (id === 'made-up:3' ? 50_000 : 0),
    missesOf: () => ({ count: 0, sinceLast: 0 }),
  }
  const adopted = reconcile(sight).flatMap(decision =>
    decision.kind === 'adopt' ? [[decision.intent.id, decision.snapshot.id]] : [],
  )
  expect(adopted).toEqual([
    ['intent-0', 'made-up:3'], // known for longest
    ['intent-1', 'made-up:1'],
  ])
})

it("P39 a candidate that a list shows as something else since is nobody's to give away: a person decides", () => {
  const candidates = [snapshotOf('1', 'whatsapp')]
  const left = intentOf({
    id: 'left',
    age: 60_000,
    targets: [target('whatsapp')],
    candidates,
    flags: ['left_to_people'],
  })
  const decisions = reconcile({
    mode: 'exclusive',
    timing: TIMING,
    isComplete: () => true,
    listAge: 0,
    owned: new Set<string>(),
    open: [left, intentOf({ id: 'sending', state: 'sending', age: 0, targets: [target('telegram')] })],
    list: [snapshotOf('1', 'telegram')],
    seenFor: () => 1_000,
    missesOf: () => ({ count: 0, sinceLast: 0 }),
  })
  expect(decisions).toMatchObject([
    { kind: 'candidates', intent: { id: 'left' }, snapshots: candidates, isLast: false },
  ])
})

/** Whether a purchase may still be shown a number that it has not been shown before. */
function isNewTo({ targets, age, flags }: Intent, id: string, { list, seenFor }: Sight): boolean {
  const snapshot = list.find(row => row.id === id)
  return snapshot !== undefined && fits(snapshot, targets) && seenFor(id) <= age && !flags.includes('left_to_people')
}

function isCandidateOf({ candidates }: Intent, id: string): boolean {
  return candidates.some(candidate => candidate.id === id)
}

describe('reconcile', () => {
  it('gives a number to one intent at most, never one that is owned, and speaks of each intent once', () => {
    fc.assert(
      fc.property(sights, sight => {
        const decisions = reconcile(sight)
        const numbers = decisions.flatMap(decision =>
          decision.kind === 'adopt' || decision.kind === 'orphan' ? [decision.snapshot.id] : [],
        )
        const named = decisions.flatMap(decision => ('intent' in decision ? [decision.intent.id] : []))
        expect(new Set(numbers).size).toBe(numbers.length)
        expect(numbers.filter(id => sight.owned.has(id))).toEqual([])
        expect(new Set(named).size).toBe(named.length)
      }),
    )
  })

  it('P39 adopts on a shared account only what an answer named', () => {
    fc.assert(
      fc.property(sights, sight => {
        for (const decision of reconcile({ ...sight, mode: 'shared' })) {
          if (decision.kind === 'adopt') expect(decision.intent.hint).toBe(decision.snapshot.id)
        }
      }),
    )
  })

  it('P39 never closes what has a candidate that is not another’s, on the list or not', () => {
    fc.assert(
      fc.property(sights, sight => {
        const decisions = reconcile(sight)
        const owned = new Set([
          ...sight.owned,
          ...decisions.flatMap(decision => (decision.kind === 'adopt' ? [decision.snapshot.id] : [])),
        ])
        for (const decision of decisions) {
          if (decision.kind !== 'close' && decision.kind !== 'missed') continue
          expect(decision.intent.candidates.filter(({ id }) => !owned.has(id))).toEqual([])
        }
      }),
    )
  })

  it('P39 leaves to people exactly what it would close if there were no candidates', () => {
    fc.assert(
      fc.property(sights, sight => {
        for (const decision of reconcile(sight)) {
          if (decision.kind !== 'candidates') continue
          const { intent, snapshots, counts, isLast } = decision
          const { count, sinceLast } = sight.missesOf(intent.id)
          const isEnough = count + (sinceLast >= 5_000 ? 1 : 0) >= 3 && intent.age >= TIMING.horizon
          expect(isLast).toBe(counts && isEnough)
          if (counts) expect(intent.targets.every(sight.isComplete)).toBe(true)
          for (const { id } of snapshots) {
            expect(sight.owned.has(id)).toBe(false)
            expect(isCandidateOf(intent, id) || isNewTo(intent, id, sight)).toBe(true)
          }
          const kept = intent.candidates.filter(({ id }) => snapshots.some(snapshot => snapshot.id === id))
          expect(snapshots.slice(0, kept.length)).toEqual(kept) // as they were seen first
        }
      }),
    )
  })

  it('P39 calls no candidate an orphan, nor what a purchase may still be shown', () => {
    fc.assert(
      fc.property(sights, sight => {
        const decisions = reconcile(sight)
        const adopting = new Set(decisions.flatMap(each => (each.kind === 'adopt' ? [each.intent] : [])))
        const unknown = sight.open.filter(intent => intent.state === 'unknown' && !adopting.has(intent))
        for (const decision of decisions) {
          if (decision.kind !== 'orphan') continue
          const { id } = decision.snapshot
          expect(unknown.filter(intent => isCandidateOf(intent, id) || isNewTo(intent, id, sight))).toEqual([])
        }
      }),
    )
  })

  it('P02 P36 closes only after the horizon, three sightings and a whole list, with nothing left that fits', () => {
    fc.assert(
      fc.property(sights, sight => {
        const decisions = reconcile(sight)
        const adopted = decisions.flatMap(decision => (decision.kind === 'adopt' ? [decision.snapshot.id] : []))
        for (const decision of decisions) {
          if (decision.kind !== 'close') continue
          const { intent } = decision
          expect(intent.targets.every(sight.isComplete)).toBe(true)
          expect(intent.age).toBeGreaterThanOrEqual(TIMING.horizon)
          expect(sight.missesOf(intent.id).count).toBeGreaterThanOrEqual(2)
          const free = sight.list.filter(({ id }) => !sight.owned.has(id) && !adopted.includes(id))
          const mayBeIts = free.filter(({ id }) => isNewTo(intent, id, sight) || isCandidateOf(intent, id))
          expect(mayBeIts).toEqual([])
        }
      }),
    )
  })

  it('judges nothing of a kind of which a purchase is on its way, but what an answer named', () => {
    fc.assert(
      fc.property(sights, sight => {
        const sending = sight.open.filter(({ state }) => state === 'sending')
        for (const decision of reconcile(sight)) {
          if (decision.kind === 'orphan') {
            expect(sending.some(({ targets }) => fits(decision.snapshot, targets))).toBe(false)
          } else if (decision.kind === 'candidates' && !decision.counts) expect(decision.isLast).toBe(false)
          else if (decision.kind !== 'adopt' || decision.intent.hint !== decision.snapshot.id) {
            expect(sending.some(({ targets }) => anyOverlap(targets, decision.intent.targets))).toBe(false)
            if (decision.kind === 'adopt') {
              expect(sending.some(({ targets }) => fits(decision.snapshot, targets))).toBe(false)
            }
          }
        }
      }),
    )
  })

  it('serves the oldest first', () => {
    const open = [1, 3, 2].map(age => intentOf({ id: `${age}`, targets: [target('telegram')], age: age * 10_000 }))
    const decisions = reconcile({
      mode: 'exclusive',
      timing: TIMING,
      listAge: 0,
      isComplete: () => true,
      open,
      owned: new Set<string>(),
      list: ['7', '8'].map(id => snapshotOf(id, 'telegram')),
      seenFor: () => 0,
      missesOf: () => ({ count: 0, sinceLast: 0 }),
    })
    expect(decisions).toMatchObject([
      { kind: 'adopt', intent: { id: '3' }, snapshot: { nativeId: '7' } },
      { kind: 'adopt', intent: { id: '2' }, snapshot: { nativeId: '8' } },
      { kind: 'missed', intent: { id: '1' } },
    ])
  })
})
