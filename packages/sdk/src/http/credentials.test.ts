import { afterEach, describe, expect, it, vi } from 'vitest'
import { ConfigurationError } from '../errors/access.ts'
import { resolveApiKey } from './credentials.ts'

const env = 'ONESMS_TEST_API_KEY'
const resolve = (apiKey?: string, rules: { env?: string | null; allowBrowser?: boolean } = {}) =>
  resolveApiKey({ apiKey, env, provider: 'hero-sms', ...rules })

afterEach(() => {
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
})

describe('resolveApiKey', () => {
  it('takes the option, else the variable', () => {
    expect(resolve('from-option')).toBe('from-option')
    vi.stubEnv(env, 'from-env')
    expect(resolve()).toBe('from-env')
    expect(resolve('from-option')).toBe('from-option')
  })

  it('says where a missing key is looked for', () => {
    expect(() => resolve()).toThrow('hero-sms has no API key\nPass apiKey, or set ONESMS_TEST_API_KEY.')
    expect(() => resolve('')).toThrow('has no API key')
    expect(() => resolve(undefined, { env: null })).toThrow('Pass apiKey.')
    vi.stubEnv(env, '')
    expect(() => resolve()).toThrow(ConfigurationError)
  })

  it.each(['with blank', 'line\nbreak', 'abc', 'ключ-ключ', 'x'.repeat(4_097), '\u0000\u0000\u0000\u0000'])(
    'T01 refuses the malformed key %j without repeating it',
    key => {
      expect(() => resolve(key)).toThrow(/malformed\napiKey must be/)
      expect(() => resolve(key)).toThrow(expect.toSatisfy(error => !String(error).includes(key)))
    },
  )

  it('takes a token with a long signature in it', () => {
    expect(resolve('x'.repeat(4_096))).toHaveLength(4_096)
  })

  it('names the variable a malformed key came from', () => {
    vi.stubEnv(env, 'with blank')
    expect(() => resolve()).toThrow('ONESMS_TEST_API_KEY must be')
  })

  it('T18 keeps keys out of a page, unless told otherwise', () => {
    vi.stubGlobal('window', {})
    vi.stubGlobal('document', {})
    expect(() => resolve('0123456789')).toThrow('readable by everybody')
    expect(resolve('0123456789', { allowBrowser: true })).toBe('0123456789')
  })

  it('T18 keeps keys out of a worker of a page, too', () => {
    vi.stubGlobal('process', undefined)
    expect(resolve('0123456789')).toBe('0123456789')
    vi.stubGlobal('WorkerGlobalScope', class {})
    expect(() => resolve('0123456789')).toThrow('readable by everybody')
    vi.stubGlobal('navigator', { userAgent: 'Cloudflare-Workers' })
    expect(resolve('0123456789')).toBe('0123456789') // that one runs on a server
  })
})
