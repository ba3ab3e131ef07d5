import SmsActivate from 'sms-activate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Served, serve } from '../../serve.ts'
import { shop } from './__fixtures__/tiny-emulator.ts'

/**
 * Another client of somebody else's, for the classic host: it posts with everything in the query. Its own mistakes, which
 * are not judged here:
 * - its address is fixed, plain http, and long gone: the test puts another into its HTTP library;
 * - `getBalance` cuts off the cents; `getBalanceAndCashBack`, its other form, the emulator does not know;
 * - it searches for error words anywhere in an answer, so that `NO_ACTIVATION` is also found in a longer word;
 * - `EARLY_CANCEL_DENIED`, `WRONG_MAX_PRICE` and whatever else it has no class for count as answers.
 */
describe('the sms-activate package', () => {
  const { emulator, row } = shop('classic', { balance: '0.5000' })
  let server: Served
  let client: SmsActivate

  const clientFor = (key: string) => {
    const made = new SmsActivate(key)
    made.session.defaults.baseURL = `${server.url}/stubs/handler_api.php`
    return made
  }

  beforeAll(async () => {
    server = await serve(emulator)
    client = clientFor(emulator.apiKey)
  })
  afterAll(() => server.close())

  it('buys, says that the SMS was sent, waits for the code and completes', async () => {
    const bought = await client.getNumber('tg', 187)
    const id = bought?.id ?? 0
    expect(row(String(id))).toMatchObject({ phone: String(bought?.number), charged: '0.2500' })
    expect(await client.setStatus(id, 1)).toBe('ACCESS_READY')
    expect([await client.getCode(id), await client.getStatus(id)]).toEqual([null, 'STATUS_WAIT_CODE'])
    emulator.sms(String(id), { code: '0042' })
    expect(await client.getCode(id)).toBe('0042')
    expect(await client.setStatus(id, 6)).toBe('ACCESS_ACTIVATION')
    expect(row(String(id))?.status).toBe('completed')
  })

  it('is refused an early cancel, and gives back after two minutes', async () => {
    const bought = await client.getNumber('tg', 187)
    const id = bought?.id ?? 0
    expect(await client.setStatus(id, 8)).toBe('EARLY_CANCEL_DENIED')
    await expect(client.getNumber('tg', 187)).rejects.toMatchObject({ name: 'NoBalance' })
    await emulator.clock.advance(120_000)
    expect(await client.setStatus(id, 8)).toBe('ACCESS_CANCEL')
    expect(await client.getStatus(id)).toBe('STATUS_CANCEL')
    expect(row(String(id))?.refunded).toBe('0.2500')
    expect([await client.getBalance(), emulator.ledger.balance]).toEqual([0, '0.2500'])
  })

  it('knows the refusals it has classes for', async () => {
    await expect(client.getNumber('wa', 16)).rejects.toMatchObject({ name: 'NoFreeNumbers' })
    await expect(client.getNumber('zz', 16)).rejects.toMatchObject({ name: 'BadService' })
    await expect(client.getStatus(7)).rejects.toMatchObject({ name: 'InvalidActivation' })
    await expect(client.setStatus(Number(emulator.ledger.activations()[0]?.id), 8)).rejects.toMatchObject({
      name: 'BadStatus',
    })
    await expect(clientFor('wrong').getBalance()).rejects.toMatchObject({ name: 'InvalidAPIKey' })
  })
})
