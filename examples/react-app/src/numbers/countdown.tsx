import { useTimeLeft } from '@onesms/react'
import type { NumberSnapshot } from '@onesms/sdk'
import { useSpeech } from '../i18n/language-context.tsx'

/** The circumference of the ring, as the style sheet draws it. */
const ROUND = 100

/** How long the number is still there. It alone renders every second. */
export function Countdown({ snapshot }: { readonly snapshot: NumberSnapshot }) {
  const { t, format } = useSpeech()
  const { left } = useTimeLeft(snapshot)
  if (left === null) return null
  const { createdAt, expiresAt } = snapshot
  const whole = expiresAt === null ? 0 : expiresAt.getTime() - createdAt.getTime()
  const share = whole > 0 ? Math.min(1, left / whole) : 0
  return (
    <div
      className={left < 60_000 ? 'countdown countdown-short' : 'countdown'}
      role="timer"
      aria-label={t.number.timeLeft}
    >
      <svg viewBox="0 0 36 36" aria-hidden="true" focusable="false">
        <circle className="ring-whole" cx="18" cy="18" r="15.9155" pathLength={ROUND} />
        <circle
          className="ring-left"
          cx={18}
          cy={18}
          r={15.9155}
          pathLength={ROUND}
          strokeDasharray={ROUND}
          strokeDashoffset={ROUND * (1 - share)}
        />
      </svg>
      <span>
        <span className="countdown-label">{t.number.timeLeft}</span>
        <span className="countdown-time">{left === 0 ? t.number.over : format.clock(left)}</span>
      </span>
    </div>
  )
}
