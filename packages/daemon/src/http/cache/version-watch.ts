import type { Clock } from '../clock.ts'

/** How long a look at the version counts. */
const FRESH = 1_000

/**
 * Knows the version of the catalog, looking at most once a second however many ask, also while looking fails.
 */
export class VersionWatch {
  readonly #clock: Clock
  readonly #look: () => Promise<string>
  readonly #onChange: () => void
  #version: string | null = null
  #confirmedAt = Number.NEGATIVE_INFINITY
  #lookAgainAt = Number.NEGATIVE_INFINITY
  #failure: unknown = null
  #looking: Promise<void> | null = null

  constructor(clock: Clock, look: () => Promise<string>, onChange: () => void) {
    this.#clock = clock
    this.#look = look
    this.#onChange = onChange
  }

  /** Whether the version is known without looking. */
  get isFresh(): boolean {
    return this.#failure === null && this.#clock.now() < this.#lookAgainAt
  }

  /** Milliseconds since the version was last seen in the database. */
  get age(): number {
    return this.#clock.now() - this.#confirmedAt
  }

  /** The version, not older than a second. Throws what looking threw. */
  async current(): Promise<string> {
    if (this.#clock.now() >= this.#lookAgainAt) {
      this.#looking ??= this.#lookNow().finally(() => {
        this.#looking = null
      })
      await this.#looking
    }
    if (this.#version === null || this.#failure !== null) throw this.#failure
    return this.#version
  }

  /** Makes the next question look again: somebody has seen another version. */
  doubt(): void {
    this.#lookAgainAt = Number.NEGATIVE_INFINITY
  }

  async #lookNow(): Promise<void> {
    const startedAt = this.#clock.now()
    try {
      const version = await this.#look()
      if (version !== this.#version) this.#onChange()
      this.#version = version
      this.#confirmedAt = startedAt
      this.#lookAgainAt = startedAt + FRESH
      this.#failure = null
    } catch (error) {
      this.#failure = error
      this.#lookAgainAt = this.#clock.now() + FRESH
    }
  }
}
