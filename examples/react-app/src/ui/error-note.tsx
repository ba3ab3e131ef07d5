import { OneSmsError } from '@onesms/sdk'
import { useSpeech } from '../i18n/language-context.tsx'
import { failureText } from './failure-text.ts'

interface ErrorNoteProps {
  readonly error: unknown
  readonly title?: string
  readonly onRetry?: () => void
}

/** What went wrong, in the language of the page; what the other end said stands below, in its own. */
export function ErrorNote({ error, title, onRetry }: ErrorNoteProps) {
  const { t } = useSpeech()
  const detail = OneSmsError.is(error) ? error.message : null
  return (
    <div className="note note-bad" role="alert">
      <p className="note-title">{title ?? t.errors.title}</p>
      <p>{navigator.onLine ? failureText(error, t) : t.errors.offline}</p>
      {detail && (
        <details>
          <summary>{t.failures.details}</summary>
          <p className="detail">{detail}</p>
        </details>
      )}
      {onRetry && (
        <button type="button" className="button" onClick={onRetry}>
          {t.errors.retry}
        </button>
      )}
    </div>
  )
}
