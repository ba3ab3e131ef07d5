import { describe, expect, it } from 'vitest'
import { shop } from '../__fixtures__/tiny-emulator.ts'

const dialects = ['classic', 'hero-sms', 'tiger-sms', 'sms-bower'] as const

describe.each(dialects)('getStatus of %s', dialect => {
  it('E05 goes with the number from its wait to its end', async () => {
    const { emulator, buy, get, set } = shop(dialect)
    const id = await buy()
    const words = [await get(`getStatus&id=${id}`)]
    emulator.sms(id, { code: '12:34' })
    words.push(await get(`getStatus&id=${id}`))
    await set(id, '3')
    words.push(await get(`getStatus&id=${id}`))
    emulator.sms(id, { code: '004567' })
    words.push(await get(`getStatus&id=${id}`))
    await set(id, '6')
    words.push(await get(`getStatus&id=${id}`))
    expect(words).toEqual([
      'STATUS_WAIT_CODE',
      'STATUS_OK:12:34',
      'STATUS_WAIT_RETRY:12:34',
      'STATUS_OK:004567',
      'STATUS_CANCEL',
    ])
  })
})

describe('getStatus', () => {
  it('of Tiger SMS has another word for what was given back, and the whole text for who asks', async () => {
    const { emulator, buy, get, set } = shop('tiger-sms')
    const [unused, used] = [await buy(), await buy()]
    emulator.sms(used, { text: 'Your code is 12', code: '12' })
    expect(await get(`getStatus&id=${used}&full_text=1`)).toBe('STATUS_OK:Your code is 12')
    await emulator.clock.advance(120_000)
    await set(unused, '8')
    expect(await get(`getStatus&id=${unused}`)).toBe('ACCESS_CANCEL')
  })

  it('of an id that is unknown, or none', async () => {
    const words = async (dialect: (typeof dialects)[number]) => [
      await shop(dialect).get('getStatus&id=7'),
      await shop(dialect).get('getStatus&id=abc'),
    ]
    expect(await words('classic')).toEqual(['NO_ACTIVATION', 'WRONG_ACTIVATION_ID'])
    expect(await words('tiger-sms')).toEqual(['NO_ACTIVATION', 'NO_ACTIVATION'])
    expect(await words('hero-sms')).toEqual([
      '404 {"title":"NOT_FOUND","details":"Activation not found"}',
      expect.stringMatching(/^422 /),
    ])
  })
})

describe('getStatusV2', () => {
  const bought = async (dialect: (typeof dialects)[number]) => {
    const opened = shop(dialect)
    return { ...opened, id: await opened.buy() }
  }
  const message = { text: 'Your code is 12', code: '12', sender: 'Bank' }

  it('of SMS-Activate', async () => {
    const { emulator, get, id, set } = await bought('classic')
    expect(await get(`getStatusV2&id=${id}`)).toBe('{"verificationType":0,"sms":null}')
    emulator.sms(id, message)
    expect(await get(`getStatusV2&id=${id}`)).toBe(
      '{"verificationType":0,"sms":{"dateTime":"2026-01-01 03:00:00","code":"12","text":"Your code is 12"}}',
    )
    await set(id, '6')
    expect(await get(`getStatusV2&id=${id}`)).toBe('STATUS_CANCEL')
  })

  it('of HeroSMS has an id for each SMS', async () => {
    const { emulator, json, get, id, set } = await bought('hero-sms')
    expect(await json(`getStatusV2&id=${id}`)).toEqual({ verificationType: 'sms', data: null })
    emulator.sms(id, message)
    expect(await json(`getStatusV2&id=${id}`)).toEqual({
      verificationType: 'sms',
      data: {
        id: `${id}1`,
        phoneFrom: 'Bank',
        code: '12',
        text: 'Your code is 12',
        service: 'tg',
        date: '2026-01-01T03:00:00+03:00',
        type: 'sms',
      },
    })
    await set(id, '6')
    expect(await get(`getStatusV2&id=${id}`)).toBe('STATUS_CANCEL')
  })

  it('of Tiger SMS numbers waiting and arrived', async () => {
    const { emulator, get, id, set } = await bought('tiger-sms')
    expect(await get(`getStatusV2&id=${id}`)).toBe('{"verificationType":0,"sms":null}')
    emulator.sms(id, message)
    expect(await get(`getStatusV2&id=${id}`)).toBe(
      '{"verificationType":1,"sms":{"dateTime":"2026-01-01T00:00:00+00:00","code":"12","text":"Your code is 12"}}',
    )
    await set(id, '6')
    expect(await get(`getStatusV2&id=${id}`)).toMatch(/^404 /)
  })

  it('is unknown to SMSBower', async () => {
    expect(await shop('sms-bower').get('getStatusV2&id=7')).toBe('BAD_ACTION')
  })
})

describe('the whole text', () => {
  it('of the last SMS is told by getFullSms of SMS-Activate', async () => {
    const { emulator, buy, get } = shop('classic')
    const id = await buy()
    expect(await get(`getFullSms&id=${id}`)).toBe('STATUS_WAIT_CODE')
    emulator.sms(id, { text: 'Your code: 12', code: '12' })
    expect(await get(`getFullSms&id=${id}`)).toBe('FULL_SMS:Your code: 12')
    await emulator.clock.advance(1_200_000)
    expect(await get(`getFullSms&id=${id}`)).toBe('STATUS_CANCEL')
  })

  it('of every SMS is told page by page by getAllSms of HeroSMS, as long as it is not given back', async () => {
    const { emulator, buy, get, json, set } = shop('hero-sms')
    const [used, unused] = [await buy(), await buy()]
    for (const code of ['1', '2', '3']) emulator.sms(used, { code })
    const codes = async (query: string) =>
      (await json(`getAllSms&id=${used}${query}`)).data.map(({ code }: { code: string }) => code)
    expect(await codes('')).toEqual(['1', '2', '3'])
    expect([await codes('&size=2'), await codes('&size=2&page=2'), await codes('&size=2&page=3')]).toEqual([
      ['1', '2'],
      ['3'],
      [],
    ])
    expect((await json(`getAllSms&id=${used}`)).meta).toEqual({ total: 3, service: 'tg' })
    await set(used, '6')
    expect(await codes('')).toEqual(['1', '2', '3'])
    await emulator.clock.advance(120_000)
    await set(unused, '8')
    expect(await get(`getAllSms&id=${unused}`)).toMatch(/^409 {"title":"ACTIVATION_NOT_ACTIVE"/)
  })
})
