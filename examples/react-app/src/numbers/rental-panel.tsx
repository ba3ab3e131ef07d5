import { useRental } from '@onesms/react'
import type { RentalSnapshot } from '@onesms/sdk'
import { type ReactNode, useState } from 'react'
import { useSpeech } from '../i18n/language-context.tsx'
import { Extend } from '../rentals/extend.tsx'
import { createExtension } from '../rentals/extension.ts'
import { ErrorNote } from '../ui/error-note.tsx'
import { CancelHint } from './cancel-hint.tsx'
import { CodeView } from './code-view.tsx'
import { CommandButton } from './command-button.tsx'
import { NumberCard } from './number-card.tsx'
import { NumberLoading } from './number-loading.tsx'
import { isSettled } from './settled.ts'
import { useCommand } from './use-command.ts'

interface RentalPanelProps {
  readonly target: string | RentalSnapshot
  readonly isNews?: boolean
  /** What else can be done from here. */
  readonly children?: ReactNode
}

/** A rented number, all that came to it, and more time for it. */
export function RentalPanel({ target, isNews = false, children }: RentalPanelProps) {
  const { t, format } = useSpeech()
  const { snapshot, code, error, isLoading, cancel, extend, refresh } = useRental(target)
  const command = useCommand()
  const [buyTime] = useState(createExtension)
  if (!snapshot)
    return <NumberLoading isLoading={isLoading} error={error} onRetry={() => void refresh().catch(() => {})} />
  const { messages, expiresAt } = snapshot
  const isOver = isSettled(snapshot)
  const isUnused = messages.length === 0 && !isOver
  return (
    <NumberCard
      snapshot={snapshot}
      isNews={isNews}
      code={
        <>
          <CodeView code={code} waitingFor={isUnused ? t.number.waiting : null} />
          {!isOver && (
            <div>
              {expiresAt && <p className="hint">{t.rentals.until(format.moment(expiresAt))}</p>}
              {isUnused && <CancelHint snapshot={snapshot} isAsked={command.running === 'cancel'} />}
              {command.running === 'extend' && <p className="hint hint-warn">{t.pending.checking}</p>}
            </div>
          )}
          {command.error && <ErrorNote error={command.error} title={t.errors.command} />}
          {!isOver && (
            <Extend
              snapshot={snapshot}
              isBusy={command.running !== null}
              onExtend={(...more) => command.run('extend', () => buyTime(snapshot, extend, ...more))}
            />
          )}
        </>
      }
      actions={
        <>
          {isUnused && <CommandButton command={command} name="cancel" text={t.number.cancel} run={cancel} />}
          {children}
        </>
      }
    />
  )
}
