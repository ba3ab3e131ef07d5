import type { NumberSnapshot } from '@onesms/sdk'
import { useSpeech } from '../i18n/language-context.tsx'

export function StatusBadge({ status }: Pick<NumberSnapshot, 'status'>) {
  const { t } = useSpeech()
  return <span className={`badge badge-${status}`}>{t.status[status]}</span>
}
