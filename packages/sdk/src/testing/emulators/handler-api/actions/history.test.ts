import { describe, expect, it } from 'vitest'
import { shop } from '../__fixtures__/tiny-emulator.ts'

const START = Date.UTC(2026, 0, 1) / 1_000
const DAY = 86_400

describe('getHistory', () => {
  /** One of each end, an hour apart. */
  const lived = async (dialect: 'classic' | 'hero-sms') => {
    const opened = shop(dialect)
    const { emulator, buy, set } = opened
    const expired = await buy()
    await emulator.clock.advance(3_600_000)
    const cancelled = await buy()
    await emulator.clock.advance(120_000)
    await set(cancelled, '8')
    const completed = await buy()
    emulator.sms(completed, { text: 'code 12', code: '12' })
    await set(completed, '6')
    const open = await buy()
    return { ...opened, expired, cancelled, completed, open }
  }

  it('tells how everything ended, newest first, and the price of what was earned', async () => {
    const { json, expired, cancelled, completed, open } = await lived('hero-sms')
    const rows = await json('getHistory')
    expect(rows).toMatchObject([
      { id: open, status: '4', cost: 0, sms: null },
      { id: completed, status: '6', cost: 0.25, sms: ['code 12'] },
      { id: cancelled, status: '8', cost: 0, sms: null },
      { id: expired, status: '10', cost: 0, date: '2026-01-01 03:00:00', currency: 840 },
    ])
    expect((await (await lived('classic')).json('getHistory')).map(({ status }: { status: string }) => status)).toEqual(
      ['4', '6', '8', '8'],
    )
  })

  it('is cut by time and by pages', async () => {
    const { json, expired, cancelled, completed, open } = await lived('hero-sms')
    const told = async (query: string) => (await json(`getHistory${query}`)).map(({ id }: { id: string }) => id)
    expect(await told(`&start=${START}&end=${START + 60}`)).toEqual([expired])
    expect(await told(`&start=${START + 60}`)).toEqual([open, completed, cancelled])
    expect(await told('&offset=1&size=2')).toEqual([completed, cancelled])
  })

  it('of SMS-Activate goes back thirty days, that of others is not kept', async () => {
    const { get } = shop('classic')
    expect(await get(`getHistory&start=${START - 31 * DAY}&end=${START}`)).toBe('WRONG_DATE')
    expect(await get(`getHistory&start=${START - 30 * DAY}&end=${START}`)).toBe('[]')
    expect(await shop('tiger-sms').get('getHistory')).toBe('BAD_ACTION')
    expect(await shop('sms-bower').get('getHistory')).toBe('BAD_ACTION')
  })
})
