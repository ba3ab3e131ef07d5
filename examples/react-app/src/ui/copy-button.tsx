import { useEffect, useState } from 'react'
import { useSpeech } from '../i18n/language-context.tsx'
import { CheckIcon, CopyIcon } from './icons.tsx'
import { announce } from './live-region.tsx'

interface CopyButtonProps {
  readonly text: string
  readonly label: string
  readonly isPrimary?: boolean
}

/** Milliseconds for which it says what it did. */
const SHOWN = 2_000

export function CopyButton({ text, label, isPrimary = false }: CopyButtonProps) {
  const { t } = useSpeech()
  const [outcome, setOutcome] = useState<'copied' | 'copyFailed' | null>(null)
  useEffect(() => {
    if (outcome === null) return
    const timer = setTimeout(() => setOutcome(null), SHOWN)
    return () => clearTimeout(timer)
  }, [outcome])
  const copy = async () => {
    const done = await navigator.clipboard.writeText(text).then(
      () => 'copied' as const,
      () => 'copyFailed' as const,
    )
    setOutcome(done)
    announce(t.number[done])
  }
  return (
    <button type="button" className={isPrimary ? 'button button-primary' : 'button'} onClick={copy}>
      {outcome === 'copied' ? <CheckIcon /> : <CopyIcon />}
      <span>{outcome === null ? label : t.number[outcome]}</span>
    </button>
  )
}
