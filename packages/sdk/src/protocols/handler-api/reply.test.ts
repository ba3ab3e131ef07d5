import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readEnvelope, readReply } from './reply.ts'

const said = (code: string, more: object = {}) => ({
  kind: 'error',
  code,
  parameter: null,
  details: null,
  info: {},
  ...more,
})

describe('readReply', () => {
  it.each(['', ' \r\n', '\ufeff', '\ufeff\r\n', '""', '" "'])('%j is empty', body => {
    expect(readReply(body)).toEqual({ kind: 'unreadable', reason: 'empty' })
  })

  it.each([
    '<html>',
    '<!DOCTYPE html><p>BAD_KEY',
    '\ufeff <?xml version="1.0"?>',
    '<',
    'Warning: mysql_connect() <HTML>',
    '"<html>"',
  ])('%j is a page', body => {
    expect(readReply(body)).toEqual({ kind: 'unreadable', reason: 'html' })
  })

  it.each(['{', '{"a":1', '{"a":1}}', '{"a":1}\n<!-- 0.2s -->', '[1,', '"BAD_KEY', '{a:1}', "['a']"])(
    '%j is malformed',
    body => {
      expect(readReply(body)).toEqual({ kind: 'unreadable', reason: 'malformed' })
    },
  )

  it.each<[body: string, value: unknown]>([
    ['{}', {}],
    ['[]', []],
    ['null', null],
    ['false', false],
    ['true', true],
    ['0', 0],
    ['-12.5', -12.5],
    ['1e400', Number.POSITIVE_INFINITY],
    ['\ufeff{"a":[1]}\r\n', { a: [1] }],
    ['"{\\"a\\":1}"', { a: 1 }],
    ['{"tg":{"cost":1}}', { tg: { cost: 1 } }],
  ])('%j is data', (body, value) => {
    expect(readReply(body)).toEqual({ kind: 'data', value })
  })

  it.each([
    ['BAD_KEY', said('BAD_KEY')],
    ['  BAD_KEY\r\n', said('BAD_KEY')],
    ['"BAD_KEY"', said('BAD_KEY')],
    ['bad_key', said('BAD_KEY')],
    ['SERVER ERROR', said('SERVER_ERROR')],
    ['Too Many Requests', said('TOO_MANY_REQUESTS')],
    ['WRONG_MAX_PRICE:0.2', said('WRONG_MAX_PRICE', { parameter: '0.2' })],
    ["BANNED:'2026-01-31 12:30:00'", said('BANNED', { parameter: "'2026-01-31 12:30:00'" })],
    ['UNPROCESSABLE_ENTITY:service:INVALID', said('UNPROCESSABLE_ENTITY', { parameter: 'service:INVALID' })],
  ])('%j is an error word', (body, reply) => {
    expect(readReply(body)).toEqual(reply)
  })

  it.each([
    '007',
    '-',
    '12abc',
    '!',
    'BAD_KEY\nmore',
    'BAD_KEY, sorry',
    'Service is prohibited for sale in your region, contact us.',
    'A'.repeat(80),
    '{BAD_KEY'.slice(1).padStart(20, '.'),
    'ключ',
  ])('%j is no word', body => {
    expect(readReply(body)).toEqual({ kind: 'unreadable', reason: 'unknown_word' })
  })

  it('takes a success word only where it is legal, whole, and splits it once', () => {
    const balance = (body: string) => readReply(body, ['ACCESS_BALANCE'])
    expect(balance('ACCESS_BALANCE:12.5')).toEqual({ kind: 'token', token: 'ACCESS_BALANCE', payload: '12.5' })
    expect(balance('"ACCESS_BALANCE:12.5"')).toEqual({ kind: 'token', token: 'ACCESS_BALANCE', payload: '12.5' })
    expect(balance('ACCESS_BALANCE:1:2')).toMatchObject({ payload: '1:2' })
    expect(balance('ACCESS_BALANCE')).toMatchObject({ kind: 'token', payload: null })
    expect(balance('ACCESS_BALANCES:1')).toMatchObject({ kind: 'error', code: 'ACCESS_BALANCES' })
    expect(readReply('ACCESS_BALANCE:12.5')).toMatchObject({ kind: 'error', code: 'ACCESS_BALANCE' })
  })

  it('G09 gives one of four kinds for any text, and never throws', () => {
    const alphabet = fc.constantFrom(...'{}[]":,\\ \n<>\ufeff0123456789-.eEtrufalsnABCKY_'.split(''))
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: alphabet }), fc.json())
    fc.assert(
      fc.property(text, body => {
        expect(['token', 'data', 'error', 'unreadable']).toContain(readReply(body, ['ACCESS_BALANCE']).kind)
      }),
      { numRuns: 5_000 },
    )
  })
})

describe('readEnvelope', () => {
  it.each<[form: string, value: unknown, reply: object]>([
    ['F4', { title: 'BAD_KEY', details: 'Unauthorized' }, said('BAD_KEY', { details: 'Unauthorized' })],
    [
      'F4 with info',
      { title: 'X', details: 'Y', info: { field: 'api_key' } },
      said('X', { details: 'Y', info: { field: 'api_key' } }),
    ],
    [
      'F5',
      { status: 'error', message: 'BAD_KEY', errorMsg: 'no', info: [] },
      said('BAD_KEY', { details: 'no', info: [] }),
    ],
    ['F6', { status: 'error', error: 'WRONG_SERVICE', msg: 'text' }, said('WRONG_SERVICE', { details: 'text' })],
    ['F7', { status: 'false', msg: 'service is incorrect' }, said('SERVICE_IS_INCORRECT')],
    ['F7 as a boolean', { status: false, msg: 'BAD-KEY' }, said('BAD_KEY')],
    ['F8', { error: 'Bad service' }, said('BAD_SERVICE')],
    ['F9', { status: 0, message: 'No access', data: [] }, said('NO_ACCESS')],
    ['REST', { success: false, error_code: 'Unauthenticated.' }, said('UNAUTHENTICATED')],
    ['without a code', { status: 'error' }, said('ERROR')],
    ['with a code that is none', { status: 'error', message: 5 }, said('ERROR')],
    ['title before status', { title: 'A', status: 'error', message: 'B' }, said('A')],
  ])('%s', (_, value, reply) => {
    expect(readEnvelope(value)).toEqual(reply)
    expect(readReply(JSON.stringify(value))).toEqual(reply)
  })

  it.each<[value: unknown]>([
    [{ status: 'success', services: [] }],
    [{ status: 1 }],
    [{ error: 'x', more: 1 }],
    [{ error: { code: 1 } }],
    [{ title: 5 }],
    [{}],
    [[]],
    [null],
    ['error'],
  ])('%j is data', value => {
    expect(readEnvelope(value)).toBeNull()
  })
})
