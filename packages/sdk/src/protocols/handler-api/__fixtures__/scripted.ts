import type { Clock } from '../../../utils/clock.ts'
import type { Answer, HandlerLine } from '../api.ts'
import { classicDialect, type HandlerApiDialect } from '../dialect.ts'
import { createNames } from '../names.ts'
import { activationsOnDemand } from '../on-demand.ts'
import { rentalsOnDemand } from '../rentals-on-demand.ts'
import { answer } from './answer.ts'

type Scripted = string | Error | ((params: Readonly<Record<string, string | undefined>>) => string)

/** When {@link scripted} begins. */
export const now = new Date('2026-01-01T00:00:00Z')
export const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
/** What says which number an observation of {@link scripted} is about. */
export const identity = { id: 'host:4711', provider: 'host', nativeId: '4711', observedAt: now }

/** As {@link scriptedBy}, while time stands still. */
export function scripted(answers: Answers, options?: ScriptOptions) {
  return scriptedBy(
    { now: () => now.getTime(), elapsed: () => 0, sleep: () => Promise.reject(new Error('nobody sleeps here')) },
    answers,
    options,
  )
}

type Answers = Readonly<Record<string, Scripted>>

interface ScriptOptions {
  readonly dialect?: Partial<HandlerApiDialect>
  readonly status?: number
}

/** The numbers of a host that answers from a script by action, and what it was asked. */
export function scriptedBy(clock: Clock, answers: Answers, { dialect = {}, status = 200 }: ScriptOptions = {}) {
  const asked: string[] = []
  const road =
    (name: string): HandlerLine['send'] =>
    async ({ action, method, params = {}, read }) => {
      const told = Object.entries(params).filter(([, value]) => value !== undefined)
      asked.push(
        [name, ...(method ? [method] : []), action, ...told.map(([key, value]) => `${key}=${value}`)].join(' '),
      )
      const next = answers[action]
      if (next instanceof Error) throw next
      const body = typeof next === 'function' ? next(params) : (next ?? 'BAD_ACTION')
      const facts: Partial<Answer> = { operation: action, status, at: clock.now(), provider: 'host' }
      return read(answer(body, facts))
    }
  const line: HandlerLine = { send: road('read'), change: road('change'), buy: road('buy') }
  const parts = {
    line,
    dialect: { ...classicDialect, ...dialect },
    provider: 'host',
    names: createNames('canonical'),
    clock,
    redact: (text: string) => text,
  }
  return { activations: activationsOnDemand(parts), rentals: rentalsOnDemand(parts), asked }
}
