import type { Clock } from '../../utils/clock.ts'
import type { Reply } from '../emulators/reply.ts'

/** Which calls a fault takes. One call has one fault: the first injected of those that want it. */
export interface FaultScope {
  /** The action it is for; without it, those its kind is made for, and every action where that says nothing. */
  readonly action?: string
  /** The first call it takes, counted from 1 among the calls of its action since it was injected. Default 1. */
  readonly nth?: number
  /** How many calls it takes in a row. Default 1 with `nth`, no end without. */
  readonly times?: number
}

/** What a delivery may wait on. */
export interface Delivery {
  readonly clock: Clock
  /** Aborted when the caller has gone away. */
  readonly signal: AbortSignal
}

/**
 * Where a fault takes hold: on what the answer is made from, in place of the action, on the answer, or on its way out.
 * The action has been carried out when its answer is spoiled or held back; only `perform` can prevent or move it.
 */
export interface FaultEffect<Scene> {
  /** The actions it is made for; without it, all of them. */
  readonly actions?: ReadonlySet<string>
  scene?(scene: Scene): Scene
  /** Stands in for the action; `act` carries it out, under another action's name where one is given. */
  perform?(act: (action?: string) => Reply, scene: Scene, request: Request): Reply
  reply?(reply: Reply, request: Request): Reply
  deliver?(reply: Reply, delivery: Delivery): Response | Promise<Response>
}

/** Kind of fault → what it does, given its details. `Details` names the kinds and their details, all optional. */
export type FaultTable<Details, Scene> = {
  readonly [Kind in keyof Details]: (details: Details[Kind]) => FaultEffect<Scene>
}

type Kind<Details> = keyof Details & string

/** One fault to inject. */
export type FaultOf<Details, K extends Kind<Details>> = { readonly kind: K } & Details[K] & FaultScope

/** The faults an emulator has been told to commit. */
export interface FaultPlan<Details> {
  /** Every kind there is; each can be injected without details. */
  readonly kinds: readonly Kind<Details>[]
  /** Adds a fault; the function returned takes it out again. */
  inject<K extends Kind<Details>>(fault: FaultOf<Details, K>): () => void
  /** Takes all faults out. */
  clear(): void
}

/** A fault that has taken a call. */
export interface CommittedFault<Details, Scene> {
  readonly kind: Kind<Details>
  readonly effect: FaultEffect<Scene>
}

interface Planned<Details, Scene> extends CommittedFault<Details, Scene> {
  readonly scope: FaultScope
  seen: number
}

/**
 * A plan over a table of faults, and `take`, which the emulator asks once a call: for an action that is nobody's request,
 * only faults `made` for it.
 */
export function createFaultPlan<Details, Scene>(table: FaultTable<Details, Scene>) {
  const planned = new Set<Planned<Details, Scene>>()
  const plan: FaultPlan<Details> = {
    kinds: Object.keys(table).filter((kind): kind is Kind<Details> => kind in table),
    inject(fault) {
      const entry = { kind: fault.kind, effect: table[fault.kind](fault), scope: fault, seen: 0 }
      planned.add(entry)
      return () => {
        planned.delete(entry)
      }
    },
    clear: () => planned.clear(),
  }
  const take = (action: string, made = false): CommittedFault<Details, Scene> | null => {
    let taken: CommittedFault<Details, Scene> | null = null
    for (const entry of planned) {
      if (!isMeant(entry, action, made)) continue
      entry.seen += 1
      if (isTurn(entry.scope, entry.seen)) taken ??= entry
    }
    return taken
  }
  return { plan, take }
}

const isMeant = <Details, Scene>({ scope, effect }: Planned<Details, Scene>, action: string, made: boolean) =>
  scope.action === undefined ? (effect.actions?.has(action) ?? !made) : scope.action === action

/** Whether a fault takes the call it has seen as number `seen`. */
function isTurn({ nth, times }: FaultScope, seen: number): boolean {
  const first = nth ?? 1
  return seen >= first && seen < first + (times ?? (nth === undefined ? Number.POSITIVE_INFINITY : 1))
}
