import type { Clock } from '../clock.ts'
import { DatabaseUnavailableError } from '../database-gate.ts'
import { type Body, bodyOf } from './body.ts'
import { BoundedBodies } from './bounded-bodies.ts'
import { VersionWatch } from './version-watch.ts'

const MOST_BYTES = 32 * 1024 * 1024
/** How long a body is still good while the database is away, in milliseconds since it was known to be current. */
const GOOD_WHILE_AWAY = 60_000

/** What a body is made of, and the version of the catalog it was read from. */
export interface Draft {
  readonly version: string
  readonly value: unknown
}

export interface Found {
  readonly body: Body
  /** Milliseconds since it was known to be current, while the database is away; `null` when it is current. */
  readonly staleFor: number | null
}

/** Bodies made from the catalog, kept for as long as its version stays. */
export class CatalogCache {
  readonly #bodies = new BoundedBodies(MOST_BYTES)
  /** What is being made, so that many who ask at once cost one read. */
  readonly #drafts = new Map<string, Promise<Body>>()
  readonly #watch: VersionWatch

  constructor(clock: Clock, readVersion: () => Promise<string>) {
    this.#watch = new VersionWatch(clock, readVersion, () => {
      this.#bodies.clear()
      this.#drafts.clear()
    })
  }

  /** A body known to be current, without waiting for anything. */
  peek(key: string): Body | undefined {
    return this.#watch.isFresh ? this.#bodies.get(key) : undefined
  }

  /** A body that is current, made when there is none; while the database is away, one that was current a minute ago. */
  async get(key: string, read: () => Promise<Draft>): Promise<Found> {
    try {
      const version = await this.#watch.current()
      return { body: this.#bodies.get(key) ?? (await this.#make(key, version, read)), staleFor: null }
    } catch (error) {
      const body = this.#bodies.get(key)
      const staleFor = this.#watch.age
      if (error instanceof DatabaseUnavailableError && body && staleFor <= GOOD_WHILE_AWAY) return { body, staleFor }
      throw error
    }
  }

  #make(key: string, version: string, read: () => Promise<Draft>): Promise<Body> {
    const begun = this.#drafts.get(key)
    if (begun) return begun
    const draft = read()
      .then(({ version: seen, value }) => {
        const body = bodyOf(value)
        if (this.#drafts.get(key) === draft && seen === version) this.#bodies.set(key, body)
        // Published in between: the body is newer than what else is kept here.
        else this.#watch.doubt()
        return body
      })
      .finally(() => {
        if (this.#drafts.get(key) === draft) this.#drafts.delete(key)
      })
    this.#drafts.set(key, draft)
    return draft
  }
}
