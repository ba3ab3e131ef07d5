import { compareMoney, type Money } from '@onesms/sdk'
import { useId, useState } from 'react'
import { useSpeech } from '../i18n/language-context.tsx'
import { parseCap } from './cap.ts'

interface CapFormProps {
  readonly price: Money
  /** What was asked for before, and refused. Default: the price. */
  readonly before?: string | undefined
  readonly verb: 'buy' | 'rent'
  readonly onSubmit: (maxPrice: string) => void
}

/** How much it may cost, and the button that buys. The cap stays what it was when it was first seen, whatever prices do. */
export function CapForm({ price, before, verb, onSubmit }: CapFormProps) {
  const { t, format } = useSpeech()
  const id = useId()
  const [typed, setTyped] = useState(() => format.decimal(before ?? price.amount))
  const { amount, problem } = parseCap(typed)
  const cap = amount === null ? null : { amount, currency: price.currency }
  const isLow = cap !== null && compareMoney(cap, price) < 0
  const hint = problem ? t.confirm[problem] : isLow ? t.confirm.capLow(format.money(price)) : t.confirm.capHint
  return (
    <form
      className="cap"
      noValidate
      onSubmit={event => {
        event.preventDefault()
        if (amount !== null) onSubmit(amount)
      }}
    >
      <label htmlFor={id}>{t.confirm.cap}</label>
      <div className="amount">
        <input
          id={id}
          value={typed}
          inputMode="decimal"
          autoComplete="off"
          spellCheck={false}
          aria-describedby={`${id}-hint`}
          aria-invalid={problem !== null}
          onChange={event => setTyped(event.target.value)}
        />
        <span className="amount-unit" aria-hidden="true">
          {price.currency}
        </span>
      </div>
      <p id={`${id}-hint`} className={problem || isLow ? 'hint hint-warn' : 'hint'} aria-live="polite">
        {hint}
      </p>
      <button type="submit" className="button button-primary button-large" disabled={cap === null}>
        {t.confirm[verb](cap ? format.money(cap) : '…')}
      </button>
    </form>
  )
}
