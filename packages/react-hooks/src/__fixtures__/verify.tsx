import { type CountryRef, cheapest, type ServiceRef } from '@onesms/sdk'
import { useActivation, useBuyActivation, useOffers, useTimeLeft } from '../index.ts'

interface VerifyProps {
  readonly service: ServiceRef
  readonly country: CountryRef
}

export function Verify({ service, country }: VerifyProps) {
  const offers = useOffers({ service, country })
  const buying = useBuyActivation()
  const { phone, code, status, cancel } = useActivation(buying.data)
  const { left, untilCancellable } = useTimeLeft(buying.data)

  if (offers.error) return <p role="alert">{offers.error.message}</p>
  if (buying.status === 'checking') return <p role="status">Checking with the provider…</p>
  if (code) return <p role="status">{code}</p>
  if (status === 'waiting') {
    return (
      <>
        <h2>{phone}</h2>
        <p>{Math.ceil((left ?? 0) / 60_000)} minutes left</p>
        <button type="button" disabled={untilCancellable !== 0} onClick={cancel}>
          Give it back
        </button>
      </>
    )
  }
  const best = cheapest(offers.data ?? [])
  if (!best) return <p>{offers.isPending ? 'One moment…' : 'Sold out'}</p>
  const { amount, currency } = best.price
  return (
    <>
      {buying.error && <p role="alert">{buying.error.message}</p>}
      <button
        type="button"
        disabled={buying.isPending}
        onClick={() => buying.mutate({ service, country, maxPrice: amount })}
      >
        Get a number for {amount} {currency}
      </button>
    </>
  )
}
