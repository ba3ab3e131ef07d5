import { describe, expect, it } from 'vitest'
import { answer, thrownBy } from './__fixtures__/answer.ts'
import { getActiveActivations, getHistory } from './activation-commands.ts'

const ROW = {
  activationId: '635468021',
  serviceCode: 'vk',
  phoneNumber: '447700900123',
  activationCost: 12.5,
  activationStatus: '4',
  smsCode: null,
  smsText: null,
  activationTime: '2022-06-01 16:59:16',
  discount: '0.00',
  repeated: '0',
  countryCode: '2',
  countryName: 'Kazakhstan',
  canGetAnotherSms: '1',
  currency: '840',
}
const READ = {
  nativeId: '635468021',
  phone: '+447700900123',
  service: 'vk',
  country: '2',
  operator: null,
  price: { amount: '12.5', currency: 'USD' },
  canRetry: true,
  createdAt: null,
  expiresAt: null,
  status: 'waiting',
  refund: 'none',
  messages: [],
}

const list = (body: unknown, status = 200) =>
  thrownBy(() =>
    getActiveActivations(0).read(answer(typeof body === 'string' ? body : JSON.stringify(body), { status })),
  )
const rowOf = (facts: object) => list({ status: 'success', data: [{ ...ROW, ...facts }] })
const rows = (...found: object[]) => ({ answered: { rows: found, ids: expect.any(Array) } })

describe('getActiveActivations', () => {
  it('finds the rows where each host has them', () => {
    expect(list({ status: 'success', activeActivations: [ROW] })).toEqual(rows(READ))
    expect(list({ status: 'success', data: [ROW] })).toEqual(rows(READ))
    const junk = { affected_rows: 0, num_rows: 0, row: [], rows: [] }
    expect(list({ status: 'success', data: [ROW], activeActivations: junk })).toEqual(rows(READ))
  })

  it('P35 is empty only where the host says so', () => {
    expect(list({ status: 'success', data: [] })).toEqual(rows())
    expect(list({ status: 'success', activeActivations: [] })).toEqual(rows())
    expect(list({ status: 'error', error: 'NO_ACTIVATIONS' })).toEqual(rows())
    expect(list('NO_ACTIVATIONS')).toEqual(rows())
  })

  it.each([
    ['', 'unexpected_response'],
    ['null', 'unexpected_response'],
    ['[]', 'unexpected_response'],
    ['{}', 'unexpected_response'],
    ['{"status":"success"}', 'unexpected_response'],
    ['{"status":"success","data":null}', 'unexpected_response'],
    ['{"status":"success","data":{}}', 'unexpected_response'],
    ['<html>', 'unexpected_response'],
    ['{"status":"success","data":[{"activat', 'unexpected_response'],
    ['NO_ACTIVATION', 'not_found'],
    ['BAD_KEY', 'authentication'],
    ['BAD_ACTION', 'capability'],
    ['ERROR_SQL', 'provider_unavailable'],
    ['{"status":"error","error":"SERVER_ERROR"}', 'provider_unavailable'],
  ])('P35 %j is an error: %s', (body, code) => {
    expect(list(body)).toMatchObject({ code })
  })

  it('P35 an empty list beside HTTP 500 is an error', () => {
    expect(list({ status: 'success', data: [] }, 500)).toMatchObject({ code: 'provider_unavailable' })
  })

  it('P36 one row that cannot be read spoils the list, since it may be the one that is looked for', () => {
    for (const facts of [
      { activationId: null },
      { phoneNumber: '79***1' },
      { serviceCode: '' },
      { countryCode: null },
    ]) {
      expect(rowOf(facts)).toMatchObject({ code: 'unexpected_response', reason: 'shape' })
    }
    expect(list({ data: [ROW, 'row'] })).toMatchObject({ reason: 'shape' })
  })

  it('leaves rentals out, and counts them', () => {
    expect(list({ data: [ROW, { ...ROW, subtype: 2 }, { ...ROW, subtype: '2', phoneNumber: null }] })).toEqual({
      answered: { rows: [READ], ids: Array(3).fill(READ.nativeId) },
    })
    expect(rowOf({ subtype: 1 })).toEqual(rows(READ))
  })

  it('P14 keeps long ids', () => {
    expect(list(`{"data":[${JSON.stringify(ROW).replace('"635468021"', '12345678901234567890')}]}`)).toEqual(
      rows({ ...READ, nativeId: '12345678901234567890' }),
    )
  })

  it.each([
    [{ activationStatus: '1' }, { status: 'waiting' }],
    [{ activationStatus: 4 }, { status: 'waiting' }],
    [
      { activationStatus: 2, smsCode: '1234' },
      { status: 'received', messages: [{ code: '1234' }] },
    ],
    [{ activationStatus: 4, smsCode: '1234' }, { status: 'received' }],
    [
      { activationStatus: 3, smsCode: '1234' },
      { status: 'retrying', messages: [] },
    ],
    [{ activationStatus: 6 }, { status: 'completed', refund: 'none' }],
    [{ activationStatus: 7 }, { status: 'closed', refund: 'confirmed' }],
    [{ activationStatus: 8 }, { status: 'closed', refund: 'confirmed' }],
    [{ activationStatus: '10' }, { status: 'closed', refund: 'confirmed' }],
    [{ activationStatus: 99 }, { status: null, refund: undefined }],
    [
      { activationStatus: 'new', smsCode: '1234' },
      { status: null, messages: [{ code: '1234' }] },
    ],
  ])('%j', (facts, expected) => {
    expect(rowOf(facts)).toMatchObject({ answered: { rows: [expected] } })
  })

  it.each([
    ['1234', 'Your code is 1234', [{ code: '1234', text: 'Your code is 1234' }]],
    [['1234'], null, [{ code: '1234', text: null }]],
    [
      '["1234","5678"]',
      ['first 1234', 'then 5678'],
      [
        { code: '1234', text: 'first 1234' },
        { code: '5678', text: 'then 5678' },
      ],
    ],
    ['[CODE]', '[Your code CODE]', [{ code: 'CODE', text: 'Your code CODE' }]],
    [null, 'Your code is 1234', [{ code: null, text: 'Your code is 1234' }]],
    ['', '', []],
    [[], [], []],
    ['[]', '[]', []],
    [[null], {}, []],
  ])('codes %j with texts %j', (smsCode, smsText, messages) => {
    const facts = { activationStatus: '2', smsCode, smsText }
    expect(rowOf(facts)).toMatchObject({ answered: { rows: [{ messages }] } })
    expect((rowOf(facts) as { answered: { rows: { messages: unknown[] }[] } }).answered.rows[0]?.messages).toHaveLength(
      messages.length,
    )
  })

  it('P38 takes times only with their zone', () => {
    expect(
      rowOf({ activationTime: '2026-01-01T10:00:00+00:00', activationEndTime: '2026-01-01T13:20:00+03:00' }),
    ).toEqual(
      rows({ ...READ, createdAt: new Date('2026-01-01T10:00:00Z'), expiresAt: new Date('2026-01-01T10:20:00Z') }),
    )
  })
})

