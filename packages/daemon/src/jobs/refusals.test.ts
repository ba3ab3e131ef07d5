import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openStage, type Stage } from '../testing/stage.ts'

/** What is refused leaves no trace in the catalog, and every refusal can be read in the run log. */
describe('a refused catalog', () => {
  let stage: Stage
  let before: string

  beforeAll(async () => {
    stage = await openStage()
    expect(await stage.sync()).toMatchObject({ status: 'succeeded' })
  })
  afterAll(() => stage.close())
  beforeEach(async () => {
    stage.emulator.faults.clear()
    await stage.database.sql`delete from onesms.refusals`
    before = await stage.hash()
  })

  /** Every row of the catalog with the transaction that wrote it. */
  const rows = () => stage.database.sql`select *, xmin::text from onesms.offers order by native_country, native_service`

  for (const [body, kind] of [
    ['[]', 'empty-array'],
    ['{}', 'empty-object'],
    ['null', 'null'],
    ['""', 'empty-string'],
  ] as const) {
    it(`D19 ${body} for all prices is refused as empty, and every row stays as it is`, async () => {
      const untouched = await rows()
      stage.emulator.faults.inject({ kind, action: 'getPrices' })
      expect(await stage.sync()).toMatchObject({ status: 'rejected', reason: expect.stringMatching(/^empty/) })
      expect(await rows()).toEqual(untouched)
      expect(await stage.sync('services', { accept: true })).toMatchObject({ status: 'rejected' })
      expect(await stage.hash()).toBe(before)
    })
  }

  for (const [id, kind, details, reason] of [
    ['D20', 'half-countries', {}, /^shrink/],
    ['D21', 'price-factor', { factor: 100 }, /^price_ratio/],
    ['D21', 'price-factor', { factor: 0.01 }, /^price_ratio/],
    ['D22', 'zero-stock', {}, /^zero_share/],
  ] as const) {
    it(`${id} ${kind} ${JSON.stringify(details)} is refused, with the reason in the log`, async () => {
      stage.emulator.faults.inject({ kind, action: 'getPrices', ...details })
      expect(await stage.sync()).toMatchObject({ status: 'rejected', rowsWritten: 0 })
      const [logged] = await stage.database.sql<{ status: string; reason: string }[]>`
        select status, reason from onesms.sync_logs order by id desc limit 1`
      expect(logged).toMatchObject({ status: 'rejected', reason: expect.stringMatching(reason) })
      expect(await stage.hash()).toBe(before)
    })
  }

  /** Time as the database sees it. */
  const elevenMinutesLater = () =>
    stage.database.sql`update onesms.refusals set counted_at = counted_at - interval '11 minutes'`
  const refuse = async () => expect(await stage.sync()).toMatchObject({ status: 'rejected' })

  it('D20 is accepted when three runs agree, ten minutes apart', async () => {
    stage.emulator.faults.inject({ kind: 'price-factor', factor: 3, action: 'getPrices' })
    await refuse()
    await refuse() // a burst does not vote for itself
    await refuse()
    await elevenMinutesLater()
    await refuse()
    await elevenMinutesLater()
    expect(await stage.sync()).toMatchObject({
      status: 'succeeded',
      reason: expect.stringMatching(/agreement.*price_ratio/),
    })
    expect(await stage.hash()).not.toBe(before)
    expect(await stage.complaints()).toEqual([])
    stage.emulator.faults.clear()
    await refuse()
    expect(await stage.sync('services', { accept: true })).toMatchObject({ status: 'succeeded' })
    expect(await stage.hash()).toBe(before)
  })

  it('D21 prices that double run after run are refused before they are eightfold, until an operator accepts them', async () => {
    const doubled = async (times: number) => {
      stage.emulator.faults.clear()
      stage.emulator.faults.inject({ kind: 'price-factor', factor: 1.9 ** times, action: 'getPrices' })
      return stage.sync()
    }
    expect(await doubled(1)).toMatchObject({ status: 'succeeded' })
    expect(await doubled(2)).toMatchObject({ status: 'succeeded' })
    const refused = {
      status: 'rejected',
      reason: expect.stringMatching(/^drift: .* mean price/),
      details: { guard: 'drift' },
    }
    expect(await doubled(3)).toMatchObject(refused)
    expect(await stage.sync('services', { accept: true })).toMatchObject({ status: 'succeeded' })
    expect(await doubled(4), 'what was accepted is the new measure').toMatchObject({ status: 'succeeded' })

    const back = async () => {
      stage.emulator.faults.clear()
      await stage.sync()
      return stage.sync('services', { accept: true })
    }
    expect(await back()).toMatchObject({ status: 'succeeded' })
    expect(await stage.hash()).toBe(before)
  })

  it('D21 D34 a day later the measure is the catalog as it was accepted then', async () => {
    const anchoredAt = async () =>
      (await stage.database.sql`select anchored_at from onesms.baselines`)[0]?.['anchored_at']
    const yesterday = (time: string) =>
      stage.database.sql`update onesms.baselines set anchored_at = anchored_at + ${time}::interval`
    await stage.sync()
    const at = await anchoredAt()
    await stage.sync()
    expect(await anchoredAt()).toEqual(at)
    for (const moved of ['-1 day', '2 days']) {
      await yesterday(moved) // in the future is as good as too old
      await stage.sync()
      expect(Math.abs((await anchoredAt()).getTime() - at.getTime())).toBeLessThan(60_000)
    }
  })

  it('D20 counts anew when the next refused catalog is another one', async () => {
    const [three, four] = [3, 4].map(factor => ({ kind: 'price-factor', factor, action: 'getPrices' }) as const)
    for (const fault of [three, four, three, four]) {
      stage.emulator.faults.clear()
      if (fault) stage.emulator.faults.inject(fault)
      await refuse()
      await elevenMinutesLater()
    }
    expect(await stage.hash()).toBe(before)
  })

  it('D20 an operator may accept at once, and that is written down', async () => {
    stage.emulator.faults.inject({ kind: 'half-countries', action: 'getPrices' })
    await refuse()
    const accepted = await stage.sync('services', { accept: true })
    expect(accepted).toMatchObject({
      reason: expect.any(String),
      details: { overruled: { by: 'operator', guard: 'shrink' } },
    })
    expect(await stage.complaints()).toEqual([])
    stage.emulator.faults.clear()
    // More offers than before are no reason to refuse.
    await stage.sync('services')
    expect(await stage.hash()).toBe(before)
  })

  it('D20 an operator accepts what was refused, and nothing else that came instead', async () => {
    stage.emulator.faults.inject({ kind: 'price-factor', factor: 3, action: 'getPrices' })
    expect(await stage.sync('services', { accept: true })).toMatchObject({ status: 'rejected' }) // nobody has seen it yet
    stage.emulator.faults.clear()
    stage.emulator.faults.inject({ kind: 'price-factor', factor: 50, action: 'getPrices' })
    expect(await stage.sync('services', { accept: true })).toMatchObject({
      status: 'rejected',
      reason: expect.stringContaining('look at it'),
    })
    expect(await stage.hash()).toBe(before)
  })
})
