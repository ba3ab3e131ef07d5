import { useSmsPolling } from '@onesms/react'
import type { ActivationSnapshot, NumberSnapshot } from '@onesms/sdk'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useSpeech } from '../i18n/language-context.tsx'
import { isSettled } from '../numbers/settled.ts'
import { formatRoute, HOME } from '../route/route.ts'
import { useSession } from '../session/session-context.ts'
import { Empty } from '../ui/empty.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { announce } from '../ui/live-region.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { StepHeading } from '../ui/step-heading.tsx'
import { HistoryLine } from './history-line.tsx'
import { readHistory } from './read-history.ts'

const NONE: readonly NumberSnapshot[] = []

const isOpenActivation = (number: NumberSnapshot): number is ActivationSnapshot =>
  !('kind' in number) && !isSettled(number)

/** Everything that was bought here; what is still open goes on by itself. */
export function HistoryPage() {
  const { t } = useSpeech()
  const session = useSession()
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['app', 'history'],
    queryFn: ({ signal }) => readHistory(session, signal),
    staleTime: 0,
  })
  const bought = data ?? NONE
  const open = useMemo(() => bought.filter(isOpenActivation), [bought])
  const { numbers } = useSmsPolling(open, {
    onMessage: ({ code }, { service }) =>
      announce(code === null ? t.number.announceMessage(service.name) : t.number.announceCode(service.name, code)),
  })
  return (
    <section aria-busy={isPending}>
      <StepHeading title={t.history.title} lead={t.history.lead}>
        {t.history.title}
      </StepHeading>
      {isPending && <Skeleton count={6} shape="row" />}
      {error && !data && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && (
        <Empty title={t.history.none} hint={t.history.noneHint}>
          <a className="button button-primary" href={formatRoute(HOME)}>
            {t.history.first}
          </a>
        </Empty>
      )}
      {bought.length > 0 && (
        <ul className="lines" aria-label={t.history.list}>
          {bought.map(number => (
            <HistoryLine key={number.id} snapshot={numbers.get(number.id)?.snapshot ?? number} />
          ))}
        </ul>
      )}
    </section>
  )
}
