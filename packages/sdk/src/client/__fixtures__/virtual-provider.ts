import { InvalidTransitionError, NotFoundError, TooEarlyToCancelError } from '../../errors/activation.ts'
import { activationTarget } from '../../provider/activation-target.ts'
import type { CatalogFacet, Provider } from '../../provider/provider.ts'
import type { ActivationObservation, ActivationSnapshot, ObservedMessage } from '../../provider/snapshot.ts'
import type { ProviderTraits } from '../../provider/traits.ts'
import type { FakeClock } from '../../testing/fake-clock.ts'
import { unknownTraits } from '../../testing/no-activations.ts'

type Command = 'purchase' | 'fetch' | 'fetchMany' | 'list' | 'cancel' | 'complete' | 'retry'

interface Sold {
  observation: ActivationObservation & { status: NonNullable<ActivationObservation['status']> }
  readonly snapshot: ActivationSnapshot
  readonly boughtAt: number
}

export interface VirtualProviderOptions {
  readonly clock: FakeClock
  readonly traits?: Partial<ProviderTraits>
  /** Whether open numbers can be listed, and so be asked about at once. Default: `false`. */
  readonly hasList?: boolean
  /** How far its own clock is ahead of ours. Default: 0. */
  readonly clockError?: number
}

/**
 * A provider in memory, in virtual time, with hands to move it: an SMS comes when `sms` says so. It keeps the manners of the
 * handler dialect: it says `closed` and not how, it repeats the last code, and an open number vanishes from its list.
 */
export function virtualProvider({ clock, traits, hasList = false, clockError = 0 }: VirtualProviderOptions) {
  const allTraits: ProviderTraits = {
    ...unknownTraits,
    openList: hasList ? ('complete' as const) : null,
    completion: 'explicit' as const,
    retry: 'free' as const,
    priceCap: true,
    ...traits,
  }
  const sold = new Map<string, Sold>()
  const calls: { command: Command; ids: readonly string[]; at: number }[] = []
  const failures: { command: Command; error: unknown; isAfter: boolean }[] = []
  let count = 0
  let latency = 0
  let purchaseLatency = 0

  /** Notes a call and runs it, or what a test put in its place. */
  async function call<T>(command: Command, ids: readonly string[], run: () => T, signal?: AbortSignal): Promise<T> {
    calls.push({ command, ids, at: clock.elapsed() })
    const delay = command === 'purchase' ? purchaseLatency : latency
    if (delay > 0) await clock.sleep(delay, signal)
    const index = failures.findIndex(failure => failure.command === command)
    const [failure] = index < 0 ? [] : failures.splice(index, 1)
    if (failure && !failure.isAfter) throw failure.error
    const answer = run()
    if (failure) throw failure.error
    return answer
  }

  function find(id: string): Sold {
    const found = sold.get(id)
    if (!found) throw new NotFoundError(`no ${id}`, { provider: 'virtual' })
    const { status } = found.observation
    const isOver = clock.elapsed() - found.boughtAt >= allTraits.lifetime
    if (isOver && status !== 'closed' && status !== 'completed') change(id, { status: 'closed' })
    return found
  }

  function observe(id: string): ActivationObservation {
    return { ...find(id).observation, observedAt: new Date(clock.now()) }
  }

  function change(id: string, facts: Partial<ActivationObservation>): ActivationObservation {
    const found = sold.get(id)
    if (!found) throw new Error(`nobody bought ${id}`)
    Object.assign(found.observation, facts)
    return { ...found.observation, observedAt: new Date(clock.now()) }
  }

  function sell(): ActivationSnapshot {
    count += 1
    const nativeId = String(count)
    const createdAt = new Date(clock.now() + clockError)
    const snapshot: ActivationSnapshot = {
      id: `virtual:${nativeId}`,
      provider: 'virtual',
      nativeId,
      status: 'waiting',
      reason: null,
      phone: `+4477009${String(count).padStart(5, '0')}`,
      service: { slug: 'telegram', nativeId: 'tg', name: 'Telegram' },
      country: { iso: 'GB', nativeId: '16', name: 'United Kingdom' },
      operator: null,
      price: { amount: '0.20', currency: 'USD' },
      refund: 'none',
      messages: [],
      rounds: 0,
      canRetry: true,
      createdAt,
      soldAt: createdAt,
      cancellableAt: null,
      observedAt: new Date(clock.now()),
      expiresAt: new Date(createdAt.getTime() + allTraits.lifetime),
    }
    const { id, provider, observedAt } = snapshot
    sold.set(id, {
      snapshot,
      boughtAt: clock.elapsed(),
      observation: { id, provider, nativeId, observedAt, status: 'waiting', messages: [] },
    })
    return snapshot
  }

  const provider: Provider = {
    spec: 1,
    id: 'virtual',
    name: 'Virtual',
    currency: 'USD',
    traits: allTraits,
    account: { balance: async () => ({ amount: '100', currency: 'USD' }) },
    catalog: {} as CatalogFacet,
    activations: {
      targets: () => [activationTarget('virtual', 'tg', '16')],
      purchase: () => call('purchase', [], sell),
      fetch: (id, { signal }) => call('fetch', [id], () => observe(id), signal),
      ...(hasList && {
        fetchMany: ids =>
          call('fetchMany', ids, () => new Map(ids.filter(isOpen).map(id => [id, observe(id)] as const))),
        list: () => call('list', [], () => [...sold].filter(([id]) => isOpen(id)).map(([, { snapshot }]) => snapshot)),
      }),
      cancel: id =>
        call('cancel', [id], () => {
          const { observation, boughtAt } = find(id)
          const cancellable = boughtAt + allTraits.cancelAfter
          if (clock.elapsed() < cancellable) throw new TooEarlyToCancelError('early', { provider: 'virtual' })
          if (observation.status !== 'waiting') throw new InvalidTransitionError('BAD_STATUS', { provider: 'virtual' })
          return { ...change(id, { status: 'closed' }), status: 'cancelled', refund: 'confirmed' }
        }),
      complete: id => call('complete', [id], () => change(id, { status: 'completed' })),
      retry: id => call('retry', [id], () => change(id, { status: 'retrying' })),
    },
  }

  const isOpen = (id: string) => {
    const { status } = sold.has(id) ? find(id).observation : { status: 'closed' }
    return status !== 'closed' && status !== 'completed'
  }

  return {
    provider,
    calls,
    /** Answers take this long from now on, in milliseconds; purchases do not. */
    answerAfter(ms: number): void {
      latency = ms
    },
    answerPurchasesAfter(ms: number): void {
      purchaseLatency = ms
    },
    callsOf: (command: Command) => calls.filter(entry => entry.command === command),
    /** The next call of this command ends with `error`, before it does anything. */
    failNext: (command: Command, error: unknown) => void failures.push({ command, error, isAfter: false }),
    /** The next call of this command is carried out, and ends with `error` all the same. */
    loseAnswer: (command: Command, error: unknown) => void failures.push({ command, error, isAfter: true }),
    /** An SMS comes; only the newest is shown, as the dialect does. */
    sms(id: string, message: Partial<ObservedMessage>): void {
      const whole: ObservedMessage = {
        id: null,
        text: null,
        code: null,
        sender: null,
        channel: 'sms',
        receivedAt: null,
        ...message,
      }
      change(id, { status: 'received', messages: [whole] })
    },
    /** The provider ends it, and does not say how. */
    closeNumber: (id: string) => void change(id, { status: 'closed' }),
    forget: (id: string) => void sold.delete(id),
    change,
  }
}