describe('getHistory', () => {
  const row = {
    id: '635468024',
    date: '2026-08-29 12:00:36',
    phone: '447700900123',
    sms: null,
    cost: 0,
    status: '4',
    currency: 840,
  }
  const command = getHistory('635468024', { from: 1_000_999, to: 2_000_000, limit: 'size' })
  const find = (body: unknown) =>
    thrownBy(() => command.read(answer(typeof body === 'string' ? body : JSON.stringify(body))))
  const message = (text: string) => ({ id: null, code: null, text, sender: null, channel: 'sms', receivedAt: null })

  it('asks for whole seconds and the largest page', () => {
    expect(command.params).toEqual({ start: '1000', end: '2000', size: '100' })
  })

  it.each([
    [{ status: '4' }, { status: 'waiting', refund: 'none' }],
    [
      { status: '6', cost: 0.1275 },
      { status: 'completed', refund: 'none', price: { amount: '0.1275', currency: 'USD' } },
    ],
    [{ status: 8 }, { status: 'closed', refund: 'confirmed' }],
    [{ status: 10 }, { status: 'closed', refund: 'confirmed' }],
    [{ status: '7' }, { status: 'closed', refund: 'confirmed' }],
    [{ status: '5' }, {}],
  ])('%j', (facts, told) => {
    expect(find([{ ...row, ...facts }])).toEqual({ answered: { phone: '+447700900123', messages: [], ...told } })
  })

  it('prefers the row with an SMS, in any of its forms', () => {
    for (const sms of ['Your code is 1', ['Your code is 1'], '["Your code is 1"]']) {
      expect(find([row, { ...row, id: 635468025, sms: 'another' }, { ...row, status: '6', sms }, row])).toMatchObject({
        answered: { status: 'completed', messages: [message('Your code is 1')] },
      })
    }
  })

  it('says nothing of an activation that is not in it', () => {
    expect(find([{ ...row, id: 1 }, null, 'row'])).toEqual({ answered: undefined })
    expect(find([])).toEqual({ answered: undefined })
    expect(find('{"status":"error","error":"NO_ACTIVATIONS"}')).toEqual({ answered: undefined })
    expect(find('{}')).toMatchObject({ code: 'unexpected_response' })
    expect(find('BAD_ACTION')).toMatchObject({ code: 'capability' })
  })
})
