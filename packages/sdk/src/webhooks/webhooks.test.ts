import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FakeClock } from '../testing/fake-clock.ts'
import { signWebhook } from './sign-webhook.ts'
import { verifyWebhook } from './verify-webhook.ts'

// The example that the implementations of Standard Webhooks are tested with.
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const ID = 'msg_p5jXN8AQM9LWM0D4loKWxJek'
const SIGNED_AT = 1_614_265_330
const BODY = '{"test": 2432232314}'
const SIGNATURE = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='

const OTHER_SECRET = `whsec_${btoa('another secret of 32 bytes .....')}`
const WRONG = `v1,${btoa('w'.repeat(32))}`

interface Call {
  readonly id?: string | null
  readonly timestamp?: string | null
  readonly signature?: string | null
  readonly body?: string
}

function request({ id = ID, timestamp = String(SIGNED_AT), signature = SIGNATURE, body = BODY }: Call = {}): Request {
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature }
  const present = Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== null)
  return new Request('https://receiver.example/hook', { method: 'POST', body, headers: present })
}

const at = (seconds: number) => ({ clock: { now: () => seconds * 1_000 } })
const verify = (call?: Call, secrets: string | readonly string[] = SECRET, seconds = SIGNED_AT) =>
  verifyWebhook(request(call), secrets, at(seconds))
const refused = expect.objectContaining({ code: 'webhook' })

describe('T11 webhooks of a daemon', () => {
  it('are taken by the signature of the public example, and signed like it', async () => {
    expect(await verify()).toEqual({ id: ID, sentAt: new Date(SIGNED_AT * 1_000), payload: { test: 2432232314 } })
    expect(await signWebhook({ id: ID, at: new Date(SIGNED_AT * 1_000 + 999), body: BODY }, [SECRET])).toEqual({
      'webhook-id': ID,
      'webhook-timestamp': String(SIGNED_AT),
      'webhook-signature': SIGNATURE,
    })
  })

  it.each<[string, Call]>([
    ['another body', { body: '{"test": 2432232315}' }],
    ['another id', { id: 'msg_other' }],
    ['another time', { timestamp: String(SIGNED_AT + 1) }],
    ['another signature', { signature: WRONG }],
    ['a signature that is no base64', { signature: 'v1,***' }],
    ['a cut signature', { signature: SIGNATURE.slice(0, 20) }],
    ['the signature under another version', { signature: SIGNATURE.replace('v1', 'v2') }],
    ['no signature', { signature: null }],
    ['no id', { id: null }],
    ['no time', { timestamp: null }],
    ['a time that is none', { timestamp: '1614265330.5' }],
  ])('are refused with %s', async (_, call) => {
    await expect(verify(call)).rejects.toEqual(refused)
  })

  it('are taken up to five minutes from now, either way, and no further', async () => {
    for (const seconds of [-300, 300]) expect((await verify({}, SECRET, SIGNED_AT + seconds)).id).toBe(ID)
    for (const seconds of [-301, 301]) await expect(verify({}, SECRET, SIGNED_AT + seconds)).rejects.toEqual(refused)
    const patient = { ...at(SIGNED_AT + 900), tolerance: 900_000 }
    expect((await verifyWebhook(request(), SECRET, patient)).id).toBe(ID)
  })

  it('are taken during a rotation: by any of our secrets, by any of its signatures', async () => {
    expect((await verify({}, [OTHER_SECRET, SECRET])).id).toBe(ID)
    expect((await verify({ signature: `v1a,x ${WRONG} ${SIGNATURE}` })).id).toBe(ID)
    await expect(verify({}, [OTHER_SECRET])).rejects.toEqual(refused)
    await expect(verify({}, [])).rejects.toEqual(refused)
    const both = await signWebhook({ id: ID, at: new Date(SIGNED_AT * 1_000), body: BODY }, [OTHER_SECRET, SECRET])
    for (const secret of [OTHER_SECRET, SECRET]) {
      expect((await verify({ signature: both['webhook-signature'] }, secret)).id).toBe(ID)
    }
  })

  it('are refused beyond 256 kB and beyond 16 signatures', async () => {
    const body = JSON.stringify('x'.repeat(256 * 1024))
    const headers = await signWebhook({ id: ID, at: new Date(SIGNED_AT * 1_000), body }, [SECRET])
    await expect(verify({ body, signature: headers['webhook-signature'] })).rejects.toEqual(refused)
    await expect(verify({ signature: `${`${WRONG} `.repeat(16)}${SIGNATURE}` })).rejects.toEqual(refused)
  })

  it('are refused where what is signed is no JSON', async () => {
    const body = '{"test": '
    const headers = await signWebhook({ id: ID, at: new Date(SIGNED_AT * 1_000), body }, [SECRET])
    await expect(verify({ body, signature: headers['webhook-signature'] })).rejects.toEqual(refused)
  })

  it('whatever the body is, it comes out as it was signed', async () => {
    const clock = new FakeClock()
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async value => {
        const body = JSON.stringify(value)
        const headers = await signWebhook({ id: 'msg_1', at: new Date(clock.now()), body }, [SECRET])
        const call = new Request('https://receiver.example', { method: 'POST', body, headers })
        expect((await verifyWebhook(call, SECRET, { clock })).payload).toEqual(JSON.parse(body))
      }),
      { numRuns: 50 },
    )
  })

  it.each(['', 'whsec_', 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'whsec_c2hvcnQ=', `whsec_${'*'.repeat(40)}`])(
    'never accept the secret %j, nor quote it',
    async secret => {
      const error = await verify({}, secret).then(
        () => null,
        failure => failure,
      )
      expect(error).toMatchObject({ code: 'configuration' })
      if (secret.length > 6) expect(JSON.stringify(error)).not.toContain(secret)
    },
  )
})
