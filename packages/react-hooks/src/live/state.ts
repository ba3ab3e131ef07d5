import type { NumberSnapshot, SmsMessage } from '@onesms/sdk'

/** What is known of a number now. Immutable, and another object when something has changed. */
export interface LiveState<S extends NumberSnapshot> {
  /** `undefined` until the first answer. */
  readonly snapshot: S | undefined
  readonly status: S['status'] | undefined
  /** E.164. */
  readonly phone: string | undefined
  /** The code that came last. */
  readonly code: string | null
  /** Every SMS so far, oldest first. */
  readonly messages: readonly SmsMessage[]
  /** Why the last look failed; `null` again with the next answer. */
  readonly error: Error | null
  /** Nothing is known yet, and it is being asked for. */
  readonly isLoading: boolean
}

/** A number by its id, or by a snapshot of it. */
export type Target<S extends NumberSnapshot> = string | S

/** Of no number. */
export const NOTHING: LiveState<never> = {
  snapshot: undefined,
  status: undefined,
  phone: undefined,
  code: null,
  messages: [],
  error: null,
  isLoading: false,
}

const LOADING: LiveState<never> = { ...NOTHING, isLoading: true }

export function stateOf<S extends NumberSnapshot>(snapshot: S): LiveState<S> {
  const { status, phone, messages } = snapshot
  const code = messages.findLast(message => message.code !== null)?.code ?? null
  return { ...NOTHING, snapshot, status, phone, code, messages }
}

const first = new WeakMap<NumberSnapshot, LiveState<NumberSnapshot>>()

/** What is known before anybody is asked: the same object for the same snapshot. */
export function initialOf<S extends NumberSnapshot>(target: Target<S> | null): LiveState<S> {
  if (target === null) return NOTHING
  if (typeof target === 'string') return LOADING
  const known = first.get(target) ?? stateOf(target)
  first.set(target, known)
  return known as LiveState<S>
}

export const idOf = <S extends NumberSnapshot>(target: Target<S>): string =>
  typeof target === 'string' ? target : target.id

export const isSettled = ({ status }: Pick<NumberSnapshot, 'status'>): boolean =>
  ['completed', 'cancelled', 'expired'].includes(status)
