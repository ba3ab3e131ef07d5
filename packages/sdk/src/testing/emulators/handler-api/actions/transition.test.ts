import { describe, expect, it } from 'vitest'
import { shop, withKey } from '../__fixtures__/tiny-emulator.ts'
import { createHandlerApiEmulator } from '../emulator.ts'

const dialects = ['classic', 'hero-sms', 'tiger-sms', 'sms-bower'] as const
type DialectName = (typeof dialects)[number]

const EARLY =
  '409 {"title":"EARLY_CANCEL_DENIED","details":"It is too early to cancel","info":{"minActivationTime":120}}'
const BAD_STATUS = '400 {"title":"BAD_STATUS","details":"Bad status"}'
const NOT_FOUND = '404 {"title":"NOT_FOUND","details":"Activation not found"}'
const NOT_ACTIVE = '409 {"title":"ACTIVATION_NOT_ACTIVE","details":"Activation is not active"}'

/** A number in that state, and what becomes of it. */
async function inState(dialect: DialectName, state: 'young' | 'old' | 'received' | 'retrying' | 'cancelled') {
  const opened = shop(dialect)
  const { emulator, buy, set } = opened
  const id = await buy()
  if (state !== 'young') await emulator.clock.advance(120_000)
  if (state === 'received' || state === 'retrying') emulator.sms(id, { code: '1234' })
  if (state === 'retrying') await set(id, '3')
  if (state === 'cancelled') await set(id, '8')
  return { ...opened, id }
}

