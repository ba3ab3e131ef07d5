import { HeroSMSClient } from 'hero-sms'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Served, serve } from '../../serve.ts'
import { shop } from './__fixtures__/tiny-emulator.ts'

/**
 * The same client buys. Not judged, because it cannot work against the host either:
 * - `markReady` sends status 1, which HeroSMS refuses with 400;
 * - every refusal with another status than 2xx arrives as its HTTP library's error (see hero-sms-client.test.ts);
 * - `getStatusV2` is typed after the older answer, with `sms` where the host has `data`;
 * - `reactivate`, `getReactivationPrice` and the three for rents: the emulator sells short activations only.
 */
describe('the hero-sms package, buying', () => {
  const { emulator, row } = shop('hero-sms')
  const { ledger, clock } = emulator
  const order = { service: 'tg', country: 187 }
  let server: Served
  let client: HeroSMSClient

  beforeAll(async () => {
    server = await serve(emulator)
    client = new HeroSMSClient({ apiKey: emulator.apiKey, baseUrl: `${server.url}/stubs/handler_api.php` })
  })
  afterAll(() => server.close())

  it('buys, waits, asks for another code and completes', async () => {
    const { activationId, phoneNumber } = await client.getNumber(order)
    expect(row(String(activationId))).toMatchObject({ phone: phoneNumber, charged: '0.2500' })
    expect(await client.getStatus(activationId)).toEqual({ status: 'STATUS_WAIT_CODE' })
    emulator.sms(String(activationId), { code: '0042' })
    expect(await client.getStatus(activationId)).toEqual({ status: 'STATUS_OK', code: '0042' })
    expect(await client.requestResend(activationId)).toBe('ACCESS_RETRY_GET')
    expect(await client.getStatus(activationId)).toEqual({ status: 'STATUS_WAIT_RETRY', code: '0042' })
    emulator.sms(String(activationId), { code: '7777' })
    const { data, meta } = await client.getAllSms({ id: String(activationId) })
    expect(data.map(({ code, text }) => [code, text])).toEqual(
      row(String(activationId))?.sms.map(({ code, text }) => [code, text]),
    )
    expect(meta.total).toBe(2)
    expect(await client.complete(activationId)).toBe('ACCESS_ACTIVATION')
    expect(row(String(activationId))?.status).toBe('completed')
    expect(await client.getStatus(activationId)).toEqual({ status: 'STATUS_CANCEL' })
  })

  it('agrees with the ledger on what a purchase in the newer form cost and when it ends', async () => {
    const before = await client.getBalance()
    const bought = await client.getNumberV2({ ...order, maxPrice: 0.3 })
    const { price, boughtAt, phone } = row(bought.activationId) ?? {}
    expect([bought.activationCost, bought.phoneNumber]).toEqual([Number(price), phone])
    expect(new Date(bought.activationEndTime).getTime()).toBe((boughtAt ?? 0) + 1_200_000)
    expect(await client.getBalance()).toBeCloseTo(before - bought.activationCost, 10)
  })

  it('gives back and finishes by the actions without an answer', async () => {
    const [unused, used] = [await client.getNumberV2(order), await client.getNumberV2(order)]
    await clock.advance(120_000)
    emulator.sms(used.activationId)
    await client.cancelActivation(unused.activationId)
    await client.finishActivation(used.activationId)
    expect(row(unused.activationId)).toMatchObject({ status: 'cancelled', refunded: '0.2500' })
    expect(row(used.activationId)).toMatchObject({ status: 'completed', charged: '0.2500' })
    const history = await client.getHistory({ size: 2 })
    expect(history.map(({ id, status }) => [id, status])).toEqual([
      [used.activationId, '6'],
      [unused.activationId, '8'],
    ])
  })

  it('lists what is open, page by page', async () => {
    for (let count = 0; count < 3; count += 1) await client.getNumber(order)
    const open = ledger.activations().filter(({ status }) => status === 'waiting')
    const pages = [
      await client.getActiveActivations({ start: 0, limit: 2 }),
      await client.getActiveActivations({ start: 2, limit: 100 }),
    ]
    expect(pages.flatMap(({ data }) => data.map(({ activationId }) => activationId))).toEqual(
      open.map(({ id }) => id).reverse(),
    )
  })

  it('is told when there is nothing to sell, by the one refusal that comes with 200', async () => {
    await expect(client.getNumber({ service: 'wa', country: 16 })).rejects.toMatchObject({ name: 'NoNumbersError' })
    await expect(client.markReady(Number(ledger.activations()[0]?.id))).rejects.toMatchObject({
      response: { status: 400 },
    })
  })
})
