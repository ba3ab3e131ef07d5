import { expect, it } from 'vitest'
import { daemon } from './daemon.ts'

/** A daemon with one row in its list. */
const over = (row: Readonly<Record<string, unknown>>) =>
  daemon({
    url: 'https://onesms.example.com',
    fetch: async () => Response.json({ data: [{ code: 'GB', name: 'United Kingdom', ...row }], next: null }),
  }).catalog

it('a country tells what the daemon knows of its stock and success', async () => {
  const told = over({ total_available: 17, success_rate: 0.25 })
  expect(await told.countries({})).toEqual([
    { iso: 'GB', nativeId: 'GB', name: 'United Kingdom', stock: 17, successRate: 0.25 },
  ])
})

it('none in stock is 0, untold is null, as with a daemon that does not tell it yet', async () => {
  expect(await over({ total_available: 0, success_rate: null }).countries({})).toMatchObject([
    { stock: 0, successRate: null },
  ])
  expect(await over({}).services({})).toMatchObject([{ stock: null }])
  expect(await over({}).countries({})).toMatchObject([{ stock: null, successRate: null }])
})

it('what is no number is an answer that cannot be', async () => {
  await expect(over({ total_available: 'many' }).services({})).rejects.toMatchObject({ code: 'unexpected_response' })
})
