import type { NumberSnapshot } from '@onesms/sdk'
import { useEffect, useRef } from 'react'
import { useSpeech } from '../i18n/language-context.tsx'
import { announce } from '../ui/live-region.tsx'
import { isSettled } from './settled.ts'

/** Has a screen reader told of every SMS that comes while the number is on the screen, and of its end. */
export function useNews(snapshot: NumberSnapshot | undefined): void {
  const { t } = useSpeech()
  const seen = useRef<{ readonly messages: number; readonly isOver: boolean } | null>(null)
  useEffect(() => {
    if (!snapshot) return
    const { messages, service, status } = snapshot
    const before = seen.current
    seen.current = { messages: messages.length, isOver: isSettled(snapshot) }
    if (before === null) return
    const newest = messages.at(-1)
    if (newest && messages.length > before.messages) {
      const { code } = newest
      announce(code === null ? t.number.announceMessage(service.name) : t.number.announceCode(service.name, code))
    } else if (isSettled(snapshot) && !before.isOver) {
      announce(t.number.announceEnded(t.status[status]))
    }
  }, [snapshot, t])
}
