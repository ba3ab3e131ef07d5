import { afterAll, beforeAll, expect, it } from 'vitest'
import { type SeededNumber, seedNumbers } from '../../http/analytics/__fixtures__/numbers.ts'
import { openStage, type Stage } from '../../testing/stage.ts'
import { createOutcomeStore } from './outcome-store.ts'

let stage: Stage
let country: string
beforeAll(async () => {
  stage = await openStage()
  await stage.sync('countries')
  const [row] = await stage.database.sql<{ code: string }[]>`select code from onesms.countries order by code limit 1`
  country = row?.code ?? ''
})
afterAll(() => stage.close())

const numbers = (from: number, count: number, more: Partial<SeededNumber> = {}): SeededNumber[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `hero-sms:${from + index}`,
    country,
    boughtAt: new Date().toISOString(),
    ended: 120,
    reason: 'timeout',
    ...more,
  }))
const rates = async () => {
  await stage.sync('countries')
  return stage.database.sql`select code, success_rate from onesms.countries where success_rate is not null`
}

it('the rate of a country is that of its numbers, from twenty on', async () => {
  await seedNumbers(stage.database, [
    ...numbers(0, 15, { message: 5 }),
    ...numbers(100, 4),
    // neither is known to have failed
    ...numbers(200, 9, { ended: 30, reason: 'user' }),
    ...numbers(300, 3, { boughtAt: new Date(Date.now() - 31 * 86_400_000).toISOString() }),
  ])
  expect(await rates()).toEqual([])
  await seedNumbers(stage.database, numbers(400, 1, { subject: 'other' }))
  expect(await rates()).toEqual([{ code: country, success_rate: '0.7500' }])
  await stage.database.sql`delete from onesms.activations where country = ${country}`
  expect(await rates()).toEqual([])
})

it('P18 the strategy by success of failover is told the same by every process', async () => {
  await seedNumbers(stage.database, [
    ...numbers(0, 3, { message: 5 }),
    ...numbers(10, 2),
    ...numbers(20, 1, { id: 'other:1' }),
  ])
  const outcomes = createOutcomeStore(stage.database)
  expect(await outcomes.rate('hero-sms', 'telegram', country)).toEqual({ delivered: 3, total: 5 })
  expect(await outcomes.rate('other', 'telegram', country)).toEqual({ delivered: 0, total: 1 })
  expect(await outcomes.rate('hero-sms', 'whatsapp', country)).toEqual({ delivered: 0, total: 0 })
})
