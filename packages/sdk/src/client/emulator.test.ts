import { describe, expect, it, vi } from 'vitest'
import { emulated, hosts } from '../__fixtures__/emulated.ts'

describe.each(hosts)('through the client, against $name', host => {
  it('buys, waits, completes: the books of the host agree', async () => {
    const { buy, emulator, nativeId, pass, sms } = emulated(host)
    const activation = await buy()
    const code = activation.waitForCode()
    sms(activation, '004567')
    expect(await pass(code)).toBe('004567')
    expect(await activation.complete()).toMatchObject({ status: 'completed', refund: 'none' })
    const { price } = activation.snapshot
    const [row] = emulator.ledger.activations()
    expect(row).toMatchObject({ id: nativeId(activation), status: 'completed', refunded: '0.0000' })
    expect(Number(row?.charged)).toBe(Number(price?.amount))
  })

  it('P41: gives an unused number back when the host takes it, and the money is back', async () => {
    const { buy, emulator, pass } = emulated(host)
    const activation = await buy()
    expect(await pass(activation.cancel())).toMatchObject({ status: 'cancelled', reason: 'user', refund: 'confirmed' })
    expect(emulator.ledger.activations()).toMatchObject([{ status: 'cancelled', charged: '0.0000' }])
  })

  it('P42: an SMS just before that stays, and is charged', async () => {
    const { buy, emulator, pass, sms } = emulated(host)
    const activation = await buy()
    const cancelled = activation.cancel()
    sms(activation, '123456')
    expect(await pass(cancelled)).toMatchObject({ status: 'received', refund: 'none', messages: [{ code: '123456' }] })
    expect(emulator.ledger.activations()).toMatchObject([{ status: 'received', refunded: '0.0000' }])
  })

  it('E02: expires without an SMS, and is told so once', async () => {
    const { client, buy, pass } = emulated(host)
    const settled = vi.fn()
    client.on('activation:settled', settled)
    const activation = await buy()
    await expect(pass(activation.waitForCode())).rejects.toMatchObject({ code: 'activation_ended' })
    expect(activation.snapshot).toMatchObject({ status: 'expired', reason: 'timeout' })
    expect(settled).toHaveBeenCalledOnce()
  })

  it('E05: another SMS on the same number, also with the same code', async () => {
    const { buy, pass, sms } = emulated(host)
    const activation = await buy()
    const codes: (string | null)[] = []
    activation.on('message', ({ code }) => codes.push(code))
    sms(activation, '123456')
    expect(await pass(activation.waitForCode())).toBe('123456')
    await activation.retry()
    const second = activation.waitForCode()
    await pass(activation.waitForCode({ timeout: 20_000 }).catch(() => null))
    expect(codes).toEqual(['123456'])
    sms(activation, '123456')
    expect(await pass(second)).toBe('123456')
    expect(codes).toEqual(['123456', '123456'])
  })

  it('E22: what another process ended is seen within two looks', async () => {
    const { open, buy, pass, sms } = emulated(host)
    const activation = await buy()
    sms(activation, '123456')
    await pass(activation.waitForCode())
    const elsewhere = await open().activations.get(activation.snapshot)
    await elsewhere.complete()
    const ended = new Promise(resolve => activation.once('settled', resolve))
    expect(await pass(ended)).toMatchObject({ status: 'completed', refund: 'none' })
  })
})
