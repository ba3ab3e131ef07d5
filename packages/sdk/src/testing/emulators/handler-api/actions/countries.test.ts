import { describe, expect, it } from 'vitest'
import { tinyEmulator, withKey } from '../__fixtures__/tiny-emulator.ts'
import type { HandlerApiDialectName } from '../dialects/dialects.ts'
import { createHandlerApiEmulator } from '../emulator.ts'

describe('countries', () => {
  const rows = async (dialect: HandlerApiDialectName) =>
    JSON.parse((await withKey(tinyEmulator(dialect), 'getCountries')).body)

  it('are an object by id at HeroSMS and SMS-Activate, who also lists what cannot be seen', async () => {
    const england = {
      id: 16,
      eng: 'England',
      chn: '英国',
      visible: 1,
      retry: expect.any(Number),
      rent: expect.any(Number),
    }
    const hero = await rows('hero-sms')
    expect(Object.keys(hero)).toEqual(['16', '187'])
    expect(hero['16']).toEqual({ ...england, rus: 'Великобритания' })
    const classic = await rows('classic')
    expect(classic['16']).toEqual({ ...england, rus: 'Великобритания', multiService: expect.any(Number) })
    expect(classic['182']).toMatchObject({ id: 182, eng: 'Japan', visible: 0 })
    expect(Object.keys(classic)).toHaveLength(2 + 13)
  })

  it('are a list without rent at Tiger SMS', async () => {
    const [england, states, ...others] = await rows('tiger-sms')
    expect(england).toEqual({ id: 16, rus: 'Великобритания', eng: 'England', chn: '英国', visible: 1, retry: 1 })
    expect(states).toMatchObject({ id: 187, eng: 'United States' })
    expect(others).toEqual([])
  })

  it('C05 have ids in strings at SMSBower, and a row that is nowhere', async () => {
    const bower = await rows('sms-bower')
    expect(Object.keys(bower)).toEqual(['16', '187', ''])
    expect(bower['16']).toEqual({ id: '16', rus: 'Великобритания', eng: 'England', chn: '英国' })
    expect(bower['']).toMatchObject({ id: null, eng: 'Faroe Islands' })
  })

  it.each([
    ['hero-sms', 195, ['1', '204'], { 0: false, 12: false, 1001: false, 1003: false }],
    ['sms-bower', 205, ['0', '1003'], { 0: true, 12: true, 1001: false, 202: false }],
    ['tiger-sms', 206, ['0', '1001'], { 0: true, 12: true, 202: true, 1003: false }],
    ['classic', 190, ['0', '201'], { 0: true, 12: true, 182: false, 203: false }],
  ] as const)('sold by %s: %i', (dialect, count, ends, present) => {
    const ids = createHandlerApiEmulator({ dialect, size: { services: 1 } }).catalog.countries.map(({ id }) => id)
    expect(ids).toHaveLength(count)
    expect([ids.at(0), ids.at(-1)]).toEqual(ends)
    for (const [id, expected] of Object.entries(present)) expect(ids.includes(id), id).toBe(expected)
  })
})
