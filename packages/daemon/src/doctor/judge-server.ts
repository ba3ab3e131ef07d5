import type { ServerFacts } from '../db/store/read/server.ts'
import type { Finding } from './finding.ts'

const OLDEST = 150_000
const MOST_SKEW = 5_000

/** Whether somebody may look inside who should not: said at every start. `null`: nobody. */
export function judgeExposure(schema: string, facts: ServerFacts): string | null {
  const { level, text } = exposure(schema, facts)
  return level === 'ok' ? null : text
}

/** What is to be said of a database, from what it said. */
export function judgeServer(schema: string, facts: ServerFacts): readonly Finding[] {
  return [version(facts), rights(schema, facts), exposure(schema, facts), clock(facts)]
}

function version({ version, isReadOnly }: ServerFacts): Finding {
  const check = 'database'
  const name = `PostgreSQL ${Math.floor(version / 10_000)}.${version % 10_000}`
  if (version < OLDEST) return { check, level: 'problem', text: `${name} is too old: 15 is the oldest that works.` }
  if (isReadOnly) return { check, level: 'problem', text: `${name} takes no writes. Connect to the primary.` }
  return { check, level: 'ok', text: name }
}

function rights(schema: string, { hasSchema, mayMigrate, mayWrite, mayRewrite, isSuperuser }: ServerFacts): Finding {
  const check = 'rights'
  if (!hasSchema && !mayMigrate) {
    return { check, level: 'problem', text: `There is no schema ${schema}, and this role may not create it.` }
  }
  if (hasSchema && !mayWrite) {
    const text = `This role may not write into the tables of ${schema}. As their owner: onesms migrate --grant <role>`
    return { check, level: 'problem', text }
  }
  const less = 'A daemon needs less: onesms migrate --grant <role>, and start it as that role.'
  if (isSuperuser) return { check, level: 'warning', text: `This role is a superuser. ${less}` }
  if (mayMigrate && hasSchema) return { check, level: 'warning', text: `This role may change and drop tables. ${less}` }
  if (mayRewrite) return { check, level: 'warning', text: `This role may delete purchases or the audit. ${less}` }
  return {
    check,
    level: 'ok',
    text: mayMigrate ? 'may create the schema' : 'may write, and no more; somebody else has to migrate',
  }
}

function exposure(schema: string, { exposedTo, unguarded }: ServerFacts): Finding {
  const check = 'exposure'
  if (schema === 'public') {
    return {
      check,
      level: 'problem',
      text: 'The schema public is what data APIs serve. Choose another, such as onesms.',
    }
  }
  if (unguarded.length > 0) {
    return { check, level: 'problem', text: `Row-level security is off for ${unguarded.join(', ')}. Enable it.` }
  }
  if (exposedTo.length === 0) return { check, level: 'ok', text: 'no role of a public data API may look inside' }
  return {
    check,
    level: 'problem',
    text: `${exposedTo.join(' and ')} may look into ${schema}. Run: revoke all on schema ${schema} from ${exposedTo.join(', ')};`,
  }
}

function clock({ clockSkew, clockDoubt }: ServerFacts): Finding {
  const off = Math.abs(clockSkew) - clockDoubt
  const text = `this machine is ${(Math.abs(clockSkew) / 1_000).toFixed(1)} s ${clockSkew < 0 ? 'behind' : 'ahead of'} the database`
  return off > MOST_SKEW
    ? {
        check: 'clock',
        level: 'warning',
        text: `${text}. Leases go by the database's; set this one right all the same.`,
      }
    : { check: 'clock', level: 'ok', text: off > 0 ? text : 'agrees with that of the database' }
}
