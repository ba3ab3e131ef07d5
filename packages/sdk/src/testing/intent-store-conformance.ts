import type { PurchaseTarget } from '../provider/purchase.ts'
import type { IntentStore } from '../purchase/store.ts'
import { isTrue } from './conformance/assert.ts'
import { equal, includes } from './intent-store/assert.ts'
import { draftOf, inserted, known, rentedOf, snapshotOf, target } from './intent-store/drafts.ts'

/** One thing that every {@link IntentStore} must do. `run` rejects with what it saw instead. */
export interface IntentStoreCase {
  readonly name: string
  /** Each case uses an account of its own, so one store may serve all. */
  run(store: IntentStore): Promise<void>
}

/**
 * What a place to write purchases down must do, as plain cases for any test runner.
 *
 * @example
 * ```ts
 * for (const { name, run } of intentStoreCases) it(name, () => run(myStore))
 * ```
 */
export const intentStoreCases: readonly IntentStoreCase[] = [
  {
    name: 'writes an intent down and reads it back as it was',
    run: async store => {
      const draft = draftOf({ maxPrice: '0.5', gateFor: 125_000, targets: [target('tg'), target('wa', 'ee')] })
      const { created, intent } = await store.insert(draft)
      equal(created, true)
      includes(intent, {
        ...draft,
        ended: false,
        asked: null,
        hint: null,
        candidates: [],
        refusal: null,
        doubt: null,
        witness: null,
        sentAt: null,
      })
      isTrue(intent.createdAt instanceof Date && intent.age >= 0, 'it has a time and an age')
      includes(await store.get(draft.id), draft)
      equal(await store.get('nobody'), null)
    },
  },
  {
    name: 'P26 answers the intent that has the key already, and changes nothing',
    run: async store => {
      const first = draftOf({ idempotencyKey: 'k' })
      const drafts = Array.from({ length: 8 }, () => draftOf({ account: first.account, idempotencyKey: 'k' }))
      const results = await Promise.all([first, ...drafts].map(draft => store.insert(draft)))
      equal(results.filter(({ created }) => created).length, 1)
      equal(new Set(results.map(({ intent }) => intent.id)).size, 1)
      equal((await store.insert(draftOf({ idempotencyKey: 'k' }))).created, true) // another account
      equal((await store.insert(draftOf({ account: first.account }))).created, true) // no key
      equal((await store.insert(draftOf({ account: first.account }))).created, true) // nor this one
    },
  },
  {
    name: 'begins an intent once, however many ask',
    run: async store => {
      const { id } = await inserted(store)
      const results = await Promise.all(Array.from({ length: 8 }, () => store.begin(id)))
      equal(results.filter(({ kind }) => kind === 'begun').length, 1)
      equal(results.filter(({ kind }) => kind === 'refused').length, 7)
      const intent = await known(store, id)
      equal(intent.state, 'sending')
      isTrue(intent.sentAt instanceof Date && intent.age >= 0 && intent.age < 60_000, 'its age counts from the send')
      equal(await store.begin('nobody'), { kind: 'refused', intent: null })
    },
  },
  {
    name: 'P04 begins again what was proven not to have been sent, or was given up before',
    run: async store => {
      for (const state of ['not_sent', 'failed'] as const) {
        const { id } = await inserted(store)
        await store.begin(id)
        await store.transition(id, ['sending'], { state })
        equal((await store.begin(id)).kind, 'begun')
      }
      for (const state of ['rejected', 'unknown', 'not_purchased'] as const) {
        const { id } = await inserted(store)
        await store.begin(id)
        await store.transition(id, ['sending'], { state })
        equal((await store.begin(id)).kind, 'refused')
      }
    },
  },
  {
    name: 'holds others of the kind back while one is unknown and holds its gate',
    run: async store => {
      const { account, id } = await inserted(store, { gateFor: null, targets: [target('tg', 'ee')] })
      const same = await inserted(store, { account, targets: [target('wa'), target('tg', 'ee')] })
      const anyOperator = await inserted(store, { account, targets: [target('tg')] })
      const otherOperator = await inserted(store, { account, targets: [target('tg', 'o2')] })
      const otherCountry = await inserted(store, { account, targets: [{ ...target('tg', 'ee'), country: '7' }] })
      const otherAccount = await inserted(store, { targets: [target('tg', 'ee')] })
      await store.begin(id)
      await store.transition(id, ['sending'], { state: 'unknown' })
      for (const held of [same, anyOperator]) {
        const result = await store.begin(held.id)
        equal(result.kind === 'held' && result.by.id, id)
        equal((await known(store, held.id)).state, 'prepared')
      }
      for (const free of [otherOperator, otherCountry, otherAccount]) equal((await store.begin(free.id)).kind, 'begun')
      await store.transition(id, ['unknown'], { state: 'not_purchased' })
      equal((await store.begin(same.id)).kind, 'begun')
    },
  },
  {
    name: 'P25 holds back by the provider that was asked alone, where that is known',
    run: async store => {
      const [first, second] = [target('tg'), { ...target('tg'), provider: 'other' }]
      const { account, id } = await inserted(store, { targets: [first, second] })
      const both = await inserted(store, { account, targets: [first, second] })
      const one = await inserted(store, { account, targets: [first] })
      const other = await inserted(store, { account, targets: [second] })
      await store.begin(id)
      await store.transition(id, ['sending'], { state: 'unknown', asked: 'made-up' })
      includes(await store.get(id), { asked: 'made-up', targets: [first, second] })
      for (const held of [both, one]) equal((await store.begin(held.id)).kind, 'held')
      equal((await store.begin(other.id)).kind, 'begun')
    },
  },
  {
    name: 'holds rentals back by rentals, however long, and extensions by those of the same rental',
    run: async store => {
      const rental = (hours: number): PurchaseTarget => ({ ...target('tg'), kind: 'rental', hours })
      const extension = (id: string): PurchaseTarget => ({
        ...rental(24),
        kind: 'extension',
        extends: { rental: id, endsAt: '2026-01-01T12:00:00.000Z' },
      })
      const { account, id } = await inserted(store, { targets: [rental(24)] })
      const extended = await inserted(store, { account, targets: [extension('made-up:1')] })
      const longer = await inserted(store, { account, targets: [rental(48)] })
      const number = await inserted(store, { account, targets: [target('tg')] })
      const again = await inserted(store, { account, targets: [extension('made-up:1')] })
      const elsewhere = await inserted(store, { account, targets: [extension('made-up:2')] })
      for (const each of [id, extended.id]) {
        equal((await store.begin(each)).kind, 'begun')
        await store.transition(each, ['sending'], { state: 'unknown' })
      }
      const held = await Promise.all([longer, again].map(intent => store.begin(intent.id)))
      equal(
        held.map(result => result.kind === 'held' && result.by.id),
        [id, extended.id],
      )
      for (const free of [number, elsewhere]) equal((await store.begin(free.id)).kind, 'begun')
    },
  },
  {
    name: 'holds nobody once the time of the gate is over',
    run: async store => {
      const { account, id } = await inserted(store, { gateFor: 0 })
      const other = await inserted(store, { account })
      await store.begin(id)
      await store.transition(id, ['sending'], { state: 'unknown' })
      equal((await store.begin(other.id)).kind, 'begun')
    },
  },
  {
    name: 'takes an intent on from the states named alone',
    run: async store => {
      const { id } = await inserted(store)
      const passed = await store.transition(id, ['sending', 'unknown'], { state: 'confirmed' })
      isTrue(passed.kind === 'passed' && passed.intent?.state === 'prepared', 'the row as it is')
      equal(await store.transition('nobody', ['prepared'], { state: 'failed' }), { kind: 'passed', intent: null })
      await store.begin(id)
      const races = [{ state: 'rejected' }, { state: 'unknown' }] as const
      const results = await Promise.all(races.map(change => store.transition(id, ['sending'], change)))
      equal(results.filter(({ kind }) => kind === 'moved').length, 1)
    },
  },
  {
    name: 'changes what is named and keeps the rest, dates and all',
    run: async store => {
      const { id, account } = await inserted(store)
      await store.begin(id)
      const witness = { before: { amount: '10', currency: 'USD' }, after: null }
      const refusal = { code: 'price_cap', message: 'too dear\n"quoted"', lowestPrice: witness.before } as const
      await store.transition(id, ['sending'], { state: 'unknown', doubt: 'ünreadable', hint: 'x:1', witness, refusal })
      const candidates = [snapshotOf('made-up:1'), rentedOf('made-up:2')]
      await store.transition(id, ['unknown'], { candidates, flags: ['left_to_people'] })
      const [open] = await store.list(account, 'open')
      includes(open ?? null, { state: 'unknown', candidates, flags: ['left_to_people'] })
      const snapshot = snapshotOf(`made-up:${id}`)
      const flags = ['aborted', 'price_untold'] as const
      const change = { state: 'confirmed', activationId: snapshot.id, snapshot, flags } as const
      const result = await store.transition(id, ['unknown'], change)
      const expected = { ...change, doubt: 'ünreadable', hint: 'x:1', candidates, witness, refusal, ended: false }
      includes(result.kind === 'moved' ? result.intent : null, expected)
      includes(await store.get(id), expected)
      await store.transition(id, ['confirmed'], { ended: true })
      includes(await store.get(id), { ...expected, ended: true })
      const rented = rentedOf('made-up:rented')
      const orphan = await inserted(store, { state: 'orphan', activationId: rented.id, snapshot: rented })
      includes(await store.get(orphan.id), { snapshot: rented })
    },
  },
  {
    name: 'P16 lets one intent own an activation, however many claim it',
    run: async store => {
      const first = await inserted(store)
      const others = await Promise.all(Array.from({ length: 5 }, () => inserted(store, { account: first.account })))
      const all = [first, ...others]
      for (const { id } of all) await store.begin(id)
      const activationId = `made-up:${first.id}`
      const claim = { state: 'confirmed', activationId, snapshot: snapshotOf(activationId) } as const
      const results = await Promise.all(all.map(({ id }) => store.transition(id, ['sending'], claim)))
      equal(results.filter(({ kind }) => kind === 'moved').length, 1)
      const owner = (await store.owners(first.account, [activationId])).get(activationId)
      isTrue(
        results.every(result => result.kind !== 'owned' || result.by === owner),
        'the owner is named',
      )
      const orphan = draftOf({ account: first.account, state: 'orphan', activationId, snapshot: claim.snapshot })
      const inserting = await store.insert(orphan)
      equal([inserting.created, inserting.intent.id], [false, owner])
      const elsewhere = await inserted(store)
      await store.begin(elsewhere.id)
      equal((await store.transition(elsewhere.id, ['sending'], claim)).kind, 'moved') // another account
    },
  },
  {
    name: 'an owner that lets go can be followed by another',
    run: async store => {
      const snapshot = snapshotOf('made-up:1')
      const orphan = await inserted(store, { state: 'orphan', activationId: snapshot.id, snapshot, flags: ['surplus'] })
      const { account } = orphan
      const { id } = await inserted(store, { account })
      await store.begin(id)
      const claim = { state: 'confirmed', activationId: snapshot.id, snapshot } as const
      equal(await store.transition(id, ['sending'], claim), { kind: 'owned', by: orphan.id })
      await store.transition(orphan.id, ['orphan'], { state: 'not_purchased', activationId: null })
      equal((await store.transition(id, ['sending'], claim)).kind, 'moved')
      equal([...(await store.owners(account, [snapshot.id, 'made-up:2']))], [[snapshot.id, id]])
      equal([...(await store.owners(account, []))], [])
    },
  },
  {
    name: 'lists what is open, alive and orphaned, oldest first, of one account',
    run: async store => {
      const { account, id } = await inserted(store)
      const second = await inserted(store, { account })
      const third = await inserted(store, { account })
      const snapshot = snapshotOf('made-up:1')
      const orphan = await inserted(store, { account, state: 'orphan', activationId: snapshot.id, snapshot })
      await inserted(store)
      const ids = async (selection: 'open' | 'alive' | 'orphan') =>
        (await store.list(account, selection)).map(intent => intent.id)
      equal(await ids('open'), [id, second.id, third.id])
      for (const each of [id, second.id, third.id]) await store.begin(each)
      await store.transition(second.id, ['sending'], { state: 'unknown' })
      const mine = snapshotOf('made-up:2')
      await store.transition(id, ['sending'], { state: 'confirmed', activationId: mine.id, snapshot: mine })
      await store.transition(third.id, ['sending'], { state: 'rejected' })
      equal(await ids('open'), [second.id])
      equal((await ids('alive')).sort(), [id, orphan.id].sort())
      await store.transition(id, ['confirmed'], { ended: true })
      equal(await ids('alive'), [orphan.id])
      await store.transition(orphan.id, ['orphan'], { ended: true })
      equal(await ids('alive'), [])
      equal(await ids('orphan'), [orphan.id])
    },
  },
]
