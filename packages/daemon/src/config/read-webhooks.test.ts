import { heroSms } from '@onesms/sdk/providers/hero-sms'
import { describe, expect, it } from 'vitest'
import { hashOf } from '../http/auth/token.ts'
import { stubProvider } from '../http/testing/stub-provider.ts'
import { watchesOf } from '../thresholds/watch.ts'
import { readWebhooks } from './read-webhooks.ts'
import { configSchema } from './schema.ts'

const providers = [heroSms({ apiKey: 'a-key' }), stubProvider('silent', async () => [])]
const HOOK = '7d1e5b9c3a8f4e2d6b0c9a7f5e3d1b8c'
const SIGNING = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const shop = { id: 'shop', url: 'https://shop.example/hook', secretEnv: 'SIGNING', events: ['activation.message'] }

/** The lines that a mistake in the section comes to. */
const issues = (config: object) =>
  (configSchema.safeParse(config).error?.issues ?? []).map(({ path, message }) => `${path.join('.')} ${message}`)

async function read(webhooks: object, environment: Record<string, string> = { HOOK, SIGNING }) {
  const parsed = configSchema.parse({ webhooks })
  const result = await readWebhooks(parsed.webhooks, environment, providers)
  const quoted = JSON.stringify(result.mistakes)
  for (const secret of Object.values(environment)) if (secret.length > 8) expect(quoted).not.toContain(secret)
  return result
}

describe('webhooks.in', () => {
  it('keeps the hash of each secret', async () => {
    const { webhooks } = await read(
      { in: ['HOOK', 'NEXT'].map(secretEnv => ({ provider: 'hero-sms', secretEnv })) },
      { HOOK, NEXT: `${HOOK}-next` },
    )
    expect(webhooks.receivers).toEqual([
      { account: 'hero-sms', hash: hashOf(HOOK) },
      { account: 'hero-sms', hash: hashOf(`${HOOK}-next`) },
    ])
  })

  it.each([
    ['an unknown provider', { provider: 'nobody' }, HOOK, 'webhooks.in: no provider nobody is configured'],
    ['one that does not call', { provider: 'silent' }, HOOK, 'webhooks.in: silent makes no calls'],
    ['no secret', {}, '', 'webhooks.in (HOOK): is not set; make one by: openssl rand -hex 32'],
    ['a short one', {}, HOOK.slice(1), /must be 32 to 256 letters, digits, _ and -/],
    ['one that no path holds', {}, `${HOOK}/`, /must be 32 to 256/],
    ['one that nobody drew', {}, 'abcabcabcabcabcabcabcabcabcabcabcabc', /does not look random/],
  ])('T09 refuses %s, and quotes nothing', async (_, different, secret, mistake) => {
    const { mistakes, webhooks } = await read(
      { in: [{ provider: 'hero-sms', secretEnv: 'HOOK', ...different }] },
      { HOOK: secret },
    )
    expect(mistakes).toEqual([typeof mistake === 'string' ? mistake : expect.stringMatching(mistake)])
    expect(webhooks.receivers).toEqual([])
  })

  it('refuses the same secret twice', async () => {
    const { mistakes } = await read(
      { in: ['A', 'B'].map(secretEnv => ({ provider: 'hero-sms', secretEnv })) },
      { A: HOOK, B: HOOK },
    )
    expect(mistakes).toEqual(['webhooks.in (B): is the same as another secret'])
  })
})

describe('webhooks.out', () => {
  it('signs with each secret of a rotation', async () => {
    const environment = { SIGNING, OLD: `whsec_${Buffer.alloc(24, 9).toString('base64')}` }
    const { webhooks, mistakes } = await read({ out: [{ ...shop, previousSecretEnv: 'OLD' }] }, environment)
    expect(mistakes).toEqual([])
    const headers = await webhooks.endpoints[0]?.sign({ id: 'evt', at: new Date(0), body: '{}' })
    expect(headers?.['webhook-signature']).toMatch(/^v1,\S{44} v1,\S{44}$/)
    expect(webhooks.endpoints).toMatchObject([{ id: 'shop', subjects: null, include: [] }])
  })

  it.each(['', 'whsec_', 'secret', `whsec_${Buffer.alloc(23).toString('base64')}`])(
    'T11 refuses the secret %j, and does not quote it',
    async secret => {
      const { mistakes } = await read({ out: [shop] }, { SIGNING: secret })
      expect(mistakes).toEqual(['webhooks.out.shop (SIGNING): must be whsec_ and 24 to 64 bytes in base64'])
    },
  )

  it.each([
    [{ url: 'http://shop.example/' }, 'webhooks.out.0.url must begin with https://'],
    [{ url: 'https://10.0.0.1/' }, /^webhooks\.out\.0\.url is on a private network or this machine/],
    [{ url: 'http://localhost:3000/' }, /^webhooks\.out\.0\.url is on a private network or this machine/],
    [{ url: 'https://169.254.169.254/' }, 'webhooks.out.0.url is an address that no receiver has'],
    [{ url: 'https://me:pw@shop.example/' }, 'webhooks.out.0.url must not hold a user or a password'],
    [{ url: 'nonsense' }, 'webhooks.out.0.url is not a URL'],
    [{ events: [] }, /^webhooks\.out\.0\.events must name one of activation\.bought/],
    [{ events: ['sms'] }, /^webhooks\.out\.0\.events\.0 /],
    [{ events: ['stock.below'], subjects: ['a'] }, /^webhooks\.out\.0\.subjects goes with activation\.bought/],
    [{ include: ['code'] }, /^webhooks\.out\.0\.include\.0 /],
    [{ id: 'Shop' }, 'webhooks.out.0.id must be 1 to 64 of a-z, 0-9 and -'],
  ])('T08 refuses %j', (different, mistake) => {
    const found = issues({ webhooks: { out: [{ ...shop, ...different }] } })
    expect(found).toEqual([typeof mistake === 'string' ? mistake : expect.stringMatching(mistake)])
  })

  it('refuses two endpoints of one id', () => {
    expect(issues({ webhooks: { out: [shop, shop] } })).toEqual(['webhooks.out.1.id is the id of another endpoint'])
  })

  it('T08 takes a private host that is allowed by its name, and only this machine in the clear', () => {
    const at = (url: string, host: string) =>
      issues({ webhooks: { out: [{ ...shop, url }], allowPrivateTargets: [host] } })
    expect(at('http://localhost:3000/', 'localhost')).toEqual([])
    expect(at('http://[::1]:3000/', '[::1]')).toEqual([])
    expect(at('https://10.0.0.1/', '10.0.0.1')).toEqual([])
    expect(at('http://10.0.0.1/', '10.0.0.1')).toEqual(['webhooks.out.0.url must begin with https://'])
    expect(at('https://10.0.0.1/', '10.0.0.2')).toHaveLength(1)
  })
})

describe('watch', () => {
  it('is a line for each wish', () => {
    const about = { service: 'telegram', country: 'GB' }
    const { watch } = configSchema.parse({
      watch: [{ ...about, stockBelow: 5, priceAbove: { amount: '0.5', currency: 'USD' } }],
    })
    expect(watchesOf(watch)).toEqual([
      { ...about, provider: null, kind: 'stock', below: 5 },
      { ...about, provider: null, kind: 'price', above: { amount: '0.5', currency: 'USD' } },
    ])
  })

  it('watches something', () => {
    expect(issues({ watch: [{ service: 'telegram', country: 'GB' }] })).toEqual([
      'watch.0 watches nothing: say stockBelow or priceAbove',
    ])
  })
})
