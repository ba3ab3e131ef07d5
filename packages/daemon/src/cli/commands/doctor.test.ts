import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect } from '../../db/connect.ts'
import { runOnesms } from '../__fixtures__/onesms.ts'
import { type Provided, provide } from '../__fixtures__/provided.ts'

let provided: Provided
beforeAll(async () => {
  provided = await provide()
})
afterAll(() => provided?.close())

const doctor = async (environment: Record<string, string> = {}) => {
  const { stdout, stderr, code } = await runOnesms(['doctor', '--json'], {
    environment: { ...provided.environment, ...environment },
  })
  const { ok, findings } = JSON.parse(stdout) as {
    ok: boolean
    findings: { check: string; level: string; text: string }[]
  }
  return { ok, code, printed: stdout + stderr, levelOf: (check: string) => findings.find(one => one.check === check) }
}

describe('onesms doctor', () => {
  it('finds a good installation well, and has bought nothing', async () => {
    await runOnesms(['migrate'], { environment: provided.environment })
    const { ok, code, levelOf } = await doctor()
    expect([ok, code]).toEqual([true, 0])
    expect(levelOf('configuration')?.level).toBe('ok')
    expect(levelOf('database')).toMatchObject({ level: 'ok', text: expect.stringMatching(/^PostgreSQL \d+\.\d+$/) })
    expect(levelOf('schema')).toMatchObject({ level: 'ok' })
    expect(levelOf('hero-sms')).toMatchObject({ level: 'ok', text: expect.stringContaining('USD') })
    expect(provided.emulator.ledger.activations()).toEqual([])
  })

  it('T01 names a key that is wrong without printing it', async () => {
    const key = 'd0c70r5ecretkey0d0c70r5ecretkey0'
    const { ok, code, printed, levelOf } = await doctor({ HERO_SMS_API_KEY: key })
    expect([ok, code]).toEqual([false, 1])
    expect(levelOf('hero-sms')).toMatchObject({ level: 'problem', text: expect.stringContaining('key') })
    expect(printed).not.toContain(key.slice(0, 8))
  })

  it('T27 says that a public data API can look into the schema, and how to end that', async () => {
    const sql = connect({ url: provided.environment['DATABASE_URL'] ?? '', max: 1 })
    await sql.unsafe('do $$ begin create role anon; exception when duplicate_object then null; end $$')
    await sql`grant usage on schema onesms to anon`
    try {
      expect((await doctor()).levelOf('exposure')).toMatchObject({
        level: 'problem',
        text: expect.stringContaining('revoke all on schema onesms from anon;'),
      })
    } finally {
      await sql`revoke usage on schema onesms from anon`
      await sql.end()
    }
  })

  it('looks at everything else while the database is away', async () => {
    const { code, levelOf } = await doctor({ DATABASE_URL: 'postgres://nobody:pass-word@127.0.0.1:1/nothing' })
    expect(code).toBe(1)
    expect(levelOf('database')).toMatchObject({ level: 'problem', text: expect.stringContaining('cannot be reached') })
    expect(levelOf('hero-sms')).toMatchObject({ level: 'ok' })
  })
})
