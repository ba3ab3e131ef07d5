import type { ExtendOptions, RentalDuration, RentalSnapshot } from '@onesms/sdk'
import { useSpeech } from '../i18n/language-context.tsx'
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
  const offers = byDuration(data ?? [])
  if (offers.length === 0) return null
  return (
    <fieldset className="choices">
      <legend className="choices-label">{t.rentals.extendBy}</legend>
      {offers.map(({ hours, price }) => (
        <button
          key={hours}
          type="button"
          className="chip"
          disabled={isBusy}
          onClick={() => onExtend(durationOf(hours), { maxPrice: price.amount })}
        >
          {durationText(hours, t, format)} · {format.money(price)}
        </button>
      ))}
    </fieldset>
  )
}
