import { describe, expect, it } from 'vitest'
import type { ServerFacts } from '../db/store/read/server.ts'
import { judgeServer } from './judge-server.ts'

const good: ServerFacts = {
  version: 180_004,
  isReadOnly: false,
  isSuperuser: false,
  hasSchema: true,
  mayMigrate: false,
  mayWrite: true,
  mayRewrite: false,
  unguarded: [],
  exposedTo: [],
  clockSkew: 12,
  clockDoubt: 20,
}

const judge = (different: Partial<ServerFacts>, schema = 'onesms') => judgeServer(schema, { ...good, ...different })

describe('what is said of a database', () => {
  it('says of a good one that it is', () => {
    expect(judge({}).map(({ level }) => level)).toEqual(['ok', 'ok', 'ok', 'ok'])
    expect(judge({})[0]?.text).toBe('PostgreSQL 18.4')
  })

  it.each<[different: Partial<ServerFacts>, check: string, level: string, text: string]>([
    [{ version: 140_011 }, 'database', 'problem', '14.11 is too old'],
    [{ isReadOnly: true }, 'database', 'problem', 'takes no writes'],
    [{ hasSchema: false, mayMigrate: false, mayWrite: false }, 'rights', 'problem', 'may not create it'],
    [{ mayWrite: false }, 'rights', 'problem', 'may not write into the tables of onesms'],
    [{ isSuperuser: true }, 'rights', 'warning', 'superuser'],
    [{ mayMigrate: true }, 'rights', 'warning', 'onesms migrate --grant <role>'],
    [{ mayRewrite: true }, 'rights', 'warning', 'may delete purchases or the audit'],
    [{ hasSchema: false, mayMigrate: true }, 'rights', 'ok', 'may create the schema'],
    [{ unguarded: ['messages'] }, 'exposure', 'problem', 'Row-level security is off for messages'],
    [
      { exposedTo: ['anon', 'authenticated'] },
      'exposure',
      'problem',
      'revoke all on schema onesms from anon, authenticated;',
    ],
    [{ clockSkew: -5_100, clockDoubt: 50 }, 'clock', 'warning', '5.1 s behind'],
    [{ clockSkew: 5_040, clockDoubt: 50 }, 'clock', 'ok', '5.0 s ahead'],
    [{ clockSkew: 3_600_000 }, 'clock', 'warning', '3600.0 s ahead'],
  ])('%j: %s is a %s', (different, check, level, text) => {
    const others = judge(different).filter(finding => finding.check !== check)
    expect(judge(different).find(finding => finding.check === check)).toMatchObject({
      level,
      text: expect.stringContaining(text),
    })
    expect(others.every(finding => finding.level === 'ok')).toBe(true)
  })

  it('T27 the schema that data APIs serve is none for numbers and texts', () => {
    expect(judge({}, 'public')[2]).toMatchObject({ check: 'exposure', level: 'problem' })
  })
})
