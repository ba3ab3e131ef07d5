import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { fiveSim } from '../providers/five-sim/index.ts'
import { heroSms } from '../providers/hero-sms/index.ts'
import { type ApiKey, apiKeySecrets } from './api-key.ts'

const env = 'ONESMS_TEST_API_KEY'
const folder = mkdtempSync(join(tmpdir(), 'onesms-key-'))
const file = join(folder, 'key')
const secretsOf = (apiKey?: ApiKey) => apiKeySecrets({ apiKey, env, provider: 'hero-sms' }, key => ({ key }))
const taken = async (secrets: ReturnType<typeof secretsOf>) => (typeof secrets === 'function' ? secrets() : secrets)

afterEach(() => {
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
  rmSync(file, { force: true })
})

describe('a key', () => {
  it('is a text, of the option or of the variable', async () => {
    expect(secretsOf('from-option')).toEqual({ key: 'from-option' })
    vi.stubEnv(env, 'from-env')
    expect(secretsOf()).toEqual({ key: 'from-env' })
  })

  it('D49 is asked for each time where it is a function or in a file', async () => {
    let key = 'first-key'
    const asked = secretsOf(async () => key)
    writeFileSync(file, 'first-key\n')
    vi.stubEnv(`${env}_FILE`, file)
    for (const secrets of [asked, secretsOf({ file }), secretsOf()]) {
      key = 'first-key'
      writeFileSync(file, 'first-key\n')
      expect(await taken(secrets)).toEqual({ key: 'first-key' })
      key = 'second-key'
      writeFileSync(file, 'second-key\n')
      expect(await taken(secrets)).toEqual({ key: 'second-key' })
    }
  })

  it('says at once what is wrong with the file, and later when it has become wrong', async () => {
    expect(() => secretsOf({ file })).toThrow(`the key of hero-sms cannot be read from ${file}`)
    writeFileSync(file, 'two words')
    expect(() => secretsOf({ file })).toThrow('malformed')
    writeFileSync(file, 'a-good-key')
    const secrets = secretsOf({ file })
    rmSync(file)
    await expect(taken(secrets)).rejects.toMatchObject({ code: 'configuration' })
    vi.stubEnv(env, 'from-env')
    vi.stubEnv(`${env}_FILE`, file)
    expect(() => secretsOf()).toThrow('both set')
  })

  it('T01 is in no error, nor is what the function failed with', async () => {
    for (const apiKey of [() => 'two words of a key', () => Promise.reject(new Error('two words of a key'))]) {
      const error = await taken(secretsOf(apiKey)).then(
        () => null,
        failure => failure,
      )
      expect(error).toMatchObject({ code: 'configuration' })
      expect(JSON.stringify(error)).not.toContain('two words')
    }
  })

  it('T18 stays out of a page, however it is had', () => {
    vi.stubGlobal('window', {})
    vi.stubGlobal('document', {})
    for (const apiKey of [() => 'some-key', { file }]) expect(() => secretsOf(apiKey)).toThrow('readable by everybody')
  })

  it.each([
    ['heroSms', heroSms, (url: string) => new URL(url).searchParams.get('api_key')],
    ['fiveSim', fiveSim, (_: string, headers: Headers) => headers.get('authorization')?.replace('Bearer ', '')],
  ])('D49 of %s counts from the next request on; old and new are redacted', async (_, create, keyIn) => {
    let key = 'old-0123456789abcdef'
    const sent: unknown[] = []
    const provider = create({
      apiKey: () => key,
      fetch: async (url, init) => {
        sent.push(keyIn(url, new Headers(init.headers)))
        return new Response(`${sent.join(' ')} is what was sent`)
      },
    })
    for (const next of ['old-0123456789abcdef', 'new-fedcba9876543210']) {
      key = next
      const error = await provider.account.balance({}).then(
        () => null,
        failure => failure,
      )
      expect(String(error.stack) + JSON.stringify(error)).not.toMatch(/new-fedcba|cdef/)
    }
    expect([...new Set(sent)]).toEqual(['old-0123456789abcdef', 'new-fedcba9876543210'])
  })
})
