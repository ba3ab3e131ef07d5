import { useSpeech } from '../i18n/language-context.tsx'
import { CopyButton } from '../ui/copy-button.tsx'

interface CodeViewProps {
  readonly code: string | null
  /** Whether an SMS is awaited; what to do meanwhile. */
  readonly waitingFor: string | null
}

/** The code, in the size of what one came for; or that it is awaited. */
export function CodeView({ code, waitingFor }: CodeViewProps) {
  const { t } = useSpeech()
  if (waitingFor !== null) {
    return (
      <div className="code-view code-waiting">
        <span className="dots" aria-hidden="true">
          <i />
          <i />
          <i />
        </span>
        <p>{waitingFor}</p>
      </div>
    )
  }
  if (code === null) return null
  return (
    <div className="code-view code-there">
      <h2>{t.number.code}</h2>
      <output className="code">{code}</output>
      <CopyButton text={code} label={t.number.copyCode} isPrimary />
    </div>
  )
}
