import { OneSmsError } from '../../errors/base.ts'
import type { PurchaseHeldError } from '../../errors/purchase.ts'
import type { Provider } from '../../provider/provider.ts'
import type { Purchases } from '../api.ts'
import { createMemoryStore } from '../memory-store.ts'
import { PurchaseUnknownError } from '../unknown-error.ts'
import { Mortal } from './mortal.ts'
import { createRandom } from './random.ts'
import type { Scenario } from './scenario.ts'
import { judge, type Verdict } from './verdict.ts'
import type { VirtualAccount } from './virtual-account.ts'
import { VirtualClock } from './virtual-clock.ts'

export interface Report extends Verdict {
  /** Requests to buy that reached the provider, by its own count. */
  readonly purchases: number
  readonly lists: number
  readonly shortestListPause: number
  readonly deaths: number
  readonly delivered: number
  /** Milliseconds from the send of each purchase that was unknown to the moment it no longer was. */
  readonly settling: readonly number[]
  /** Milliseconds from the sale of each orphan to the moment it was told. */
  readonly orphanDelays: readonly number[]
}

interface Job {
  readonly key: string
  readonly service: string
}

/** Plays a scenario in virtual time, and lets the provider's own ledger judge what has become of the money. */
export async function simulate(scenario: Scenario): Promise<Report> {
  const clock = new VirtualClock()
  const random = createRandom(scenario.seed)
  const { mix, lag, outages, traits } = scenario
  const account = scenario.open({
    clock,
    random,
    traits,
    mix,
    lag,
    outages,
    slow: 0.05,
    listErrors: 0.1,
    halfLists: 0.05,
  })
  const store = createMemoryStore({ clock })
  const play = new Play(scenario, clock, random, account, scenario.wrapStore(store))
  await clock.runUntil(play.run())
  const verdict = await judge(account, store, play.delivered, play.shown)
  const { purchases, lists, shortestListPause } = account.requests
  const { deaths, delivered, settling, orphanDelays } = play
  return { ...verdict, purchases, lists, shortestListPause, deaths, delivered: delivered.size, settling, orphanDelays }
}

class Play {
  readonly delivered = new Set<string>()
  readonly shown = new Set<string>()
  readonly settling: number[] = []
  readonly orphanDelays: number[] = []
  deaths = 0
  #jobs = 0
  #isOver = false
  readonly #scenario: Scenario
  readonly #clock: VirtualClock
  readonly #random: () => number
  readonly #account: VirtualAccount
  readonly #store: ReturnType<typeof createMemoryStore>

  constructor(
    scenario: Scenario,
    clock: VirtualClock,
    random: () => number,
    account: VirtualAccount,
    store: ReturnType<typeof createMemoryStore>,
  ) {
    this.#scenario = scenario
    this.#clock = clock
    this.#random = random
    this.#account = account
    this.#store = store
  }

