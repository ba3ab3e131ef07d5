import { describe, expect, it } from 'vitest'
import { answer, thrownBy } from './__fixtures__/answer.ts'
import type { Answer } from './api.ts'
import { readStatus } from './status.ts'

const ID = '635468024'
const read = (body: unknown, facts: Partial<Answer> = {}) =>
  readStatus(ID)(answer(typeof body === 'string' ? body : JSON.stringify(body), facts))
const failure = (body: unknown, facts: Partial<Answer> = {}) => thrownBy(() => read(body, facts))

const message = (facts: object) => ({
  id: null,
  text: null,
  code: null,
  sender: null,
  channel: 'sms',
  receivedAt: null,
  ...facts,
})
const received = (...messages: object[]) => ({ status: 'received', messages: messages.map(message) })

describe('the words of getStatus', () => {
  it.each<[string, object]>([
    ['STATUS_WAIT_CODE', { status: 'waiting' }],
    ['STATUS_WAIT_RESEND', { status: 'retrying' }],
    ['STATUS_WAIT_RETRY', { status: 'retrying' }],
    ['STATUS_CANCEL', { status: 'closed' }],
    ['ACCESS_CANCEL', { status: 'closed' }],
    ['"STATUS_WAIT_CODE"', { status: 'waiting' }],
    ['{"status":"STATUS_OK","code":"7777"}', received({ code: '7777' })],
    ['{"status":"STATUS_WAIT_CODE"}', { status: 'waiting' }],
    ['{"title":"ACTIVATION_NOT_ACTIVE","details":""}', { status: 'closed' }],
  ])('%s', (body, told) => {
    expect(read(body)).toEqual(told)
  })

  it('E05 the code after a wait for another SMS is the old one', () => {
    expect(read('STATUS_WAIT_RETRY:1234')).toEqual({ status: 'retrying' })
  })

  it.each([
    ['STATUS_OK:0042', { code: '0042' }],
    ['STATUS_OK:12:34', { code: '12:34' }],
    ['STATUS_OK:G-004567', { code: 'G-004567' }],
    ['STATUS_OK:123 456', { code: '123 456' }],
    ['STATUS_OK:Your code is 1234: use it', { text: 'Your code is 1234: use it' }],
    [`STATUS_OK:${'x'.repeat(40)}`, { text: 'x'.repeat(40) }],
  ])('E06 %s', (body, expected) => {
    expect(read(body)).toEqual(received(expected))
  })

  it('E06 an empty code is none yet', () => {
    expect(read('STATUS_OK:')).toEqual({})
    expect(read('STATUS_OK: ')).toEqual({})
  })

  it('E17 what cannot be stored is taken out, and what is too long is cut', () => {
    expect(read('STATUS_OK:a\0b\ud800 \u202ec')).toMatchObject({ messages: [{ text: 'ab\ufffd \u202ec' }] })
    expect(read({ sms: { code: null, text: `${'😀'.repeat(30_000)}` }, verificationType: 0 })).toMatchObject({
      messages: [{ text: '😀'.repeat(2_000) }],
    })
    expect(read('{"sms":{"text":"a\\u0000b\\ud83dc\\nd"}}')).toMatchObject({ messages: [{ text: 'abc\nd' }] })
  })
})

describe('the shapes of getStatusV2', () => {
  it('SMS-Activate: an SMS and a call, side by side', () => {
    expect(
      read({
        verificationType: 2,
        sms: { dateTime: '0000-00-00 00:00:00', code: 'code', text: 'sms text' },
        call: {
          from: 'phone',
          text: 'voice text',
          code: '12345',
          dateTime: '2026-01-01T00:00:00Z',
          url: null,
          parsingCount: 1,
        },
      }),
    ).toEqual(
      received(
        { code: 'code', text: 'sms text' },
        {
          code: '12345',
          text: 'voice text',
          sender: 'phone',
          channel: 'voice',
          receivedAt: new Date('2026-01-01T00:00:00Z'),
        },
      ),
    )
  })

  it('HeroSMS: one message with an id of its own, and its time', () => {
    const data = {
      id: '3416693217',
      phoneFrom: 'Telegram',
      code: '123456',
      text: 'Your code is 123456',
      service: 'tg',
      date: '2026-02-16T12:36:59+03:00',
      type: 'sms',
    }
    const known = {
      code: '123456',
      text: 'Your code is 123456',
      sender: 'Telegram',
      receivedAt: new Date('2026-02-16T09:36:59Z'),
    }
    expect(read({ verificationType: 'sms', data })).toEqual(received({ ...known, id: '3416693217' }))
    expect(read(`{"verificationType":"sms","data":{"id":12345678901234567890,"code":"1"}}`)).toEqual(
      received({ code: '1', id: '12345678901234567890' }),
    )
    // Where it turns out to be the id of the activation, it is no id of the SMS.
    expect(read({ verificationType: 'sms', data: { ...data, id: ID } })).toEqual(received(known))
    expect(read({ verificationType: 'call', data: { ...data, type: 'call', code: null, text: null } })).toEqual({
      status: 'waiting',
    })
  })

  it.each([
    [{ verificationType: 0, sms: null }],
    [{ verificationType: 'sms', data: null }],
    [{ verificationType: 'sms' }],
    [{ verificationType: 0, sms: { dateTime: '', code: '', text: '' }, call: null }],
  ])('%j waits', body => {
    expect(read(body)).toEqual({ status: 'waiting' })
  })
})

describe('what is no answer about this activation', () => {
  it('E18 is refused where it names another one', () => {
    expect(failure({ activationId: 635468025, status: 'STATUS_OK', code: '1234' })).toMatchObject({
      code: 'unexpected_response',
      reason: 'shape',
    })
    expect(read({ activationId: 635468024, status: 'STATUS_OK', code: '1234' })).toEqual(received({ code: '1234' }))
  })

  it.each([
    ['NO_ACTIVATION', 'not_found'],
    ['WRONG_ACTIVATION_ID', 'not_found'],
    ['{"title":"NOT_FOUND","details":"Activation Not Found"}', 'not_found'],
    ['BAD_KEY', 'authentication'],
    ['ERROR_SQL', 'provider_unavailable'],
    ['STATUS_NEW', 'unexpected_response'],
    ['CODE:1234', 'unexpected_response'],
    ['<html>a:b', 'unexpected_response'],
    ['', 'unexpected_response'],
    ['[]', 'unexpected_response'],
    ['{}', 'unexpected_response'],
    ['null', 'unexpected_response'],
    ['{"a":1}', 'unexpected_response'],
  ])('%j: %s', (body, code) => {
    expect(failure(body)).toMatchObject({ code })
  })
})
