import type { Clock } from '../../../utils/clock.ts'
import type { Answer, HandlerLine } from '../api.ts'
import { classicDialect, type HandlerApiDialect } from '../dialect.ts'
import { createNames } from '../names.ts'
import { activationsOnDemand } from '../on-demand.ts'
import { answer } from './answer.ts'

type Scripted = string | Error | ((params: Readonly<Record<string, string | undefined>>) => string)

/** The numbers of a host that answers from a script by action, and what it was asked. */
export function scriptedBy(
  clock: Clock,
  answers: Readonly<Record<string, Scripted>>,
  { dialect = {}, status = 200 }: { readonly dialect?: Partial<HandlerApiDialect>; readonly status?: number } = {},
) {
  const asked: string[] = []
  const road =
    (name: string): HandlerLine['send'] =>
    async ({ action, params = {}, read }) => {
      const told = Object.entries(params).filter(([, value]) => value !== undefined)
      asked.push([name, action, ...told.map(([key, value]) => `${key}=${value}`)].join(' '))
      const next = answers[action]
      if (next instanceof Error) throw next
      const body = typeof next === 'function' ? next(params) : (next ?? 'BAD_ACTION')
      const facts: Partial<Answer> = { operation: action, status, at: clock.now(), provider: 'host' }
      return read(answer(body, facts))
    }
  const line: HandlerLine = { send: road('read'), change: road('change'), buy: road('buy') }
  const activations = activationsOnDemand({
    line,
    dialect: { ...classicDialect, ...dialect },
    provider: 'host',
    names: createNames('canonical'),
    clock,
    redact: text => text,
  })
  return { activations, asked }
}
