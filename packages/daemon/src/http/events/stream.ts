import type { Database } from '../../db/tables.ts'
import { isSettled } from '../../tracking/merge.ts'
import { type Beginning, completeEvents, readEventRows } from '../../tracking/read-events.ts'
import type { DatabaseGate } from '../database-gate.ts'
import type { FeedEvent, FeedReader } from './feed.ts'
import type { Outgoing } from './outgoing.ts'
import { encodeEvent, opening } from './sse.ts'

const PAGE = 200
/** Events that may wait while those before them are sent. */
const MOST_HELD = 1_000

export interface EventStreamOptions {
  readonly database: Database
  readonly gate: DatabaseGate
  readonly subject: string
  /** `null`: all numbers of the subject. */
  readonly ids: readonly string[] | null
  readonly outgoing: Outgoing
}

/** What one reader is told: what is so at the beginning or what was missed, then each event as it is written, each once. */
export class EventStream implements FeedReader {
  readonly subject: string
  readonly ids: ReadonlySet<string> | null
  readonly outgoing: Outgoing
  readonly #database: Database
  readonly #gate: DatabaseGate
  /** Of the numbers named, those whose end has not been told. */
  #open: Set<string> | null = null
  /** Events that wait for those before them; `null`: none do. */
  #held: FeedEvent[] | null = []
  #position = 0

  constructor({ database, gate, subject, ids, outgoing }: EventStreamOptions) {
    this.subject = subject
    this.ids = ids && new Set(ids)
    this.outgoing = outgoing
    this.#database = database
    this.#gate = gate
  }

  onEvent(event: FeedEvent): void {
    if (!this.#held) this.#send(event)
    else if (this.#held.length < MOST_HELD) this.#held.push(event)
    else this.outgoing.drop() // it comes again, and goes on from where it was
  }

  /**
   * @param after The event up to which the reader was told; `null`: it knows nothing.
   * @param since The event after which this is told of every one.
   */
  async begin(
    { newest, numbers }: Beginning,
    { after, since }: { after: number | null; since: number },
  ): Promise<void> {
    this.outgoing.push(opening)
    const open = numbers.filter(({ snapshot }) => !isSettled(snapshot)).map(({ snapshot }) => snapshot.id)
    this.#open = this.ids && new Set(open)
    if (after === null) {
      for (const { snapshot, cancelRequestedAt } of numbers) {
        await this.outgoing.drained()
        const event = { id: newest, type: 'snapshot', snapshot, message: null, cancelRequestedAt } as const
        this.outgoing.push(encodeEvent(event))
      }
      this.#position = newest
    } else {
      this.#position = after
      await this.#catchUp(Math.max(newest, since))
    }
    const held = this.#held ?? []
    this.#held = null
    for (const event of held) this.#send(event)
    this.#endWhenOver()
  }

  /** Whether all numbers named have ended, and whoever was told up to `after` was told all of it. */
  async isOver({ newest, numbers }: Beginning, after: number | null): Promise<boolean> {
    if (!this.ids || after === null || numbers.some(({ snapshot }) => !isSettled(snapshot))) return false
    const selection = { after, upTo: newest, subject: this.subject, ids: [...this.ids], limit: 1 }
    return (await this.#gate(() => readEventRows(this.#database, selection))).length === 0
  }

  async #catchUp(upTo: number): Promise<void> {
    const selection = { upTo, subject: this.subject, limit: PAGE, ...(this.ids && { ids: [...this.ids] }) }
    for (let isMore = true; isMore && !this.outgoing.isClosed; ) {
      const rows = await this.#gate(() => readEventRows(this.#database, { ...selection, after: this.#position }))
      for (const event of await this.#gate(() => completeEvents(this.#database, rows))) {
        await this.outgoing.drained()
        this.#send({ ...event, bytes: encodeEvent(event) })
      }
      isMore = rows.length === PAGE
    }
  }

  #send(event: FeedEvent): void {
    if (event.id <= this.#position) return
    this.#position = event.id
    this.outgoing.push(event.bytes)
    if (event.type !== 'settled') return
    this.#open?.delete(event.activationId)
    if (!this.#held) this.#endWhenOver()
  }

  /** Of numbers that have all ended there is nothing more to tell. */
  #endWhenOver(): void {
    if (this.#open?.size === 0) this.outgoing.end()
  }
}
