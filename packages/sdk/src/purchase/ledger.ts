import type { Clock } from '../utils/clock.ts'
import type { Intent, IntentState } from './intent.ts'
import { targetsInDoubt } from './number.ts'
import {
  type BeginResult,
  type IntentChange,
  type IntentSelection,
  type NewIntent,
  SENDABLE,
  type TransitionResult,
} from './store.ts'
import { anyOverlap } from './target.ts'

/** A step that may be taken: what it answers, and the row to be written first where it changes something. */
export interface Step<Result> {
  readonly result: Result
  readonly row: Intent | null
}

const OPEN: ReadonlySet<IntentState> = new Set<IntentState>(['prepared', 'sending', 'unknown'])

/**
 * The rules of an {@link IntentStore} over rows in memory. Steps are decided without being taken, so that a store can write
 * a row down before it counts: take one by {@link Ledger.put}.
 */
export class Ledger {
  readonly #clock: Clock
  readonly #rows = new Map<string, Row>()
  readonly #keys = new Map<string, string>()
  readonly #owners = new Map<string, string>()
  readonly #selections = { open: new Set<string>(), alive: new Set<string>(), orphan: new Set<string>() }

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get size(): number {
    return this.#rows.size
  }

  /** The rows as they are to be written, oldest first. */
  *rows(): Generator<Intent> {
    for (const { intent } of this.#rows.values()) yield intent
  }

  /** Makes a row count. Its age is taken from `row.age` on. */
  put(row: Intent): void {
    const before = this.#rows.get(row.id)?.intent
    if (before?.activationId) this.#owners.delete(accountKey(row.account, before.activationId))
    if (row.activationId !== null) this.#owners.set(accountKey(row.account, row.activationId), row.id)
    if (row.idempotencyKey !== null) this.#keys.set(accountKey(row.account, row.idempotencyKey), row.id)
    this.#rows.set(row.id, { intent: row, since: this.#clock.elapsed() - row.age })
    select(this.#selections.open, row.id, OPEN.has(row.state))
    select(this.#selections.alive, row.id, row.activationId !== null && !row.ended)
    select(this.#selections.orphan, row.id, row.state === 'orphan')
  }

  insert(draft: NewIntent): Step<{ readonly created: boolean; readonly intent: Intent }> {
    const { account, idempotencyKey, activationId } = draft
    const id =
      (idempotencyKey !== null && this.#keys.get(accountKey(account, idempotencyKey))) ||
      (activationId !== null && this.#owners.get(accountKey(account, activationId))) ||
      draft.id
    const existing = this.get(id)
    if (existing) return { result: { created: false, intent: existing }, row: null }
    const row: Intent = { ...NOTHING_YET, ...draft, createdAt: new Date(this.#clock.now()) }
    return { result: { created: true, intent: row }, row }
  }

  begin(id: string): Step<BeginResult> {
    const intent = this.get(id)
    if (!intent || !SENDABLE.has(intent.state)) return { result: { kind: 'refused', intent }, row: null }
    const by = this.#holderOf(intent)
    if (by) return { result: { kind: 'held', by }, row: null }
    const row: Intent = { ...intent, state: 'sending', sentAt: new Date(this.#clock.now()), age: 0 }
    return { result: { kind: 'begun', intent: row }, row }
  }

  transition(id: string, from: readonly IntentState[], change: IntentChange): Step<TransitionResult> {
    const intent = this.get(id)
    if (!intent || !from.includes(intent.state)) return { result: { kind: 'passed', intent }, row: null }
    const { activationId } = change
    const owner = activationId && this.#owners.get(accountKey(intent.account, activationId))
    if (owner && owner !== id) return { result: { kind: 'owned', by: owner }, row: null }
    const row: Intent = { ...intent, ...change }
    return { result: { kind: 'moved', intent: row }, row }
  }

  get(id: string): Intent | null {
    const row = this.#rows.get(id)
    return row ? this.#aged(row) : null
  }

  list(account: string, selection: IntentSelection): readonly Intent[] {
    const intents: Intent[] = []
    for (const id of this.#selections[selection]) {
      const row = this.#rows.get(id)
      if (row?.intent.account === account) intents.push(this.#aged(row))
    }
    return intents
  }

  owners(account: string, activationIds: readonly string[]): ReadonlyMap<string, string> {
    const owners = new Map<string, string>()
    for (const id of activationIds) {
      const owner = this.#owners.get(accountKey(account, id))
      if (owner !== undefined) owners.set(id, owner)
    }
    return owners
  }

  #aged({ intent, since }: Row): Intent {
    return { ...intent, age: this.#clock.elapsed() - since }
  }

  #holderOf({ account, targets }: Intent): Intent | undefined {
    for (const id of this.#selections.open) {
      const row = this.#rows.get(id)
      if (row?.intent.state !== 'unknown' || row.intent.account !== account) continue
      const { gateFor } = row.intent
      const isHolding = gateFor === null || this.#clock.elapsed() - row.since < gateFor
      if (isHolding && anyOverlap(targetsInDoubt(row.intent), targets)) return this.#aged(row)
    }
    return undefined
  }
}

interface Row {
  readonly intent: Intent
  /** By the clock's `elapsed`. */
  readonly since: number
}

const NOTHING_YET = {
  ended: false,
  asked: null,
  hint: null,
  candidates: [],
  refusal: null,
  doubt: null,
  witness: null,
  sentAt: null,
  age: 0,
}

function accountKey(account: string, name: string): string {
  return JSON.stringify([account, name])
}

function select(selection: Set<string>, id: string, isIn: boolean): void {
  if (isIn) selection.add(id)
  else selection.delete(id)
}
