'use client'
import { useActivation, useBuyActivation, useOffers } from '@onesms/react'
import { type CountryRef, cheapest, type ServiceRef } from '@onesms/sdk'

interface VerifyProps {
  readonly service: ServiceRef
  readonly country: CountryRef
}

export function Verify({ service, country }: VerifyProps) {
  const offers = useOffers({ service, country })
  const buying = useBuyActivation()
  const { phone, code, status } = useActivation(buying.data)

  if (offers.error) return <p role="alert">{offers.error.message}</p>
  if (buying.status === 'checking') return <p role="status">Checking with the provider…</p>
  if (code) return <output>{code}</output>
  if (status === 'waiting') return <p role="status">Waiting for an SMS to {phone}</p>
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
