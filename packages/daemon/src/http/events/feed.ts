import type { Database } from '../../db/tables.ts'
import { completeEvents, type EventRow, readEventRows, type StoredEvent } from '../../tracking/read-events.ts'
import { onEventsWritten } from '../../tracking/written.ts'
import type { Clock } from '../clock.ts'
import { encodeEvent } from './sse.ts'

/** An event as it goes out; the same bytes for all who are told of it. */
export interface FeedEvent extends StoredEvent {
  readonly bytes: Uint8Array
}

/** Who is told of events: those of a subject, or of some of its numbers. */
export interface FeedReader {
  readonly subject: string
  /** `null`: all. */
  readonly ids: ReadonlySet<string> | null
  /** In the order of the ids; each one once. */
  onEvent(event: FeedEvent): void
}

/** Reads what happened to numbers once for all who are to be told, as long as there is anybody. */
export interface EventFeed {
  /** Tells the reader of every event from now on, until it leaves; `since` is the id of the one after which it does. */
  join(reader: FeedReader): { readonly since: Promise<number>; leave(): void }
}

export interface EventFeedOptions {
  readonly database: Database
  readonly clock: Clock
  readonly onError: (error: unknown) => void
}

/** Milliseconds after which it looks for what other processes wrote. */
const LOOK_EVERY = 500
const PAGE = 500

export function createEventFeed({ database, clock, onError }: EventFeedOptions): EventFeed {
  const readers = new Set<FeedReader>()
  let last = 0
  /** Resolves once it is known where it stands; `null`: nobody reads. */
  let running: Promise<void> | null = null
  let wake = () => {}

  const wants = ({ subject, ids }: FeedReader, event: { subject: string | null; activation_id: string }) =>
    event.subject === subject && (ids?.has(event.activation_id) ?? true)

  async function findStart(): Promise<void> {
    const { sql, schema } = database
    const [row] = await sql<{ newest: number | null }[]>`
      select max(id) as newest from ${sql(schema)}.activation_events`
    last = row?.newest ?? 0
  }

  /** Reads until there is nothing new. */
  async function readAll(): Promise<void> {
    for (;;) {
      const rows = await readEventRows(database, { after: last, limit: PAGE })
      const subjects = new Set([...readers].map(({ subject }) => subject))
      const wanted = rows.filter(row => row.subject !== null && subjects.has(row.subject))
      const before = last
      last = rows.at(-1)?.id ?? last // whoever joins from here on is not told of these
      await tellAll(wanted).catch(error => {
        last = before
        throw error
      })
      if (rows.length < PAGE) return
    }
  }

  async function tellAll(rows: readonly EventRow[]): Promise<void> {
    if (rows.length === 0) return
    for (const event of await completeEvents(database, rows)) tell({ ...event, bytes: encodeEvent(event) })
  }

  function tell(event: FeedEvent): void {
    const named = { subject: event.subject, activation_id: event.activationId }
    for (const reader of readers) if (wants(reader, named)) reader.onEvent(event)
  }

  async function run(): Promise<void> {
    const stop = onEventsWritten(database.sql, () => wake())
    let isFailing = false
    while (readers.size > 0) {
      const woken = new AbortController()
      wake = () => woken.abort()
      isFailing = await readAll().then(
        () => false,
        error => {
          if (!isFailing) onError(error) // once in a row
          return true
        },
      )
      await clock.sleep(LOOK_EVERY, woken.signal).catch(() => {}) // woken before its time
    }
    stop()
    running = null
  }

  return {
    join(reader) {
      readers.add(reader)
      if (!running) {
        running = findStart()
        running.then(run, () => {
          running = null
        })
      }
      return {
        since: running.then(() => last),
        leave() {
          if (readers.delete(reader) && readers.size === 0) wake()
        },
      }
    },
  }
}
