import { describe, expect, it, vi } from 'vitest'
import { emulated, hosts } from '../__fixtures__/emulated.ts'

describe('through the client, against a host that misbehaves', () => {
  it('E03: ended and with a code in the same answer: the SMS first, then the end', async () => {
    const { buy, emulator, pass, clock } = emulated()
    const activation = await buy()
    const seen: string[] = []
    activation.on('message', () => seen.push('message'))
    activation.on('settled', ({ status }) => seen.push(status))
    const code = activation.waitForCode()
    emulator.faults.inject({ kind: 'expired-with-code' })
    await clock.advance(0)
    expect(await pass(code)).toMatch(/^\d+$/)
    expect(seen).toEqual(['message', 'completed'])
  })

  it('E05: shown to wait for another SMS although nobody asked: the old code is no news', async () => {
    const { buy, emulator, pass, sms } = emulated()
    const activation = await buy()
    const message = vi.fn()
    activation.on('message', message)
    sms(activation, '123456')
    await pass(activation.waitForCode())
    emulator.faults.inject({ kind: 'wait-retry' })
    await pass(activation.waitForCode({ timeout: 30_000 }).catch(() => null))
    expect(message).toHaveBeenCalledOnce()
  })

  it('E08: unknown once, right after buying: the wait goes on', async () => {
    const { buy, emulator, pass, sms } = emulated()
    const activation = await buy()
    emulator.faults.inject({ kind: 'no-activation', times: 1 })
    const code = activation.waitForCode()
    await pass(activation.waitForCode({ timeout: 6_000 }).catch(() => null))
    expect(activation.status).toBe('waiting')
    sms(activation, '123456')
    expect(await pass(code)).toBe('123456')
  })

  it('E16: an SMS of the previous owner is left out, and told as an error', async () => {
    const { client, buy, emulator, pass } = emulated()
    const errors = vi.fn()
    client.on('error', errors)
    const activation = await buy()
    emulator.faults.inject({ kind: 'old-sms' })
    await pass(activation.waitForCode({ timeout: 30_000 }).catch(() => null))
    expect(activation.snapshot).toMatchObject({ status: 'waiting', messages: [] })
    expect(errors).toHaveBeenCalledExactlyOnceWith({
      error: expect.objectContaining({ code: 'unexpected_response' }),
      activation,
      rental: null,
    })
  })

  it('E09: the host is broken for a minute: the wait goes on', async () => {
    const { buy, emulator, pass, sms } = emulated()
    const activation = await buy()
    const heal = emulator.faults.inject({ kind: 'server-error' })
    const code = activation.waitForCode()
    await pass(activation.waitForCode({ timeout: 60_000 }).catch(() => null))
    heal()
    sms(activation, '123456')
    expect(await pass(code)).toBe('123456')
  })

  it('P40: the answer to a cancellation is lost: what the host says counts', async () => {
    const { buy, emulator, pass } = emulated()
    const activation = await buy()
    emulator.faults.inject({ kind: 'reset', action: 'setStatus', times: 1 })
    emulator.faults.inject({ kind: 'reset', action: 'cancelActivation', times: 1 })
    expect(await pass(activation.cancel())).toMatchObject({ status: 'cancelled', reason: 'user' })
    expect(emulator.ledger.activations()).toMatchObject([{ status: 'cancelled', charged: '0.0000' }])
  })
})

describe('client.activations.get after a restart that forgot everything', () => {
  it.each(hosts.filter(({ name }) => name === 'hero-sms' || name === 'tiger-sms'))(
    'from the list of $name while it is open, and the code comes to the new handle',
    async host => {
      const { open, buy, pass, sms } = emulated(host)
      const before = await buy()
      const { id, phone } = before
      const activation = await open().activations.get(id)
      expect(activation).toMatchObject({ id, phone, status: 'waiting' })
      const code = activation.waitForCode()
      sms(before, '123456')
      expect(await pass(code)).toBe('123456')
    },
  )

  it('from the history once it has ended', async () => {
    const { open, buy, pass, sms } = emulated()
    const before = await buy()
    sms(before, '123456')
    await pass(before.waitForCode())
    await before.complete()
    const { id, phone } = before
    const activation = await open().activations.get(id)
    expect(activation).toMatchObject({ id, phone, status: 'completed', snapshot: { messages: [{ code: '123456' }] } })
  })
})