describe('setStatus', () => {
  /** State and status → the answer of each host, and the state afterwards. */
  const table: readonly (readonly [
    state: Parameters<typeof inState>[1],
    status: string,
    after: string,
    words: Readonly<Record<DialectName, string>>,
  ])[] = [
    ['young', '1', 'waiting', all('ACCESS_READY', { 'hero-sms': BAD_STATUS })],
    ['young', '8', 'waiting', all('EARLY_CANCEL_DENIED', { 'hero-sms': EARLY })],
    ['young', '6', 'waiting', all('BAD_STATUS', { 'hero-sms': BAD_STATUS })],
    ['young', '3', 'waiting', all('BAD_STATUS', { 'hero-sms': BAD_STATUS })],
    ['young', '2', 'waiting', all('BAD_STATUS', { 'hero-sms': BAD_STATUS })],
    ['old', '8', 'cancelled', all('ACCESS_CANCEL')],
    ['received', '1', 'received', all('BAD_STATUS', { 'hero-sms': BAD_STATUS })],
    ['received', '3', 'retrying', all('ACCESS_RETRY_GET')],
    ['received', '6', 'completed', all('ACCESS_ACTIVATION')],
    ['retrying', '3', 'retrying', all('BAD_STATUS', { 'hero-sms': BAD_STATUS })],
    ['retrying', '6', 'completed', all('ACCESS_ACTIVATION')],
    ['cancelled', '8', 'cancelled', all('BAD_STATUS', { 'hero-sms': NOT_ACTIVE })],
    ['cancelled', '6', 'cancelled', all('BAD_STATUS', { 'hero-sms': NOT_ACTIVE })],
  ]
  function all(word: string, except: Partial<Record<DialectName, string>> = {}) {
    return { classic: word, 'hero-sms': word, 'tiger-sms': word, 'sms-bower': word, ...except }
  }

  it.each(table)('%s, %s → %s', async (state, status, after, words) => {
    for (const dialect of dialects) {
      const { id, set, row } = await inState(dialect, state)
      expect(await set(id, status), dialect).toBe(words[dialect])
      expect(row(id)?.status, dialect).toBe(after)
    }
  })

  it('P42 a number with an SMS is not taken back; HeroSMS hands over what has not been seen', async () => {
    for (const dialect of ['classic', 'tiger-sms', 'sms-bower'] as const) {
      const { id, set, row } = await inState(dialect, 'received')
      expect(await set(id, '8')).toBe('BAD_STATUS')
      expect(row(id)).toMatchObject({ status: 'received', charged: '0.2500' })
    }
    const { id, set, get, emulator } = await inState('hero-sms', 'received')
    expect(await set(id, '8')).toMatch(/^409 {"title":"NEW_OTP_RECEIVED".*"code":"1234"/)
    expect(await set(id, '8')).toMatch(/^409 {"title":"OTP_RECEIVED"/)
    emulator.sms(id)
    await get(`getStatus&id=${id}`)
    expect(await set(id, '8')).toMatch(/^409 {"title":"OTP_RECEIVED"/)
  })

  it('P41 the money of a cancelled number comes back at once, and once', async () => {
    const { id, set, emulator } = await inState('tiger-sms', 'old')
    expect(await set(id, '-1')).toBe('ACCESS_CANCEL')
    await set(id, '-1')
    expect(emulator.ledger.balance).toBe('100.0000')
    expect(emulator.ledger.charges().map(({ amount }) => amount)).toEqual(['0.2500', '-0.2500'])
  })

  it('-1 is known to Tiger SMS alone', async () => {
    const { id, set } = await inState('classic', 'old')
    expect(await set(id, '-1')).toBe('BAD_STATUS')
  })

  it('another SMS cannot be asked for where the list of countries says so', async () => {
    const emulator = createHandlerApiEmulator({ dialect: 'classic', size: { services: 1 }, magicServices: true })
    const told: Record<string, { readonly retry: 0 | 1 }> = JSON.parse((await withKey(emulator, 'getCountries')).body)
    const country = (retry: 0 | 1) => emulator.catalog.countries.find(({ id }) => told[id]?.retry === retry)?.id
    const answers = ([0, 1] as const).map(async retry => {
      const order = `service=fast&country=${country(retry)}`
      const { activationId, canGetAnotherSms } = JSON.parse((await withKey(emulator, `getNumberV2&${order}`)).body)
      return [canGetAnotherSms, (await withKey(emulator, `setStatus&status=3&id=${activationId}`)).body]
    })
    expect(await Promise.all(answers)).toEqual([
      ['0', 'BAD_STATUS'],
      ['1', 'ACCESS_RETRY_GET'],
    ])
  })

  it('an id that is unknown, or none', async () => {
    const words = async (dialect: DialectName) => [
      await shop(dialect).set('7', '8'),
      await shop(dialect).set('abc', '8'),
    ]
    expect(await words('classic')).toEqual(['NO_ACTIVATION', 'WRONG_ACTIVATION_ID'])
    expect(await words('tiger-sms')).toEqual(['NO_ACTIVATION', 'NO_ACTIVATION'])
    expect(await words('sms-bower')).toEqual(['NO_ACTIVATION', 'NO_ACTIVATION'])
    expect(await words('hero-sms')).toEqual([NOT_FOUND, expect.stringMatching(/^422 .*"field":"id"/)])
  })
})

describe('actions of their own', () => {
  it('finish and cancel with nothing to say at HeroSMS', async () => {
    const received = await inState('hero-sms', 'received')
    expect(await received.get(`finishActivation&id=${received.id}`)).toBe('204 ')
    expect(received.row(received.id)?.status).toBe('completed')
    expect(await received.get(`finishActivation&id=${received.id}`)).toBe(NOT_ACTIVE)
    const old = await inState('hero-sms', 'old')
    expect(await old.get(`cancelActivation&id=${old.id}`)).toBe('204 ')
    expect(old.row(old.id)?.status).toBe('cancelled')
    const young = await inState('hero-sms', 'young')
    expect(await young.get(`cancelActivation&id=${young.id}`)).toBe(EARLY)
    expect(await young.get('cancelActivation&id=7')).toBe(NOT_FOUND)
  })

  it('setStatusV2 of Tiger SMS says the same in an envelope', async () => {
    const young = await inState('tiger-sms', 'young')
    expect(await young.get(`setStatusV2&id=${young.id}&status=8`)).toBe(EARLY)
    expect(await young.get(`setStatusV2&id=${young.id}&status=6`)).toBe('{"title":"BAD_STATUS","details":"Bad status"}')
    expect(await young.get('setStatusV2&id=7&status=8')).toBe(NOT_FOUND)
    const old = await inState('tiger-sms', 'old')
    expect(await old.get(`setStatusV2&id=${old.id}&status=8`)).toBe('{"status":"success"}')
  })
})
