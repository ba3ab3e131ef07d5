import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { guardNames } from '../catalog/guard.ts'
import { EXIT } from '../cli/exit.ts'
import { program } from '../cli/program.ts'
import { envVariables } from '../config/env.ts'
import { configSchema } from '../config/schema.ts'
import { runStatuses } from '../db/store/read/sync-logs.ts'
import { jobNames } from '../jobs/job.ts'
import { logFields } from '../observability/log-fields.ts'
import { logFormats, logLevels } from '../observability/log-format.ts'
import { createMetrics } from '../observability/metrics.ts'
import { activationTypes, eventTypes } from '../outbox/events.ts'
import { MOST_ATTEMPTS, retryDelay } from '../webhooks-out/retry.ts'
import { page, pages, rowsOf, spansIn } from './__fixtures__/pages.ts'

const section = (text: string, heading: string) =>
  text.split(/^(?=## )/m).find(part => part.startsWith(`## ${heading}\n`)) ?? ''
const firstNames = (text: string) => rowsOf(text).flatMap(([cell = '']) => spansIn(cell))
const defaults = configSchema.parse({})

/** What may stand under a path of the configuration; `undefined` where there is no such place. */
function schemaAt(path: string): z.ZodType | undefined {
  return path.split('.').reduce<z.ZodType | undefined>((at, key) => {
    const inner = at && bare(at)
    if (!inner) return undefined
    const { shape, valueType } = inner.def as { shape?: Record<string, z.ZodType>; valueType?: z.ZodType }
    return shape ? shape[key] : valueType
  }, configSchema)
}

/** Without defaults and the like. */
function bare(schema: z.ZodType): z.ZodType {
  const { innerType, in: source } = schema.def as { innerType?: z.ZodType; in?: z.ZodType }
  const inner = innerType ?? source
  return inner ? bare(inner) : schema
}

describe('docs/daemon names', () => {
  it('every job, and when it runs by default', () => {
    const [table = ''] = page('jobs').split(/^## /m)
    const wordsOf = (cron: string) => {
      const every = /^\*\/(\d+) \* \* \* \*$/.exec(cron)?.[1]
      return every ? `every ${every} minutes` : /^\d+ \* \* \* \*$/.test(cron) ? 'hourly' : cron
    }
    const rows = rowsOf(table).map(([job = '', when]) => [spansIn(job)[0], when])
    expect(rows).toEqual(jobNames.map(job => [job, wordsOf(defaults.sync[job])]))
  })

  it('every end of a run, and every guard in its order', () => {
    const [ofRuns = '', ofGuards = ''] = section(page('jobs'), 'What a run may do').split('| Guard |')
    expect(firstNames(ofRuns)).toEqual(runStatuses.filter(status => status !== 'running'))
    expect(firstNames(ofGuards)).toEqual(guardNames)
  })

  it('every variable, with the path and the default that it has', () => {
    const rows = rowsOf(page('env')).filter(([name = '']) => !name.startsWith('`<PROVIDER>'))
    const told = rows.map(([name = '', path = '']) => [spansIn(name)[0], spansIn(path)[0]])
    const known = envVariables.map(({ name, path }) => [name, path?.join('.')])
    expect(told.sort()).toEqual(known.sort())
    for (const [name = '', path = '', said = ''] of rows) {
      const [dotted = ''] = spansIn(path)
      const value = dotted
        .split('.')
        .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], defaults)
      if (value === undefined || Array.isArray(value)) continue
      expect(said.replaceAll('`', ''), name).toMatch(
        startingWith(typeof value === 'boolean' ? (value ? 'on' : 'off') : `${value}`),
      )
    }
  })

  it('places of the configuration that there are', () => {
    const named = [...pages]
      .flatMap(([name, text]) => spansIn(text).map(span => [name, span] as const))
      .filter(([, span]) => !(eventTypes as readonly string[]).includes(span))
    const paths = named.filter(([, span]) => /^[a-z]+(\.\w+)+$/i.test(span) && (span.split('.')[0] ?? '') in defaults)
    expect(paths.length).toBeGreaterThan(30)
    expect(paths.filter(([, path]) => !schemaAt(path))).toEqual([])
    expect(schemaAt('privacy.textDays')).toBeUndefined()
  })

  it('limits of purchases, and no other', () => {
    const known = Object.keys(
      (bare(schemaAt('purchase.limits.subject') ?? expect.fail('no limits')).def as { shape?: object }).shape ?? {},
    )
    const told = new Set(page('buying').match(/\b(per[A-Z]\w+|live|spendPer\w+)(?=:)/g))
    expect([...told].sort()).toEqual(known.sort())
  })

  it('every field of the log', () => {
    const [, fields = ''] = /Fields: `([^`]+)`/.exec(page('operations')) ?? []
    expect(fields.split(/\s+/).sort()).toEqual(['time', 'level', 'msg', ...logFields].sort())
  })

  it('every format and level of it', () => {
    const log = section(page('operations'), 'Log')
    for (const word of [...logFormats, ...logLevels]) expect(spansIn(log)).toContain(word)
  })

  it('no metric that there is not', () => {
    const known = new Set(
      createMetrics({ ofProcess: true })
        .registry.getMetricsAsArray()
        .map(({ name }) => name),
    )
    const told = [...pages.values()]
      .flatMap(text => text.match(/\bonesms_\w+(?=[`{])/g) ?? [])
      .filter(name => name !== 'onesms_daemon')
    expect(told.length).toBeGreaterThan(3)
    expect(told.filter(name => !known.has(name))).toEqual([])
  })

  it('every event that endpoints are told, and every one of streams', () => {
    const rows = rowsOf(page('webhooks')).filter(([, , data]) => data !== undefined)
    const told = rows.flatMap(([cell = '']) => {
      const [first = '', ...more] = spansIn(cell)
      const [topic = ''] = first.split('.')
      return [first, ...more.map(name => (name.startsWith('.') ? topic + name : name))]
    })
    expect(told.filter(name => /^\w+\.\w+$/.test(name))).toEqual(eventTypes)
    const [, ofStreams = ''] = /`event` is ([\s\S]+?); every SMS/.exec(page('events')) ?? []
    expect(spansIn(ofStreams)).toEqual(activationTypes.map(type => type.replace('activation.', '')))
  })

  it('how long a call that failed waits', () => {
    const units: Readonly<Record<string, number>> = { s: 1, min: 60, h: 3_600 }
    const [, list = ''] = /tried again after about ([\s\S]+?), then given up/.exec(page('webhooks')) ?? []
    const told = [...list.matchAll(/(\d+) (s|min|h)\b/g)].map(
      ([, figure, unit = '']) => Number(figure) * (units[unit] ?? 0),
    )
    const known = Array.from({ length: MOST_ATTEMPTS }, (_, failures) => retryDelay(failures + 1, 0.5))
    expect([...told, null]).toEqual(known)
  })

  it('every command with every option', () => {
    const usages = page('commands')
      .split('\n')
      .flatMap(line => /^\| `onesms ([^`]+)` \| (.*)/.exec(line) ?? [])
      .join('\n')
    const commandsIn = (command: typeof program, before: string): readonly string[] =>
      command.commands.flatMap(each => {
        const own = each.options.flatMap(({ long, hidden }) =>
          long && !hidden ? [`${before}${each.name()} ${long}`] : [],
        )
        return [
          ...own,
          ...(each.commands.length > 0 ? commandsIn(each, `${each.name()} `) : [`${before}${each.name()}`]),
        ]
      })
    const unsaid = commandsIn(program, '').filter(name => {
      const words = name.split(' ')
      return !usages.split('\n').some(line => words.every(word => line.includes(word)))
    })
    expect(unsaid).toEqual([])
  })

  it('every exit code', () => {
    const codes = [...page('commands').matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code))
    expect(codes).toEqual(Object.values(EXIT))
  })
})

const startingWith = (text: string) => new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}`)
