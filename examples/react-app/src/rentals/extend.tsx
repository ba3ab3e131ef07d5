import type { ExtendOptions, RentalDuration, RentalSnapshot } from '@onesms/sdk'
import { useState } from 'react'
import { useSpeech } from '../i18n/language-context.tsx'
import { Choices } from '../ui/choices.tsx'
import { byDuration, durationOf, durationText } from './duration.ts'
import { useExtensions } from './use-rental-offers.ts'

interface ExtendProps {
  readonly snapshot: RentalSnapshot
  readonly isBusy: boolean
  readonly onExtend: (duration: RentalDuration, options: ExtendOptions) => void
}

/** More time for a rented number, at no more than the price that stands on the button. */
export function Extend({ snapshot, isBusy, onExtend }: ExtendProps) {
  const { t, format } = useSpeech()
  const { data } = useExtensions(snapshot.id)
  const [wanted, setWanted] = useState<number | null>(null)
  const offers = byDuration(data ?? [])
  const offer = offers.find(({ hours }) => hours === wanted) ?? offers[0]
  if (!offer) return null
  return (
    <div className="extend">
      <Choices
        label={t.rentals.extendBy}
        isLabelShown
        value={offer.hours}
        onChange={setWanted}
        options={offers.map(({ hours }) => ({ value: hours, text: durationText(hours, t, format) }))}
      />
      <button
        type="button"
        className="button"
        disabled={isBusy}
        onClick={() => onExtend(durationOf(offer.hours), { maxPrice: offer.price.amount })}
      >
        {t.rentals.extendFor(format.money(offer.price))}
      </button>
    </div>
  )
}
