import { describe, expect, it } from 'vitest'
import { virtualClient } from './__fixtures__/client.ts'

describe('client.activations', () => {
  it('buys a number, waits for its code, completes it', async () => {
    const { buy, clock, vendor } = virtualClient()
    const activation = await buy()
    expect(activation).toMatchObject({ id: 'virtual:1', phone: '+447700900001', status: 'waiting' })
    const code = activation.waitForCode()
    await clock.advance(8_000)
    vendor.sms(activation.id, { code: '004567' })
    await clock.advance(8_000)
    expect(await code).toBe('004567')
    expect(await activation.complete()).toMatchObject({ status: 'completed', refund: 'none' })
  })
})
