import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { emptyFolder, runOnesms } from './__fixtures__/onesms.ts'

const KEY = 'secret-canary-key'

describe('onesms', () => {
  it('helps, and fails with 2 where it was not asked to', async () => {
    const [help, nothing] = await Promise.all([runOnesms(['--help']), runOnesms([])])
    expect(help).toMatchObject({ code: 0, stdout: expect.stringContaining('Exit codes: 0 done'), stderr: '' })
    expect(nothing).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('Usage: onesms') })
  })

  it('says its version', async () => {
    const { code, stdout } = await runOnesms(['--version'])
    expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) })
  })

  it.each([
    [['nonsense'], /unknown command 'nonsense'/],
    [['sync'], /missing required argument 'job'/],
    [['sync', 'prices'], /'prices' is invalid for argument 'job'. Allowed choices are services, countries/],
    [['sync', 'services', '--twice'], /unknown option '--twice'/],
    [['demo', '--port', '70000'], /must be a whole number from 0 to 65535/],
    [['emulate', 'handler-api', '--dialect', 'other'], /Allowed choices are hero-sms, sms-bower, tiger-sms, classic/],
    [['emulate', 'five-sim', '--dialect', 'classic'], /option '--dialect <name>' is of handler-api alone/],
    [['emulate', 'other'], /Allowed choices are handler-api, five-sim/],
  ])('takes %j for a mistake: 2', async (args, message) => {
    const { code, stdout, stderr } = await runOnesms(args)
    expect(stderr).toMatch(message)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  })

  it('names all mistakes of a configuration, one in a line, and ends with 2', async () => {
    const { code, stdout, stderr } = await runOnesms(['start'], {
      environment: {
        DATABASE_URL: `mysql://me:${KEY}@db.example/x`,
        ONESMS_PORT: 'http',
        ONESMS_SHEMA: 'x',
        HERO_SMS_API_KEY: `${KEY} with blanks`,
        TIGER_SMS_API_KEY: KEY,
        TIGER_SMS_BASE_URL: 'http://tiger.example/',
      },
    })
    expect(stderr.trimEnd().split('\n')).toEqual([
      'ONESMS_SHEMA: there is no such variable; did you mean ONESMS_SCHEMA?',
      'database.url (DATABASE_URL): must begin with postgres://',
      expect.stringMatching(/^http\.port \(ONESMS_PORT\): /),
      expect.stringMatching(/^HERO_SMS_API_KEY: /),
      expect.stringMatching(/^TIGER_SMS_BASE_URL: /),
    ])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).not.toContain(KEY)
  })

  it('never quotes a configuration file that is not valid', async () => {
    const cwd = emptyFolder()
    writeFileSync(join(cwd, 'onesms.config.json'), `{ "database": { "url": "postgres://me:${KEY}@h/x", ${KEY} } }`)
    const { code, stderr } = await runOnesms(['verify'], { cwd })
    expect({ code, stderr }).toEqual({ code: 2, stderr: `${join(cwd, 'onesms.config.json')}: is not valid json\n` })
  })

  it('wants a provider to sync, and one that is configured', async () => {
    const [none, other] = await Promise.all([
      runOnesms(['sync', 'services', '--once']),
      runOnesms(['sync', 'services', '--provider', 'tiger-sms'], { environment: { HERO_SMS_API_KEY: KEY } }),
    ])
    expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining('set HERO_SMS_API_KEY') })
    expect(other).toMatchObject({
      code: 2,
      stderr: '--provider tiger-sms: is not configured; configured are hero-sms\n',
    })
  })
})

describe('without a database', () => {
  const unreachable = `postgres://me:${KEY}@127.0.0.1:1/x`

  it.each([
    ['migrate', []],
    ['verify', []],
    ['query', ['select 1']],
    ['start', ['--log', 'text']],
    ['sync', ['services', '--once']],
  ])('%s says so in words, and ends with 1', async (command, args) => {
    const { code, stdout, stderr } = await runOnesms([command, ...args], {
      environment: { DATABASE_URL: unreachable, HERO_SMS_API_KEY: KEY },
    })
    expect(stderr).toBe(
      'The database cannot be reached (ECONNREFUSED).\nCheck DATABASE_URL and that the server accepts connections; without DATABASE_URL the embedded database is used.\n',
    )
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  })
})
