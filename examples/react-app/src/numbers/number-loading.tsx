import { useSpeech } from '../i18n/language-context.tsx'
import { ErrorNote } from '../ui/error-note.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { StepHeading } from '../ui/step-heading.tsx'

interface NumberLoadingProps {
  readonly isLoading: boolean
  readonly error: Error | null
  readonly onRetry: () => void
}

/** A number of which nothing is known yet. */
export function NumberLoading({ isLoading, error, onRetry }: NumberLoadingProps) {
  const { t } = useSpeech()
  return (
    <section aria-busy={isLoading}>
      <StepHeading>{error ? t.number.missing : t.number.loading}</StepHeading>
      {error ? <ErrorNote error={error} onRetry={onRetry} /> : <Skeleton count={1} shape="card" />}
    </section>
  )
}
