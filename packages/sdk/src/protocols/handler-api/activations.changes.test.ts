import { describe, expect, it } from 'vitest'
import { ProviderUnavailableError } from '../../errors/transport.ts'
import { identity, scripted } from './__fixtures__/scripted.ts'

describe('what is asked of a number', () => {
  it.each([
    ['cancel', 'ACCESS_CANCEL', '8', { status: 'cancelled', reason: 'user', refund: 'confirmed' }],
    ['complete', 'ACCESS_ACTIVATION', '6', { status: 'completed', refund: 'none' }],
    ['retry', 'ACCESS_RETRY_GET', '3', { status: 'retrying' }],
  ] as const)('%s, once', async (verb, word, status, told) => {
    const { activations, asked } = scripted({ setStatus: word })
    expect(await activations[verb]?.('host:4711', {})).toEqual({ ...identity, ...told })
    expect(asked).toEqual([`change setStatus id=4711 status=${status}`])
    const ended = scripted({ setStatus: '{"title":"ACTIVATION_NOT_ACTIVE","details":""}' }, { status: 409 })
    expect(await ended.activations[verb]?.('host:4711', {})).toEqual({ ...identity, status: 'closed' })
    const empty = scripted({ setStatus: '' }, { status: 204 })
    expect(await empty.activations[verb]?.('host:4711', {})).toEqual({ ...identity, ...told })
  })

  it('a report is a cancellation that says why it ended', async () => {
    const { activations, asked } = scripted({ setStatus: 'ACCESS_CANCEL' })
    expect(await activations.report?.('host:4711', 'banned', {})).toEqual({
      ...identity,
      status: 'cancelled',
      reason: 'reported',
      refund: 'confirmed',
    })
    expect(asked).toEqual(['change setStatus id=4711 status=8'])
  })

  it('P41 P42 P40 a refusal changes nothing', async () => {
    const cancel = (setStatus: string | Error) => scripted({ setStatus }).activations.cancel('host:4711', {})
    await expect(cancel('EARLY_CANCEL_DENIED')).rejects.toMatchObject({ code: 'too_early_to_cancel' })
    await expect(cancel('BAD_STATUS')).rejects.toMatchObject({ code: 'invalid_transition' })
    await expect(cancel('NO_ACTIVATION')).rejects.toMatchObject({ code: 'not_found' })
    const lost = new ProviderUnavailableError('no answer')
    await expect(cancel(lost)).rejects.toBe(lost)
  })
})
