import type { Database } from '../../db/tables.ts'
import { isSettled } from '../../tracking/merge.ts'
import { type Beginning, completeEvents, readEventRows } from '../../tracking/read-events.ts'
import type { DatabaseGate } from '../database-gate.ts'
import type { FeedEvent, FeedReader } from './feed.ts'
import type { Outgoing } from './outgoing.ts'
import { encodeEvent, opening } from './sse.ts'

/** Few, since they are held as long as the reader takes. */
const PAGE = 50

export interface EventStreamOptions {
  readonly database: Database
  readonly gate: DatabaseGate
  readonly subject: string
  /** `null`: all numbers of the subject. */
  readonly ids: readonly string[] | null
  readonly outgoing: Outgoing
  /** The stream broke off; the reader comes again. */
  readonly onError: (error: unknown) => void
}

/**
 * What one reader is told: what is so at the beginning or what was missed, then each event, each once. To a reader who keeps
 * up events go as they are written; one for whom too much waits is told from the database, as fast as it reads.
 */
export class EventStream implements FeedReader {
  readonly subject: string
  readonly ids: ReadonlySet<string> | null
  readonly #options: EventStreamOptions
  /** Of the numbers named, those whose end has not been told. */
  #open: Set<string> | null = null
  /** The event up to which the reader was told, and the newest that there is for it. */
  #position = 0
  #newest = 0
  #isBehind = true

  constructor(options: EventStreamOptions) {
    this.subject = options.subject
    this.ids = options.ids && new Set(options.ids)
    this.#options = options
  }

  onEvent(event: FeedEvent): void {
    this.#newest = Math.max(this.#newest, event.id)
    if (this.#isBehind || this.#tell(event)) return
    this.#isBehind = true
    void this.#catchUp()
  }

  /**
   * @param after The event up to which the reader was told; `null`: it knows nothing.
   * @param since The event after which this is told of every one.
   */
  async begin(
    { newest, numbers }: Beginning,
    { after, since }: { after: number | null; since: number },
  ): Promise<void> {
    const { outgoing } = this.#options
    outgoing.push(opening)
    const open = numbers.filter(({ snapshot }) => !isSettled(snapshot)).map(({ snapshot }) => snapshot.id)
    this.#open = this.ids && new Set(open)
    this.#position = after ?? newest
    this.#newest = Math.max(this.#newest, newest, since)
    if (after === null) {
      for (const { snapshot, cancelRequestedAt } of numbers) {
        await outgoing.drained()
        outgoing.push(encodeEvent({ id: newest, type: 'snapshot', snapshot, message: null, cancelRequestedAt }))
      }
    }
    await this.#catchUp()
  }

  /** Whether all numbers named have ended, and whoever was told up to `after` was told all of it. */
  async isOver({ newest, numbers }: Beginning, after: number | null): Promise<boolean> {
    if (!this.ids || after === null || numbers.some(({ snapshot }) => !isSettled(snapshot))) return false
    return (await this.#read({ after, upTo: newest, limit: 1 })).length === 0
  }

  async #catchUp(): Promise<void> {
    const { outgoing, onError } = this.#options
    try {
      while (this.#position < this.#newest && !outgoing.isClosed) await this.#tellPage()
      this.#isBehind = false
      this.#endWhenOver()
    } catch (error) {
      onError(error)
      outgoing.drop()
    }
  }

  async #tellPage(): Promise<void> {
    const { database, gate, outgoing } = this.#options
    const upTo = this.#newest
    const rows = await this.#read({ after: this.#position, upTo, limit: PAGE })
    for (const event of await gate(() => completeEvents(database, rows))) {
      await outgoing.drained()
      this.#tell({ ...event, bytes: encodeEvent(event) })
    }
    if (rows.length < PAGE) this.#position = Math.max(this.#position, upTo)
  }

  #read(which: { after: number; upTo: number; limit: number }) {
    const { database, gate, subject, ids } = this.#options
    return gate(() => readEventRows(database, { ...which, subject, ...(ids && { ids }) }))
  }

  /** `false`: it is not told, since too much waits. */
  #tell(event: FeedEvent): boolean {
    if (event.id <= this.#position) return true
    if (!this.#options.outgoing.push(event.bytes)) return false
    this.#position = event.id
    if (event.type === 'settled') {
      this.#open?.delete(event.activationId)
      if (!this.#isBehind) this.#endWhenOver()
    }
    return true
  }

  /** Of numbers that have all ended there is nothing more to tell. */
  #endWhenOver(): void {
    if (this.#open?.size === 0) this.#options.outgoing.end()
  }
}
