import { useTimeLeft } from '@onesms/react'
import type { NumberSnapshot } from '@onesms/sdk'
import { useSpeech } from '../i18n/language-context.tsx'

interface CancelHintProps {
  readonly snapshot: NumberSnapshot
  /** Whether it was asked to be given back. */
  readonly isAsked: boolean
}

/** From when on the number can be given back. */
export function CancelHint({ snapshot, isAsked }: CancelHintProps) {
  const { t, format } = useSpeech()
  const { untilCancellable } = useTimeLeft(snapshot)
  const waits = untilCancellable !== null && untilCancellable > 0
  return (
    <p className="hint">
      {isAsked ? t.number.cancelAsked : t.confirm.promise}{' '}
      {waits && <span className="tabular">{t.number.cancelIn(format.clock(untilCancellable))}</span>}
    </p>
  )
}
