import type { ActivationSnapshot, PurchaseRequest, RentalRequest, RentalSnapshot } from '@onesms/sdk'
import { expectTypeOf } from 'vitest'
import { type PurchaseState, type PurchaseStatus, useBuyActivation, useRentNumber } from '../index.ts'

expectTypeOf<PurchaseStatus>().toEqualTypeOf<'idle' | 'buying' | 'checking' | 'bought' | 'failed'>()
expectTypeOf(useBuyActivation).toEqualTypeOf<() => PurchaseState<PurchaseRequest, ActivationSnapshot>>()
expectTypeOf(useRentNumber).toEqualTypeOf<() => PurchaseState<RentalRequest, RentalSnapshot>>()

type Buying = ReturnType<typeof useBuyActivation>
expectTypeOf<Buying['status']>().toEqualTypeOf<PurchaseStatus>()
expectTypeOf<Buying['isPending']>().toEqualTypeOf<boolean>()
expectTypeOf<Buying['request']>().toEqualTypeOf<PurchaseRequest | null>()
expectTypeOf<Buying['data']>().toEqualTypeOf<ActivationSnapshot | undefined>()
expectTypeOf<Buying['error']>().toEqualTypeOf<Error | null>()
expectTypeOf<Buying['mutate']>().toEqualTypeOf<(request: PurchaseRequest) => void>()
expectTypeOf<Buying['mutateAsync']>().toEqualTypeOf<(request: PurchaseRequest) => Promise<ActivationSnapshot>>()
expectTypeOf<Buying['reset']>().toEqualTypeOf<() => void>()
expectTypeOf<ReturnType<typeof useRentNumber>['data']>().toEqualTypeOf<RentalSnapshot | undefined>()

export function useRefusedByTypes() {
  const buying = useBuyActivation()
  const { mutate } = buying
  const { mutate: rent } = useRentNumber()
  mutate({ service: 'telegram', country: 'GB', maxPrice: '0.50' })
  rent({ service: 'telegram', country: 'GB', duration: { days: 7 } })
  // @ts-expect-error money is a text
  mutate({ service: 'telegram', country: 'GB', maxPrice: 0.5 })
  // @ts-expect-error a country is a must
  mutate({ service: 'telegram' })
  // @ts-expect-error how long is a must
  rent({ service: 'telegram', country: 'GB' })
  // @ts-expect-error the key is the hook's own
  mutate({ service: 'telegram', country: 'GB', idempotencyKey: 'mine' })
  // @ts-expect-error what is shown is not changed
  buying.status = 'idle'
  return buying
}
