import { type Money, OneSmsError, PriceCapError } from '@onesms/sdk'
import { useSpeech } from '../i18n/language-context.tsx'
import { failureText } from '../ui/failure-text.ts'

interface FailureProps {
  readonly error: Error
  /** Buys at that price. */
  readonly onAccept: (price: Money) => void
}

/** Why nothing was bought, and what one may do. */
export function Failure({ error, onAccept }: FailureProps) {
  const { t, format } = useSpeech()
  const lowest = error instanceof PriceCapError ? error.lowestPrice : null
  return (
    <div className="note note-bad" role="alert">
      <p className="note-title">{t.failures.title}</p>
      <p>
        {failureText(error, t)} {lowest && t.failures.lowest(format.money(lowest))}
      </p>
      {OneSmsError.is(error) && (
        <details>
          <summary>{t.failures.details}</summary>
          <p className="detail">{error.message}</p>
        </details>
      )}
      {lowest && (
        <button type="button" className="button" onClick={() => onAccept(lowest)}>
          {t.failures.useLowest(format.money(lowest))}
        </button>
      )}
    </div>
  )
}
