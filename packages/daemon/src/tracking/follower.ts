import type { NumberSnapshot, RentalsResource } from '@onesms/sdk'
import type { Account } from '../accounts/accounts.ts'
import type { Database } from '../db/tables.ts'
import { readActivations, type StoredNumber } from './activation-row.ts'
import type { Clock } from './clock.ts'
import { isRental, isSettled } from './merge.ts'
import { dropCancelRequest, readOpenNumbers } from './open-numbers.ts'
import { createReturns, type Followed } from './returns.ts'
import { createSnapshotWriter } from './snapshot-writer.ts'

/** Follows the open numbers of an account, whoever bought them, and writes down what becomes of them. */
export interface Follower {
  /** Looks in the database for what is to be followed, and what is not any more. */
  look(): Promise<void>
  /** Follows nothing any more, and writes down what was seen last. Nothing is given back. */
  stop(): Promise<void>
}

export interface FollowerOptions {
  readonly database: Database
  readonly account: Account
  readonly clock: Clock
  readonly onError: (error: unknown) => void
}

/** So many looks at what is new come to one at everything. */
const LOOKS_UNTIL_ALL = 30
const CHUNK = 500

interface Entry {
  readonly number: Followed
  stop(): void
}

export function createFollower({ database, account, clock, onError }: FollowerOptions): Follower {
  const { client } = account
  const followed = new Map<string, Entry>()
  /** Those nobody here can follow. */
  const strange = new Set<string>()
  let looks = 0
  let since: Date | null = null
  let isStopped = false

  const writer = createSnapshotWriter({
    database,
    clock,
    onError,
    onWritten: (number, snapshot) => isSettled(snapshot) && leave(number.id),
  })
  const returns = createReturns({
    clock,
    onError,
    onOver(number) {
      writer.add(number)
      if (!isSettled(number)) dropCancelRequest(database, number.id).catch(onError)
    },
  })

  function leave(id: string): void {
    followed.get(id)?.stop()
    followed.delete(id)
    returns.forget(id)
  }

  async function follow({ snapshot, isAnnounced }: StoredNumber): Promise<void> {
    try {
      const number = await open(snapshot)
      if (isStopped || followed.has(number.id)) return
      followed.set(number.id, { number, stop: number.subscribe(() => writer.add(number)) })
      // The client may know more of it than is written down.
      if (!isAnnounced || number.snapshot !== snapshot) writer.add(number)
    } catch (error) {
      strange.add(snapshot.id)
      onError(error)
    }
  }

  async function open(snapshot: NumberSnapshot): Promise<Followed> {
    if (!isRental(snapshot)) return client.activations.get(snapshot)
    const { rentals } = client as { readonly rentals?: RentalsResource }
    if (rentals) return rentals.get(snapshot)
    throw new Error(`${account.id} rents no numbers, so ${snapshot.id} cannot be followed`)
  }

  async function followNew(ids: readonly string[]): Promise<void> {
    for (let start = 0; start < ids.length && !isStopped; start += CHUNK) {
      const chunk = ids.slice(start, start + CHUNK)
      for (const number of await readActivations(database, { subject: null, ids: chunk, isOpen: true })) {
        await follow(number)
      }
    }
  }

  /** Lets go of what others saw end; and has the rest looked at again should the client have given that up, as it does after a refused key. */
  function reconcile(open: ReadonlySet<string>): void {
    for (const [id, { number }] of [...followed]) {
      if (open.has(id)) number.subscribe(() => {})()
      else leave(id)
    }
    strange.clear()
  }

  return {
    async look() {
      const isAll = looks % LOOKS_UNTIL_ALL === 0
      const { numbers, at } = await readOpenNumbers(database, account.id, isAll ? null : since)
      looks += 1
      since = at
      if (isAll) reconcile(new Set(numbers.map(({ id }) => id)))
      await followNew(numbers.flatMap(({ id }) => (followed.has(id) || strange.has(id) ? [] : [id])))
      for (const { id, isUnwanted } of numbers) {
        const entry = isUnwanted ? followed.get(id) : undefined
        if (entry && !isStopped) returns.want(entry.number)
      }
    },
    async stop() {
      isStopped = true
      for (const id of [...followed.keys()]) leave(id)
      await writer.close()
    },
  }
}
