import { describe, expect, it } from 'vitest'
import { shop } from '../__fixtures__/tiny-emulator.ts'

interface Row {
  readonly activationId: string
}

const ids = (rows: readonly Row[]) => rows.map(({ activationId }) => activationId)

describe('getActiveActivations', () => {
  it('P35 of nothing is an error at SMS-Activate, an empty list elsewhere, and unknown to SMSBower', async () => {
    expect(await shop('classic').get('getActiveActivations')).toBe('{"status":"error","error":"NO_ACTIVATIONS"}')
    expect(await shop('tiger-sms').get('getActiveActivations')).toBe('{"status":"success","data":[]}')
    expect(await shop('hero-sms').json('getActiveActivations')).toEqual({
      status: 'success',
      data: [],
      activeActivations: { affected_rows: 0, num_rows: 0, row: [], rows: [] },
    })
    expect(await shop('sms-bower').get('getActiveActivations')).toBe('BAD_ACTION')
  })

  it('tells each open number in a row, and none that has ended', async () => {
    const { emulator, buy, json, set } = shop('hero-sms')
    const [ended, waiting, received, retrying] = [await buy(), await buy(), await buy(), await buy()]
    await emulator.clock.advance(120_000)
    await set(ended, '8')
    emulator.sms(received, { text: 'code 12', code: '12' })
    emulator.sms(retrying)
    await set(retrying, '3')
    const { data } = await json('getActiveActivations')
    expect(ids(data)).toEqual([retrying, received, waiting])
    expect(data.map(({ activationStatus }: { activationStatus: string }) => activationStatus)).toEqual(['3', '2', '4'])
    expect(data[1]).toEqual({
      activationId: received,
      serviceCode: 'tg',
      phoneNumber: expect.stringMatching(/^1555\d{7}$/),
      activationCost: 0.25,
      activationStatus: '2',
      smsCode: ['12'],
      smsText: ['code 12'],
      activationTime: '2026-01-01 03:00:00',
      discount: '0',
      repeated: '0',
      countryCode: '187',
      countryName: 'United States',
      canGetAnotherSms: '1',
      currency: '840',
      verificationType: 'sms',
      subtype: '1',
    })
  })

  it('writes SMS and times in the manner of the host', async () => {
    const row = async (dialect: 'classic' | 'tiger-sms') => {
      const { emulator, buy, json } = shop(dialect)
      emulator.sms(await buy(), { text: 'code 12', code: '12' })
      const { activeActivations, data } = await json('getActiveActivations')
      return (activeActivations ?? data)[0]
    }
    expect(await row('classic')).toMatchObject({
      smsCode: '12',
      smsText: '[code 12]',
      activationStatus: '2',
      activationTime: '2026-01-01 03:00:00',
    })
    expect(await row('tiger-sms')).toMatchObject({
      smsCode: '12',
      smsText: 'code 12',
      activationStatus: '2',
      activationTime: '2026-01-01T00:00:00+00:00',
    })
  })

  it.each([
    ['hero-sms', 100],
    ['tiger-sms', 50],
  ] as const)('of %s has pages: %i rows unless asked otherwise, 100 at most', async (dialect, usual) => {
    const { buy, json } = shop(dialect)
    const bought: string[] = []
    for (let count = 0; count < 230; count += 1) bought.push(await buy())
    const page = async (query: string) => ids((await json(`getActiveActivations${query}`)).data)
    expect(await page('')).toEqual(bought.slice(-usual).reverse())
    expect(await page('&limit=1000')).toHaveLength(100)
    const pages = [await page('&limit=100'), await page('&start=100&limit=100'), await page('&start=200&limit=100')]
    expect(pages.flat()).toEqual([...bought].reverse())
    expect(await page('&start=230&limit=100')).toEqual([])
  })

  it('of SMS-Activate has no pages', async () => {
    const { buy, json } = shop('classic')
    for (let count = 0; count < 120; count += 1) await buy()
    expect((await json('getActiveActivations&limit=5')).activeActivations).toHaveLength(120)
  })
})
