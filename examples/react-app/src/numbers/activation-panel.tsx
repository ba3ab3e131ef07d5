import { useActivation } from '@onesms/react'
import type { ActivationSnapshot } from '@onesms/sdk'
import type { ReactNode } from 'react'
import { useSpeech } from '../i18n/language-context.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { CancelHint } from './cancel-hint.tsx'
import { CodeView } from './code-view.tsx'
import { CommandButton } from './command-button.tsx'
import { NumberCard } from './number-card.tsx'
import { NumberLoading } from './number-loading.tsx'
import { isSettled } from './settled.ts'
import { useCommand } from './use-command.ts'

interface ActivationPanelProps {
  readonly target: string | ActivationSnapshot
  readonly isNews?: boolean
  /** What else can be done from here. */
  readonly children?: ReactNode
}

/** The fourth step: the number, its code, and what can be done with both. */
export function ActivationPanel({ target, isNews = false, children }: ActivationPanelProps) {
  const { t } = useSpeech()
  const { snapshot, code, error, isLoading, cancel, complete, retry, refresh } = useActivation(target)
  const command = useCommand()
  if (!snapshot)
    return <NumberLoading isLoading={isLoading} error={error} onRetry={() => void refresh().catch(() => {})} />
  const { status, messages, canRetry } = snapshot
  const isUnused = messages.length === 0 && !isSettled(snapshot)
  const awaited = status === 'waiting' ? t.number.waiting : status === 'retrying' ? t.number.retrying : null
  return (
    <NumberCard
      snapshot={snapshot}
      isNews={isNews}
      code={
        <>
          <CodeView code={code} waitingFor={awaited} />
          {status === 'received' && code === null && <p className="hint">{t.number.noCode}</p>}
          {isUnused && <CancelHint snapshot={snapshot} isAsked={command.running === 'cancel'} />}
          {command.error && <ErrorNote error={command.error} title={t.errors.command} />}
        </>
      }
      actions={
        <>
          {(status === 'received' || status === 'retrying') && (
            <CommandButton command={command} name="complete" text={t.number.complete} run={complete} />
          )}
          {status === 'received' && canRetry !== false && (
            <CommandButton command={command} name="retry" text={t.number.retry} run={retry} />
          )}
          {isUnused && <CommandButton command={command} name="cancel" text={t.number.cancel} run={cancel} />}
          {children}
        </>
      }
    />
  )
}
