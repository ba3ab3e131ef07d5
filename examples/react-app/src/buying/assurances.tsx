import { useSpeech } from '../i18n/language-context.tsx'
import { CheckIcon } from '../ui/icons.tsx'

/** What whoever buys can count on; `back` says when the price comes back. */
export function Assurances({ back }: { readonly back: string }) {
  const { t } = useSpeech()
  const points = [
    [t.confirm.held, t.confirm.heldHint],
    [t.confirm.once, t.confirm.onceHint],
    [t.confirm.back, back],
  ]
  return (
    <aside className="assurances" aria-label={t.confirm.assured}>
      <ul>
        {points.map(([what, why]) => (
          <li key={what}>
            <CheckIcon />
            <p>
              <strong>{what}</strong>
              <span>{why}</span>
            </p>
          </li>
        ))}
      </ul>
    </aside>
  )
}
