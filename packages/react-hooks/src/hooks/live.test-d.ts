import type {
  ActivationSnapshot,
  ActivationStatus,
  ExtendOptions,
  NumberSnapshot,
  RentalDuration,
  RentalSnapshot,
  RentalStatus,
  ReportReason,
  SmsMessage,
} from '@onesms/sdk'
import { expectTypeOf } from 'vitest'
import {
  type LiveActivation,
  type LiveRental,
  type PolledNumber,
  type SmsPolling,
  type SmsPollingOptions,
  type TimeLeft,
  useActivation,
  useBuyActivation,
  useRental,
  useSmsPolling,
  useTimeLeft,
} from '../index.ts'

type Target<S> = string | S | null | undefined
expectTypeOf(useActivation).toEqualTypeOf<(target: Target<ActivationSnapshot>) => LiveActivation>()
expectTypeOf(useRental).toEqualTypeOf<(target: Target<RentalSnapshot>) => LiveRental>()
expectTypeOf(useTimeLeft).toEqualTypeOf<(target: Target<NumberSnapshot>) => TimeLeft>()
expectTypeOf<TimeLeft>().toEqualTypeOf<{ readonly left: number | null; readonly untilCancellable: number | null }>()

expectTypeOf<LiveActivation['snapshot']>().toEqualTypeOf<ActivationSnapshot | undefined>()
expectTypeOf<LiveActivation['status']>().toEqualTypeOf<ActivationStatus | undefined>()
expectTypeOf<LiveActivation['phone']>().toEqualTypeOf<string | undefined>()
expectTypeOf<LiveActivation['code']>().toEqualTypeOf<string | null>()
expectTypeOf<LiveActivation['messages']>().toEqualTypeOf<readonly SmsMessage[]>()
expectTypeOf<LiveActivation['error']>().toEqualTypeOf<Error | null>()
expectTypeOf<LiveActivation['isLoading']>().toEqualTypeOf<boolean>()
expectTypeOf<LiveActivation['cancel']>().toEqualTypeOf<() => Promise<ActivationSnapshot>>()
expectTypeOf<LiveActivation['complete']>().parameters.toEqualTypeOf<[]>()
expectTypeOf<LiveActivation['retry']>().parameters.toEqualTypeOf<[]>()
expectTypeOf<LiveActivation['report']>().parameters.toEqualTypeOf<[reason: ReportReason]>()
expectTypeOf<LiveActivation['refresh']>().toEqualTypeOf<() => Promise<ActivationSnapshot>>()
expectTypeOf<LiveActivation>().not.toHaveProperty('extend')

expectTypeOf<LiveRental['snapshot']>().toEqualTypeOf<RentalSnapshot | undefined>()
expectTypeOf<LiveRental['status']>().toEqualTypeOf<RentalStatus | undefined>()
expectTypeOf<LiveRental['extend']>().toEqualTypeOf<
  (duration: RentalDuration, options?: ExtendOptions) => Promise<RentalSnapshot>
>()
expectTypeOf<LiveRental>().not.toHaveProperty('retry')
expectTypeOf<LiveRental>().not.toHaveProperty('report')

expectTypeOf(useSmsPolling).toEqualTypeOf<
  (targets: readonly (string | ActivationSnapshot)[], options?: SmsPollingOptions) => SmsPolling
>()
expectTypeOf<SmsPolling['numbers']>().toEqualTypeOf<ReadonlyMap<string, PolledNumber>>()
expectTypeOf<SmsPolling['stop']>().toBeCallableWith('hero-sms:4711')
expectTypeOf<PolledNumber>().toEqualTypeOf<{
  readonly id: string
  readonly snapshot: ActivationSnapshot | undefined
  readonly error: unknown
  readonly isLoading: boolean
  readonly isStopped: boolean
}>()

export function useWhatFits(rental: RentalSnapshot) {
  const { data } = useBuyActivation()
  const { cancel, report, snapshot } = useActivation(data)
  useTimeLeft(data)
  useTimeLeft(rental)
  useSmsPolling(['hero-sms:4711', ...(data ? [data] : [])], {
    onMessage: (message, { phone }) => `${phone.toUpperCase()} ${message.code ?? message.text}`,
    onSettled: settled => settled.status.length,
  })
  // @ts-expect-error a reason is one of four
  report('bored')
  // @ts-expect-error an activation is no rental
  useRental(snapshot)
  // @ts-expect-error a rental is no activation
  useActivation(rental)
  // @ts-expect-error an event of a click is taken for nothing else
  const listener: (event: string) => void = report
  return { onClick: cancel satisfies (event: unknown) => unknown, listener }
}