  async run(): Promise<void> {
    const { processes, callers, foreignBuys } = this.#scenario
    const strangers = foreignBuys > 0 ? this.#buyElsewhere(foreignBuys) : null
    const share = Math.ceil(callers / processes)
    const closers = await Promise.all(Array.from({ length: processes }, () => this.#runProcess(share)))
    await strangers
    // Whatever is still to be found lives no longer than this.
    await this.#clock.sleep(this.#scenario.traits.lifetime + 180_000)
    this.#isOver = true
    await Promise.all(closers.map(close => close()))
  }

  /** Runs callers until the jobs are done, starting over with the unfinished ones whenever the process dies. */
  async #runProcess(callers: number): Promise<() => Promise<void>> {
    const unfinished: (Job | null)[] = Array.from({ length: callers }, () => null)
    for (;;) {
      const mortal = new Mortal()
      const death = new Promise<'death'>(resolve => mortal.onDeath(() => resolve('death')))
      const purchases = this.#start(mortal)
      const done = Promise.all(unfinished.map((_, index) => this.#serve(mortal, purchases, unfinished, index)))
      if ((await Promise.race([done, death])) !== 'death') return () => purchases.close()
      this.deaths += 1
      await this.#clock.sleep(1_000 + this.#random() * 9_000)
    }
  }

  #start(mortal: Mortal): Purchases {
    const { build, mode, wrapProvider, traits } = this.#scenario
    const clock = mortal.clock(this.#clock)
    const provider = this.#noting(mortal, mortal.provider(wrapProvider(this.#account.provider, clock)))
    const purchases: Purchases = build({
      provider,
      store: mortal.store(this.#store),
      accountMode: mode,
      clock,
      random: this.#random,
      onEvent: (event, payload) => {
        if (mortal.isDead || !('intent' in payload)) return
        const { intent } = payload
        if (event === 'purchase:resolved') this.settling.push(intent.age)
        if (event === 'purchase:orphan' && intent.activationId) {
          const soldAt = this.#account.sales.get(intent.activationId)?.soldAt ?? 0
          this.orphanDelays.push(this.#clock.elapsed() - soldAt)
        }
        const { activationId } = intent
        if (event !== 'purchase:unwanted' || activationId === null) return
        const giveBack = async () => {
          await clock.sleep(traits.cancelAfter)
          await provider.activations.cancel(activationId, {})
          await purchases.noteEnded(activationId)
        }
        giveBack()
      },
    })
    this.#lookOver(mortal, purchases)
    return purchases
  }

  /** A person who looks at the open purchases from time to time. */
  async #lookOver(mortal: Mortal, purchases: Purchases): Promise<void> {
    while (!mortal.isDead && !this.#isOver) {
      for (const { candidates } of await purchases.open()) for (const { id } of candidates) this.shown.add(id)
      await this.#clock.sleep(60_000)
    }
  }

  /** Notes in the provider's ledger which buyers were told. Who dies before making anything of it was not. */
  #noting(mortal: Mortal, provider: Provider): Provider {
    const { activations } = provider
    const purchase: typeof activations.purchase = async (order, call) => {
      const snapshot = await activations.purchase(order, call)
      const sale = this.#account.sales.get(snapshot.id)
      if (sale) sale.isTold = true
      mortal.onDeath(() => {
        if (sale && !this.delivered.has(snapshot.id)) sale.isTold = false
      })
      return snapshot
    }
    return { ...provider, activations: { ...activations, purchase } }
  }

  async #serve(mortal: Mortal, purchases: Purchases, unfinished: (Job | null)[], index: number): Promise<void> {
    for (let job = unfinished[index] ?? this.#nextJob(); job; job = this.#nextJob()) {
      unfinished[index] = job
      if (this.#random() < this.#scenario.deaths) mortal.dieAfter(1 + Math.floor(this.#random() * 10))
      const activationId = await this.#buy(mortal, purchases, job)
      if (activationId !== null) await this.#use(mortal, purchases, activationId)
      unfinished[index] = null
    }
  }

  async #buy(mortal: Mortal, purchases: Purchases, { key, service }: Job): Promise<string | null> {
    for (;;) {
      try {
        const { snapshot } = await purchases.buy({ service, country: 'GB' }, { idempotencyKey: key })
        return snapshot.id
      } catch (error) {
        if (error instanceof PurchaseUnknownError) return this.#clearUp(error)
        if (!OneSmsError.is(error)) throw error
        if (error.code !== 'purchase_held') return null
        await mortal.clock(this.#clock).sleep((error as PurchaseHeldError).retryAfter)
      }
    }
  }

  async #clearUp(error: PurchaseUnknownError): Promise<string | null> {
    try {
      return (await error.reconcile())?.id ?? null
    } catch (again) {
      if (again instanceof PurchaseUnknownError) return null // left to people
      throw again
    }
  }

  async #use(mortal: Mortal, purchases: Purchases, activationId: string): Promise<void> {
    this.delivered.add(activationId)
    await mortal.clock(this.#clock).sleep(5_000 + this.#random() * 20_000)
    this.#account.complete(activationId)
    await purchases.noteEnded(activationId)
  }

  #nextJob(): Job | null {
    const { buys, keys } = this.#scenario
    if (this.#jobs === buys) return null
    this.#jobs += 1
    return { key: `job-${this.#jobs}`, service: `s${Math.floor(this.#random() * keys)}` }
  }

  async #buyElsewhere(count: number): Promise<void> {
    const { keys, buys, callers } = this.#scenario
    const span = (buys / callers) * 15_000
    for (let bought = 0; bought < count; bought += 1) {
      await this.#clock.sleep((span / count) * 2 * this.#random())
      this.#account.buyElsewhere(`s${Math.floor(this.#random() * keys)}`)
    }
  }
}
