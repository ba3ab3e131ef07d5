import { NotFoundError } from '../../errors/activation.ts'
import { WebhookError } from '../../errors/webhook.ts'
import type { Provider } from '../../provider/provider.ts'
import type { RentalObservation, RentalSnapshot } from '../../provider/rental-snapshot.ts'
import type { RentalDuration, RentalsFacet } from '../../provider/rentals.ts'
import type { ObservedMessage } from '../../provider/snapshot.ts'
import type { WebhookNotice, WebhooksFacet } from '../../provider/webhooks.ts'
import type { FakeClock } from '../../testing/fake-clock.ts'

const HOUR = 60 * 60_000

type Command = 'rent' | 'extend' | 'fetch' | 'list' | 'cancel' | 'complete'

/** The same provider, which rents numbers too and calls about them, with hands to move it. */
export function withRentals(base: Provider, clock: FakeClock, { takesBack = true } = {}) {
  const rented = new Map<string, RentalSnapshot>()
  const calls: { readonly command: Command; readonly id: string; readonly at: number }[] = []
  const failures: { readonly command: Command; readonly error: unknown; readonly isAfter: boolean }[] = []
  let latency = 0

  async function call<T>(command: Command, id: string, run: () => T, signal?: AbortSignal): Promise<T> {
    calls.push({ command, id, at: clock.elapsed() })
    if (latency > 0) await clock.sleep(latency, signal)
    const index = failures.findIndex(failure => failure.command === command)
    const [failure] = index < 0 ? [] : failures.splice(index, 1)
    if (failure && !failure.isAfter) throw failure.error
    const answer = run()
    if (failure) throw failure.error
    return answer
  }

  function find(id: string): RentalSnapshot {
    const found = rented.get(id)
    if (!found) throw new NotFoundError(`no ${id}`, { provider: base.id })
    return { ...found, observedAt: new Date(clock.now()) }
  }

  function change(id: string, facts: Partial<RentalSnapshot>): RentalSnapshot {
    const next = { ...find(id), ...facts }
    rented.set(id, next)
    return next
  }

  function rent(duration: RentalDuration): RentalSnapshot {
    const [nativeId, at] = [`r${rented.size + 1}`, new Date(clock.now())]
    const snapshot: RentalSnapshot = {
      kind: 'rental',
      id: `${base.id}:${nativeId}`,
      provider: base.id,
      nativeId,
      status: 'active',
      reason: null,
      phone: `+1555000${String(rented.size + 1).padStart(4, '0')}`,
      service: { slug: 'discord', nativeId: 'ds', name: 'Discord' },
      country: { iso: 'US', nativeId: '187', name: 'USA' },
      operator: null,
      price: { amount: '7', currency: 'USD' },
      refund: 'none',
      messages: [],
      cancellableAt: null,
      createdAt: at,
      soldAt: at,
      observedAt: at,
      expiresAt: new Date(at.getTime() + hoursOf(duration) * HOUR),
    }
    rented.set(snapshot.id, snapshot)
    return snapshot
  }

  const rentals: RentalsFacet = {
    offers: async () => [],
    targets: ({ duration }) => [
      {
        kind: 'rental',
        provider: base.id,
        service: 'ds',
        country: '187',
        operator: null,
        hours: hoursOf(duration),
        extends: null,
      },
    ],
    rent: ({ duration }) => call('rent', '', () => rent(duration)),
    extend: ({ rental, duration }) =>
      call('extend', rental.id, () => {
        const ends = find(rental.id).expiresAt?.getTime() ?? 0
        return change(rental.id, { expiresAt: new Date(ends + hoursOf(duration) * HOUR) })
      }),
    extensions: async () => [{ provider: base.id, hours: 168, price: { amount: '5', currency: 'USD' } }],
    fetch: (id, { signal }) => call('fetch', id, (): RentalObservation => find(id), signal),
    list: () => call('list', '', () => [...rented.keys()].map(find).filter(({ status }) => status === 'active')),
    ...(takesBack && {
      cancel: (id: string) => call('cancel', id, () => change(id, { status: 'cancelled', refund: 'confirmed' })),
    }),
    complete: id => call('complete', id, () => change(id, { status: 'completed' })),
  }
  /** A call is JSON of its notices. */
  const webhooks: WebhooksFacet = {
    async receive(request) {
      const body = await request.text()
      if (!body.startsWith('[')) throw new WebhookError('this is no call', { provider: base.id })
      return JSON.parse(body) as WebhookNotice[]
    },
  }
  return {
    provider: { ...base, rentals, webhooks },
    callsOf: (command: Command) => calls.filter(entry => entry.command === command),
    answerAfter(ms: number): void {
      latency = ms
    },
    failNext: (command: Command, error: unknown) => void failures.push({ command, error, isAfter: false }),
    loseAnswer: (command: Command, error: unknown) => void failures.push({ command, error, isAfter: true }),
    /** An SMS comes; all of them are shown. */
    sms(id: string, message: Partial<ObservedMessage>): void {
      const { messages } = find(id)
      const whole = { text: null, code: null, sender: null, channel: 'sms' as const, receivedAt: new Date(clock.now()) }
      change(id, { messages: [...messages, { id: `m${messages.length + 1}`, ...whole, ...message } as never] })
    },
    end: (id: string) => void change(id, { status: 'expired' }),
  }
}

const hoursOf = (duration: RentalDuration) => ('hours' in duration ? duration.hours : 24 * duration.days)
