import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runOnesms } from '../__fixtures__/onesms.ts'
import { CANARY, type Provided, provide } from '../__fixtures__/provided.ts'

let provided: Provided
beforeAll(async () => {
  provided = await provide()
})
afterAll(() => provided?.close())

const onesms = (...args: string[]) => runOnesms(args, { environment: provided.environment })
const status = async () => {
  const { code, stdout } = await onesms('status', '--json')
  const { ok, jobs, ...rest } = JSON.parse(stdout) as {
    ok: boolean
    jobs: { job: string; provider: string; state: string }[]
    balances: { account: string; amount: string }[]
    open: object
  }
  return { ...rest, ok, code, states: Object.fromEntries(jobs.map(({ job, state }) => [job, state])) }
}

describe('onesms status, and the jobs by hand', () => {
  it('says of an installation on which nothing has run that nothing has', async () => {
    const { ok, code, states } = await status()
    expect([ok, code]).toEqual([true, 0])
    const none = 'not yet'
    expect(states).toEqual({ services: none, countries: none, balances: none, invariants: none, prune: none })
  })

  it('runs each job by hand, and then says that all is on time', async () => {
    for (const job of ['services', 'countries', 'balances', 'invariants', 'prune']) {
      const { code, stdout } = await onesms('sync', job, '--json')
      expect(code, job).toBe(0)
      const provider = job === 'prune' ? '*' : 'hero-sms'
      expect(JSON.parse(stdout)).toMatchObject({ job, provider, status: 'succeeded' })
    }
    const { ok, states, balances, open } = await status()
    expect(ok).toBe(true)
    expect(new Set(Object.values(states))).toEqual(new Set(['on time']))
    expect(balances).toMatchObject([{ account: 'hero-sms', amount: expect.stringMatching(/^\d/) }])
    expect(open).toEqual({ unknown: 0, orphans: 0, open: 0, dead: 0 })
    const { code, stdout } = await onesms('status')
    expect(code).toBe(0)
    expect(stdout).toContain('Everything is on time.')
    expect(stdout).toMatch(/^hero-sms\s+balances\s+on time/m)
  })

  it('ends with 1 when a job is late', async () => {
    await provided.database.sql`
      update onesms.sync_runs set started_at = started_at - interval '3 hours', finished_at = finished_at - interval '3 hours'
      where job = 'services'`
    expect(await status()).toMatchObject({ ok: false, code: 1, states: { services: 'late', balances: 'on time' } })
  })

  it('ends with 1, and says why, when a provider refuses', async () => {
    provided.emulator.faults.inject({ kind: 'bad-key' })
    expect((await onesms('sync', 'balances')).code).toBe(1)
    provided.emulator.faults.clear()
    const { code, stdout } = await onesms('status')
    expect(code).toBe(1)
    expect(stdout).toMatch(/balances\s+failing .*authentication/)
    expect(stdout).toContain('Not everything is on time.')
    expect(stdout).not.toContain(CANARY)
  })
})

describe('onesms token', () => {
  it('makes another one each time, that a daemon takes', async () => {
    const [first, second] = await Promise.all([onesms('token'), onesms('token')])
    expect(first.stdout.trim()).toMatch(/^[\w-]{64}$/)
    expect(first.stdout).not.toBe(second.stdout)
    expect(first.stderr).toContain('ONESMS_TOKEN')
    const { stdout } = await runOnesms(['doctor', '--json'], {
      environment: { ...provided.environment, ONESMS_TOKEN: first.stdout.trim() },
    })
    expect(JSON.parse(stdout).findings).toContainEqual({
      check: 'access',
      level: 'ok',
      text: '1 token(s), on 127.0.0.1',
    })
    const { token, sha256 } = JSON.parse((await onesms('token', '--json')).stdout)
    expect([token.length, sha256.length]).toEqual([64, 64])
  })
})

describe('onesms migrate --grant', () => {
  it('lets a role run a daemon, prints what that takes, and says who is nobody', async () => {
    const { sql } = provided.database
    const role = `onesms_cli_${process.pid}`
    await sql.unsafe(`create role "${role}"`)
    try {
      const granted = await onesms('migrate', '--grant', role)
      expect(granted).toMatchObject({ code: 0, stderr: expect.stringContaining(`${role} may run a daemon`) })
      const [row] = await sql`
        select has_table_privilege(${role}, 'onesms.offers', 'insert') as inserts,
          has_table_privilege(${role}, 'onesms.audit', 'update') as rewrites`
      expect(row).toEqual({ inserts: true, rewrites: false })
      const { stdout } = await onesms('migrate', '--print', '--grant', role)
      expect(stdout).toContain(`grant usage on schema "onesms" to "${role}";`)
    } finally {
      await sql.unsafe(`drop owned by "${role}"; drop role "${role}"`).simple()
    }
    expect(await onesms('migrate', '--grant', 'nobody_here')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('There is no role nobody_here.'),
    })
    expect((await onesms('migrate', '--grant', 'a"b')).code).toBe(2)
  })
})
