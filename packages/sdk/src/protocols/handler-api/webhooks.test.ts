import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { WebhookError } from '../../errors/webhook.ts'
import { heroSms } from '../../providers/hero-sms/index.ts'
import { smsBower } from '../../providers/sms-bower/index.ts'

const options = { apiKey: '0123456789abcdef', fetch: () => expect.fail('it sent something') }
const { webhooks } = heroSms(options)

type Body = Exclude<RequestInit['body'], undefined>

const call = (body: Body, headers: Record<string, string> = {}) =>
  new Request('https://example.com/hook/secret', { method: 'POST', body, headers })
const receive = async (body: unknown) => {
  const notices = await webhooks.receive(call(JSON.stringify(body)))
  expect(notices).toHaveLength(1)
  return notices[0] ?? expect.fail('nothing')
}

const BODY = {
  activationId: '123456',
  phoneFrom: 'Telegram',
  service: 'tg',
  text: 'Your login code: 12345',
  code: '12345',
  country: 2,
  receivedAt: '2026-01-16T10:30:00.000000Z',
}

describe('calls of a host', () => {
  it('T09 are pokes: which number, what is said to have come, and no proof', async () => {
    expect(await receive(BODY)).toEqual({
      id: 'hero-sms:123456',
      isProven: false,
      message: {
        id: null,
        text: 'Your login code: 12345',
        code: '12345',
        sender: 'Telegram',
        channel: 'sms',
        receivedAt: new Date('2026-01-16T10:30:00Z'),
      },
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
  })

  it('are read as SMSBower writes them, without a zone and with a number for an id', async () => {
    const { webhooks: bower } = smsBower(options)
    const body = { activationId: 123456, service: 'go', text: 'Sms text', code: '12345', country: 2 }
    const [notice] = await bower.receive(call(JSON.stringify({ ...body, receivedAt: '2026-01-01 12:00:00' })))
    expect(notice).toMatchObject({ id: 'sms-bower:123456', isProven: false })
    expect(notice?.message).toMatchObject({ text: 'Sms text', code: '12345', sender: null, receivedAt: null })
  })

  it('are read as those about rentals', async () => {
    const sms = { phoneFrom: 'Bank', text: 'Your code is 004567', date: '2026-01-01 12:00:00' }
    expect(await receive({ rentId: '26251422', sms })).toMatchObject({
      id: 'hero-sms:26251422',
      message: { text: 'Your code is 004567', code: '004567', sender: 'Bank', receivedAt: null },
    })
  })

  it.each<[object, object | null]>([
    [{ code: null }, { code: '12345', text: BODY.text }],
    [{ code: undefined }, { code: '12345' }],
    [
      { code: null, text: 'Hello' },
      { code: null, text: 'Hello' },
    ],
    [{ text: null }, { code: '12345', text: null }],
    [{ text: null, code: null }, null],
    [{ text: 7, code: {} }, null],
  ])('without %j', async (facts, message) => {
    const notice = await receive({ ...BODY, ...facts })
    expect(notice.message).toEqual(message && expect.objectContaining(message))
  })

  it('do not need an honest content type, and bring an id of any size', async () => {
    for (const type of ['text/html', 'application/x-www-form-urlencoded', 'application/json; charset=utf-8']) {
      const text = `\ufeff${JSON.stringify(BODY).replace('"123456"', '12345678901234567890')}`
      const [notice] = await webhooks.receive(call(text, { 'content-type': type }))
      expect(notice?.id).toBe('hero-sms:12345678901234567890')
    }
  })

  it('T10 the same SMS has the same fingerprint whenever it is told, another one has another', async () => {
    const print = async (facts: object = {}) => (await receive({ ...BODY, ...facts })).fingerprint
    const same = await Promise.all([{}, { activationId: 123456 }, { code: null }, { country: 3, id: 7 }].map(print))
    expect(new Set(same).size).toBe(1)
    const others = [
      { activationId: '123457' },
      { receivedAt: '2026-01-16T10:30:00.000001Z' },
      { text: 'Your login code: 12346' },
      { text: null },
      { text: null, code: '1' },
    ]
    expect(new Set([...same, ...(await Promise.all(others.map(print)))]).size).toBe(6)
  })
})

describe('T09 what is no call of a host', () => {
  const failure = (request: Request): Promise<unknown> => webhooks.receive(request).catch((error: unknown) => error)

  it.each([
    ['nothing', ''],
    ['no JSON', 'activationId=123456'],
    ['half of it', JSON.stringify(BODY).slice(0, 40)],
    ['a list', JSON.stringify([BODY])],
    ['no id', JSON.stringify({ ...BODY, activationId: null })],
    ['an id that is none', JSON.stringify({ ...BODY, activationId: 'hero-sms:1' })],
    ['an id that was rounded', JSON.stringify({ ...BODY, activationId: 1.5 })],
    ['a rental without an SMS', JSON.stringify({ rentId: '1' })],
    ['null', 'null'],
  ])('%s', async (_, body) => {
    const error = await failure(call(body))
    expect(error).toBeInstanceOf(WebhookError)
    expect(error).toMatchObject({ code: 'webhook', provider: 'hero-sms', rejected: false })
  })

  it('is read to 64 kB and no further', async () => {
    const fits = JSON.stringify({ ...BODY, more: 'x'.repeat(65_000) })
    expect(await webhooks.receive(call(fits))).toHaveLength(1)
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1
        controller.enqueue(new Uint8Array(16 * 1024).fill(32))
      },
    })
    const request = new Request('https://example.com/', {
      method: 'POST',
      body: endless,
      duplex: 'half',
    } as RequestInit)
    expect(await failure(request)).toBeInstanceOf(WebhookError)
    expect(sent).toBeLessThan(10)
  })

  it('a body that breaks off, that was read before, or that is not there', async () => {
    const broken = new ReadableStream({ pull: controller => controller.error(new Error('reset, with 12345')) })
    const init = { method: 'POST', body: broken, duplex: 'half' } as RequestInit
    const read = call(JSON.stringify(BODY))
    await read.text()
    for (const request of [
      new Request('https://example.com/', init),
      read,
      call(null),
      new Request('https://a.example'),
    ])
      expect(await failure(request)).toBeInstanceOf(WebhookError)
  })

  it('whatever comes is a notice or a WebhookError, which quotes nothing of it', async () => {
    const secret = 'S3CRET-45671'
    const scalar = fc.oneof(fc.jsonValue(), fc.constant(secret))
    const shaped = fc.record(
      {
        activationId: fc.oneof(fc.nat(), scalar),
        rentId: scalar,
        sms: scalar,
        text: scalar,
        code: scalar,
        receivedAt: scalar,
      },
      { requiredKeys: [] },
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary' }).map(some => some + secret),
      shaped.map(value => JSON.stringify(value)),
      fc.nat({ max: 30_000 }).map(depth => `{"activationId":"1","text":${'['.repeat(depth)}${']'.repeat(depth)}}`),
    )
    const body = fc.oneof(text, fc.uint8Array())
    await fc.assert(
      fc.asyncProperty(body, async bytes => {
        const found = await failure(call(bytes as Body))
        if (Array.isArray(found)) {
          expect(found).toEqual([
            expect.objectContaining({ isProven: false, id: expect.stringMatching(/^hero-sms:\d+$/) }),
          ])
        } else {
          expect(found).toBeInstanceOf(WebhookError)
          expect(JSON.stringify(found)).not.toContain(secret)
        }
      }),
      { numRuns: 300 },
    )
  })
})
