import type { Provider } from '../../provider/provider.ts'
import type { Clock } from '../../utils/clock.ts'
import type { IntentStore } from '../store.ts'

/** A process that may die at any moment: from then on nothing it waits for ever comes. */
export class Mortal {
  #stepsLeft = Number.POSITIVE_INFINITY
  #isDead = false
  readonly #mourners: (() => void)[] = []

  get isDead(): boolean {
    return this.#isDead
  }

  onDeath(mourn: () => void): void {
    this.#mourners.push(mourn)
  }

  /** Dies before or after one of its next calls; `steps` counts both sides of each. */
  dieAfter(steps: number): void {
    this.#stepsLeft = Math.min(this.#stepsLeft, steps)
  }

  clock(clock: Clock): Clock {
    return {
      now: () => clock.now(),
      elapsed: () => clock.elapsed(),
      sleep: async (ms, signal) => this.#ifAlive(clock.sleep(ms, signal)),
    }
  }

  store(store: IntentStore): IntentStore {
    return {
      insert: intent => this.#call(() => store.insert(intent)),
      begin: id => this.#call(() => store.begin(id)),
      transition: (id, from, change) => this.#call(() => store.transition(id, from, change)),
      get: id => this.#call(() => store.get(id)),
      list: (account, selection) => this.#call(() => store.list(account, selection)),
      owners: (account, ids) => this.#call(() => store.owners(account, ids)),
    }
  }

  provider(provider: Provider): Provider {
    const { activations } = provider
    const list = activations.list
    return {
      ...provider,
      activations: {
        targets: request => activations.targets(request),
        purchase: (order, call) => this.#call(() => activations.purchase(order, call)),
        fetch: (id, call) => this.#call(() => activations.fetch(id, call)),
        ...(list && { list: call => this.#call(() => list(call)) }),
        cancel: (id, call) => this.#call(() => activations.cancel(id, call)),
      },
    }
  }

  async #call<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#step()) return forever()
    const result = await this.#ifAlive(work())
    return this.#step() ? forever() : result
  }

  #step(): boolean {
    this.#stepsLeft -= 1
    if (this.#stepsLeft > 0 || this.#isDead) return this.#isDead
    this.#isDead = true
    for (const mourn of this.#mourners) mourn()
    return true
  }

  async #ifAlive<Result>(work: Promise<Result>): Promise<Result> {
    try {
      const result = await work
      return this.#isDead ? await forever() : result
    } catch (error) {
      return this.#isDead ? forever() : Promise.reject(error)
    }
  }
}

function forever(): Promise<never> {
  return new Promise(() => {})
}
