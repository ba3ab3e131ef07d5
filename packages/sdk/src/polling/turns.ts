import { createHeap } from './heap.ts'
import type { PollTarget } from './poll-target.ts'

/** When a followed number is to be looked at next, and how. */
export interface Turn {
  readonly target: PollTarget
  /** In milliseconds of {@link Clock.elapsed}. */
  readonly due: number
  /** Looks at it that failed, one after the other. */
  readonly failures: number
  /** The list did not hold it, or a look failed: ask for it alone. */
  readonly isAlone: boolean
}

/** The numbers that are followed, each with one turn. Who is being asked about keeps the turn that was taken. */
export interface Turns {
  readonly size: number
  of(target: PollTarget): Turn | undefined
  all(): readonly Turn[]
  /** Those of an id, which may be more than one: an activation and a rental may have it in common. */
  withId(id: string): Iterable<PollTarget>
  /** Follows a number. */
  add(turn: Turn): void
  /** Gives a number another turn; nothing where it is not followed any more. */
  move(turn: Turn): void
  /** The earliest turn that was not taken. */
  first(): Turn | undefined
  /** Takes the earliest turn. */
  takeFirst(): void
  /** Takes every turn that `isWanted`, in any order. O(n). */
  take(isWanted: (turn: Turn) => boolean): readonly Turn[]
  /** Answers whether it was followed. */
  delete(target: PollTarget): boolean
  clear(): void
}

export function createTurns(): Turns {
  const followed = new Map<PollTarget, Turn>()
  const byId = new Map<string, Set<PollTarget>>()
  /** Holds also the turns of those who left, and the former ones of those who were moved. */
  const queue = createHeap<Turn>(turn => turn.due)
  const isStale = (turn: Turn) => followed.get(turn.target) !== turn

  function set(turn: Turn): void {
    followed.set(turn.target, turn)
    queue.push(turn)
  }

  return {
    get size() {
      return followed.size
    },
    of: target => followed.get(target),
    all: () => [...followed.values()],
    withId: id => byId.get(id) ?? [],
    add(turn) {
      const { target } = turn
      byId.set(target.id, (byId.get(target.id) ?? new Set()).add(target))
      set(turn)
    },
    move(turn) {
      if (followed.has(turn.target)) set(turn)
    },
    first() {
      for (let first = queue.peek(); first && isStale(first); first = queue.peek()) queue.pop()
      return queue.peek()
    },
    takeFirst: () => void queue.pop(),
    take: isWanted => queue.take(turn => isStale(turn) || isWanted(turn)).filter(turn => !isStale(turn)),
    delete(target) {
      const same = byId.get(target.id)
      same?.delete(target)
      if (same?.size === 0) byId.delete(target.id)
      return followed.delete(target)
    },
    clear() {
      followed.clear()
      byId.clear()
      queue.take(() => true)
    },
  }
}
