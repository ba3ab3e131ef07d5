import type { LedgerSms } from '../../ledger.ts'
import type { Activation } from './activation.ts'

/** An activation as it is kept: the one that changes. */
export type Kept = { -readonly [Member in keyof Activation]: Activation[Member] } & { readonly sms: LedgerSms[] }

/** Every activation ever sold, found by its id without looking at the others. */
export interface Archive {
  /** Oldest first. */
  readonly all: readonly Kept[]
  add(activation: Kept): void
  find(id: string): Kept | undefined
  findOpen(id: string): Kept | undefined
  /** Newest first; the same list until one is added or closed, so that a hundred pages of it cost one. */
  open(): readonly Kept[]
  close(activation: Kept): void
}

export function createArchive(): Archive {
  const all: Kept[] = []
  const byId = new Map<string, Kept>()
  const open = new Map<string, Kept>()
  let newestFirst: readonly Kept[] | null = null
  return {
    all,
    add(activation) {
      all.push(activation)
      byId.set(activation.id, activation)
      open.set(activation.id, activation)
      newestFirst = null
    },
    find: id => byId.get(id),
    findOpen: id => open.get(id),
    open() {
      newestFirst ??= [...open.values()].reverse()
      return newestFirst
    },
    close({ id }) {
      open.delete(id)
      newestFirst = null
    },
  }
}
