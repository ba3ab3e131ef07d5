import { useSpeech } from '../i18n/language-context.tsx'
import { formatRoute, type Route } from '../route/route.ts'
import { CheckIcon } from './icons.tsx'

const STEPS = ['service', 'country', 'confirm', 'number'] as const
export type Step = (typeof STEPS)[number]

interface StepsProps {
  readonly current: Step
  /** What was chosen, and where it can be changed. */
  readonly chosen?: Partial<Record<Step, { readonly text: string; readonly route: Route | null }>>
}

/** Where in the journey one is, and the way back. */
export function Steps({ current, chosen = {} }: StepsProps) {
  const { t } = useSpeech()
  const at = STEPS.indexOf(current)
  return (
    <nav aria-label={t.steps.label} className="steps">
      <ol>
        {STEPS.map((step, index) => {
          const { text, route } = chosen[step] ?? { text: null, route: null }
          const state = index < at ? 'done' : index === at ? 'current' : 'ahead'
          const name = (
            <>
              <span className="step-mark" aria-hidden="true">
                {state === 'done' ? <CheckIcon /> : index + 1}
              </span>
              <span className="step-name">{state === 'done' && text ? text : t.steps[step]}</span>
            </>
          )
          return (
            <li key={step} className={`step step-${state}`} aria-current={state === 'current' ? 'step' : undefined}>
              {state === 'done' && route ? (
                <a href={formatRoute(route)} title={t.steps.change(t.steps[step])}>
                  {name}
                </a>
              ) : (
                name
              )}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
