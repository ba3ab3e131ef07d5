import { describe, expect, it } from 'vitest'
import { answer, thrownBy } from './__fixtures__/answer.ts'
import type { Answer } from './api.ts'
import { readTransition, type Transition } from './transitions.ts'

const read = (transition: Transition, body: string, facts: Partial<Answer> = {}) =>
  thrownBy(() => readTransition(transition)(answer(body, facts)))

const granted = { answered: 'granted' }
const ended = { answered: 'ended' }

describe('setStatus', () => {
  it.each<[Transition, string]>([
    ['retry', 'ACCESS_RETRY_GET'],
    ['complete', 'ACCESS_ACTIVATION'],
    ['cancel', 'ACCESS_CANCEL'],
  ])('%s is granted by %s, in quotes too, and by HTTP 204', (transition, word) => {
    expect(read(transition, word)).toEqual(granted)
    expect(read(transition, `"${word}"\n`)).toEqual(granted)
    expect(read(transition, '', { status: 204 })).toEqual(granted)
    expect(read(transition, '')).toMatchObject({ code: 'unexpected_response', reason: 'empty' })
  })

  it('knows words of an end that came before', () => {
    for (const body of [
      'ACCESS_CANCEL_ALREADY',
      'ALREADY_CANCELED',
      'STATUS_CANCEL',
      '{"title":"ACTIVATION_NOT_ACTIVE","details":"x"}',
    ]) {
      expect(read('cancel', body, { status: 409 })).toEqual(ended)
    }
  })

  it('P42 tells a number that is not taken back any more', () => {
    for (const body of [
      'BAD_STATUS',
      'ACCESS_READY',
      '{"title":"OTP_RECEIVED","details":""}',
      '{"title":"NEW_OTP_RECEIVED","details":"","info":{"data":[{"code":"1234"}]}}',
      '{"title":"FREE_CANCELLATION_EXPIRED","details":""}',
    ]) {
      expect([body, read('cancel', body)]).toEqual([body, expect.objectContaining({ code: 'invalid_transition' })])
    }
  })

  it('P41 tells when a number will be taken back, as far as the host says', () => {
    const at = Date.UTC(2026, 0, 1)
    const early = (info: object) =>
      read('cancel', JSON.stringify({ title: 'EARLY_CANCEL_DENIED', details: '', info }), { at })
    expect(early({ minActivationTime: 120 })).toMatchObject({
      code: 'too_early_to_cancel',
      cancellableAt: new Date(at + 120_000),
      minimumAge: 120_000,
    })
    expect(early({ minActivationTime: 120, retry_after_seconds: 7 })).toMatchObject({
      cancellableAt: new Date(at + 7_000),
      minimumAge: null,
    })
    for (const info of [{}, { minActivationTime: '120' }, { minActivationTime: -1 }, { minActivationTime: 1e300 }]) {
      expect(early(info)).toMatchObject({ cancellableAt: null, minimumAge: null })
    }
    expect(read('cancel', 'EARLY_CANCEL_DENIED')).toMatchObject({ code: 'too_early_to_cancel', cancellableAt: null })
  })

  it.each([
    ['NO_ACTIVATION', 'not_found'],
    ['{"title":"NOT_FOUND","details":""}', 'not_found'],
    ['BAD_KEY', 'authentication'],
    ['ERROR_SQL', 'provider_unavailable'],
    ['ACCESS_NEW', 'unexpected_response'],
    ['{"status":"success"}', 'unexpected_response'],
    ['<html>', 'unexpected_response'],
  ])('%s: %s', (body, code) => {
    for (const transition of ['retry', 'complete', 'cancel'] as const)
      expect(read(transition, body)).toMatchObject({ code })
  })

  it('a word that grants something else grants nothing', () => {
    expect(read('retry', 'ACCESS_READY')).toMatchObject({ code: 'unexpected_response' })
    expect(read('complete', 'ACCESS_CANCEL')).toMatchObject({ code: 'unexpected_response' })
  })
})
