import { tmpdir } from 'node:os'
import { describe, expect, it } from 'vitest'
import { loadConfig } from '../config/load.ts'
import { stubProvider } from '../http/testing/stub-provider.ts'
import { NO_LIMITS } from '../purchase/policy.ts'
import { judgeConfig } from './judge-config.ts'

const config = await loadConfig({ directory: tmpdir(), environment: {} })
const findings = (different: Partial<Parameters<typeof judgeConfig>[0]>) => judgeConfig({ ...config, ...different })
const textOf = (different: Partial<typeof config>, check: string) =>
  findings(different).flatMap(finding => (finding.check === check ? [`${finding.level}: ${finding.text}`] : []))

const buyer = { hash: Buffer.alloc(32), subject: 'shop', scopes: new Set(['purchase'] as const) }
const open = { ...config.purchase, enabled: true, services: ['telegram'], countries: ['GB'] }

describe('what is said of a configuration', () => {
  it('is that all is well with a fresh one: it buys nothing', () => {
    expect(findings({}).every(({ level }) => level === 'ok')).toBe(true)
    expect(textOf({}, 'purchases')).toEqual(['ok: off: nothing can be bought over HTTP'])
  })

  it('is that purchases have no limits, and nobody may make them', () => {
    const text = textOf({ purchase: open }, 'purchases').join('\n')
    expect(text).toContain('no token has the scope purchase')
    expect(text).toContain('limits.subject names no limit')
    expect(text).toContain('limits.total limits money alone')
    expect(textOf({ purchase: { ...open, services: 'any', countries: 'any' } }, 'purchases').join()).toContain(
      'Any service',
    )
  })

  it('is nothing where they are bounded', () => {
    const limits = { subject: { ...NO_LIMITS, live: 3 }, total: { ...NO_LIMITS, perDay: 100 } }
    const http = { ...config.http, tokens: [buyer] }
    expect(textOf({ purchase: { ...open, limits }, http }, 'purchases')).toEqual(['ok: on, within limits'])
  })

  it('names providers whose pace processes cannot share', () => {
    expect(textOf({ providers: [stubProvider('alone', async () => [])] }, 'pace').join()).toContain('warning: alone:')
  })

  it('says how long what is private is kept', () => {
    expect(textOf({}, 'privacy').join()).toContain('texts for 24 h')
    expect(textOf({ purchase: open }, 'privacy').join()).toContain('ONESMS_PHONE_KEY')
  })
})
