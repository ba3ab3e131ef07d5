import type { ActivationSnapshot } from '@onesms/sdk'
import { memo } from 'react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { holdTimers, letGo, openLive } from '../live/__fixtures__/live-stage.tsx'
import type { PolledNumber } from '../live/watchlist.ts'
import { useSmsPolling } from './use-sms-polling.ts'

beforeEach(holdTimers)
afterEach(letGo)

interface BoardProps {
  readonly targets: readonly (string | ActivationSnapshot)[]
  readonly rows: number
  readonly onRender: () => void
  readonly onRow: (id: string) => void
  readonly onMessage?: () => void
}

/** Counts those who have a code, and shows the first few numbers. */
function Board({ targets, rows, onRender, onRow, onMessage }: BoardProps) {
  const { numbers } = useSmsPolling(targets, { onMessage })
  onRender()
  const all = [...numbers.values()]
  const codes = all.filter(({ snapshot }) => snapshot?.messages.length).length
  return (
    <>
      <output>{codes}</output>
      {all.slice(0, rows).map(number => (
        <Row key={number.id} number={number} onRow={onRow} />
      ))}
    </>
  )
}

const Row = memo(({ number, onRow }: { number: PolledNumber; onRow: (id: string) => void }) => {
  onRow(number.id)
  return <p>{number.snapshot?.messages.at(-1)?.code}</p>
})

const MANY = 5_000
/** How exactly the time of a render is known. */
const STEP = 100
const codes = () => Number(document.querySelector('output')?.textContent)

/** A board of so many numbers; when it, and which of its rows, rendered since one last asked. */
async function openBoard({ streams }: { readonly streams: boolean }) {
  const stage = openLive({ streams, hasList: true })
  const bought = await stage.sellMany(MANY)
  const renders: number[] = []
  let messages = 0
  const rows: string[] = []
  const page = stage.render(
    <Board
      {...{ targets: bought, rows: 20, onRow: id => rows.push(id) }}
      onRender={() => renders.push(stage.clock.elapsed())}
      onMessage={() => {
        messages += 1
      }}
    />,
  )
  await stage.pass(1_000)
  const take = () => {
    const times = renders.splice(0)
    const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0))
    return { renders: times.length, shortestPause: Math.min(...pauses), rows: rows.splice(0) }
  }
  return { stage, bought, page, take, told: () => messages }
}

describe('R12: 5,000 live numbers', () => {
  it('are one loop of looks, and one batched update a second', async () => {
    const { stage, bought, take, told, page } = await openBoard({ streams: false })
    expect(take().renders).toBeLessThanOrEqual(2)
    await stage.pass(60_000, 1_000)
    const looks = stage.vendor.callsOf('fetchMany')
    expect(looks.length).toBeLessThanOrEqual(20) // time goes on while an answer is taken in, so some numbers part ways
    expect(looks.flatMap(({ ids }) => ids).length / MANY).toBeLessThanOrEqual(6)
    expect([stage.vendor.callsOf('fetch').length, take().renders]).toEqual([0, 0])
    for (const { id } of bought) stage.vendor.sms(id, { code: '123456' })
    await stage.pass(14_000, STEP)
    expect([codes(), told()]).toEqual([MANY, MANY])
    const { renders, shortestPause } = take()
    expect(renders).toBeLessThanOrEqual(10)
    expect(shortestPause).toBeGreaterThanOrEqual(1_000 - STEP)
    page.unmount()
    await stage.pass(1_000)
    const before = stage.looks()
    await stage.pass(60_000, 10_000)
    expect(stage.looks()).toBe(before)
  }, 30_000)

  it('known by their ids alone are found by one list', async () => {
    const stage = openLive({ hasList: true })
    const ids = (await stage.sellMany(MANY)).map(({ id }) => id)
    const page = stage.render(<Board targets={ids} rows={3} onRender={() => {}} onRow={() => {}} />)
    await stage.pass(1_000)
    expect([stage.vendor.callsOf('list').length, stage.looks()]).toEqual([1, 1])
    for (const id of ids) stage.vendor.sms(id, { code: '123456' })
    await stage.pass(16_000)
    expect(codes()).toBe(MANY)
    page.unmount()
    await stage.pass(100)
  }, 30_000)

  it('are one stream; the first change is shown at once, those of a whole second together, in their own rows alone', async () => {
    const { stage, bought, take, told } = await openBoard({ streams: true })
    expect(stage.news.opened).toEqual([null])
    await stage.pass(2_000)
    take()
    await stage.sms('virtual:7', { code: '777777' })
    await stage.pass(10)
    expect([codes(), take()]).toMatchObject([1, { renders: 1, rows: ['virtual:7'] }])
    for (let tenth = 0; tenth < 100; tenth += 1) {
      for (const { id } of bought.slice(100 + tenth * 10, 110 + tenth * 10)) await stage.sms(id, { code: '123456' })
      await stage.pass(100, STEP)
    }
    await stage.pass(1_000)
    const { renders, shortestPause, rows } = take()
    expect([codes(), told(), rows]).toEqual([1_001, 1_001, []])
    expect(renders).toBeGreaterThanOrEqual(9)
    expect(shortestPause).toBeGreaterThanOrEqual(1_000 - STEP)
    expect(stage.news.opened).toEqual([null])
  }, 30_000)
})
