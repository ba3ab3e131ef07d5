import { ProviderUnavailableError } from '@onesms/sdk'
import { act, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { holdTimers, type LiveStage, letGo, openLive } from '../live/__fixtures__/live-stage.tsx'
import { type LiveActivation, useActivation } from './use-activation.ts'

beforeEach(holdTimers)
afterEach(letGo)

type Props = { readonly target: Parameters<typeof useActivation>[0]; readonly hold?: (live: LiveActivation) => void }

function Phone({ target, hold }: Props) {
  const live = useActivation(target)
  hold?.(live)
  const { phone, status, code, error, isLoading } = live
  return <p>{[phone, status, code, error?.name, isLoading && 'loading'].filter(Boolean).join(' ')}</p>
}

function Texts({ target }: Props) {
  return <p>{useActivation(target).messages.map(({ text }) => text)}</p>
}

const shown = () => screen.getByRole('paragraph').textContent
const PHONE = '+447700900001'

/** What the component was given last, and every one before. */
function keep() {
  const all: LiveActivation[] = []
  const last = () => all.at(-1) ?? expect.fail('nothing was rendered')
  return { all, last, hold: (live: LiveActivation) => void all.push(live) }
}

const purchases = ({ vendor }: LiveStage) => vendor.callsOf('purchase').length

describe('useActivation', () => {
  it('R01: under StrictMode it subscribes once, and buys nothing', async () => {
    const stage = openLive({ strict: true, streams: true })
    const { id } = await stage.sell()
    stage.render(<Phone target={id} />)
    expect(shown()).toBe('loading')
    await stage.pass(60_000)
    expect(shown()).toBe(`${PHONE} waiting`)
    expect([stage.news.opened, purchases(stage)]).toEqual([[null], 1])
    expect(stage.looks()).toBeLessThanOrEqual(2) // by its id, and one before the stream was known to live
  })

  it('R01: under StrictMode, where nothing is told, it looks as often as one does', async () => {
    const looksOf = async (strict: boolean) => {
      const stage = openLive({ strict })
      const bought = await stage.sell()
      stage.render(<Phone target={bought} />)
      await stage.pass(60_000)
      letGo()
      holdTimers()
      return stage.looks()
    }
    expect(await looksOf(true)).toBeLessThanOrEqual(6)
    expect(await looksOf(false)).toBeGreaterThanOrEqual(5)
  })

  it('a snapshot is shown at once, and costs no request', async () => {
    const stage = openLive()
    stage.render(<Phone target={await stage.sell()} />)
    expect(shown()).toBe(`${PHONE} waiting`)
    await stage.pass(1_000)
    expect(stage.looks()).toBe(0)
  })

  it('nothing is followed where there is no number, and commands say so', async () => {
    const stage = openLive()
    const { last, hold } = keep()
    stage.render(<Phone target={undefined} hold={hold} />)
    await stage.pass(1_000)
    expect([shown(), last().snapshot, last().messages, last().isLoading]).toEqual(['', undefined, [], false])
    await expect(last().cancel()).rejects.toMatchObject({ code: 'invalid_transition' })
  })

  it('R13: an SMS is text', async () => {
    const stage = openLive({ streams: true })
    const bought = await stage.sell()
    stage.render(<Texts target={bought} />)
    await stage.pass(100)
    const text = '<img src=x onerror="alert(1)"> Your code is 123456'
    await stage.sms(bought.id, { text })
    await stage.pass(100)
    expect([shown(), document.querySelector('img')]).toEqual([text, null])
  })

  it('unmounting stops the following, and never gives the number back', async () => {
    const stage = openLive({ streams: true })
    const page = stage.render(<Phone target={await stage.sell()} />)
    await stage.pass(1_000)
    expect(stage.news.open()).toBe(1)
    page.unmount()
    await stage.pass(1_000)
    const before = stage.looks()
    await stage.pass(60 * 60_000, 60_000)
    expect([stage.news.open(), stage.looks(), stage.vendor.callsOf('cancel')]).toEqual([0, before, []])
  })

  it('who is mounted in the place of another one goes on with the same stream', async () => {
    const stage = openLive({ streams: true })
    const bought = await stage.sell()
    const page = stage.render(<Phone key="one" target={bought} />)
    await stage.pass(1_000)
    page.rerender(<Phone key="two" target={bought.id} />)
    expect(shown()).toBe(`${PHONE} waiting`)
    await stage.pass(1_000)
    expect([stage.news.opened, stage.looks()]).toEqual([[null], 0])
  })

  it('its functions stay the same, take no event for an argument, and do what the handle does', async () => {
    const stage = openLive({ streams: true })
    const bought = await stage.sell()
    const { all, last, hold } = keep()
    const page = stage.render(<Phone target={bought.id} hold={hold} />)
    await stage.pass(100)
    await stage.sms(bought.id, { code: '123456' })
    await stage.pass(100)
    page.rerender(<Phone target={bought} hold={hold} />)
    for (const name of ['cancel', 'complete', 'retry', 'report', 'refresh'] as const) {
      expect(new Set(all.map(live => live[name])).size).toBe(1)
    }
    await act(() => last().retry())
    expect(shown()).toBe(`${PHONE} retrying 123456`)
    const cancel: (event: Event) => unknown = last().cancel
    await act(() => last().complete())
    expect(shown()).toBe(`${PHONE} completed 123456`)
    await expect(cancel(new Event('click'))).rejects.toMatchObject({ code: 'invalid_transition' })
  })

  it('another id is another number, and the last one is let go', async () => {
    const stage = openLive({ streams: true })
    const [first, second] = await stage.sellMany(2)
    const page = stage.render(<Phone target={first} />)
    await stage.pass(100)
    page.rerender(<Phone target={second} />)
    expect(shown()).toBe('+447700900002 waiting')
    await stage.pass(100)
    await stage.sms(first?.id ?? '', { code: '111111' })
    await stage.sms(second?.id ?? '', { code: '222222' })
    await stage.pass(100)
    expect([shown(), stage.news.opened]).toEqual(['+447700900002 received 222222', [null]])
    page.rerender(<Phone target={null} />)
    await stage.pass(100)
    expect([shown(), stage.news.open()]).toEqual(['', 0])
  })
})

describe('a number that is not found', () => {
  it('shows why, and is not asked for again', async () => {
    const stage = openLive()
    stage.render(<Phone target="virtual:404" />)
    await stage.pass(10 * 60_000, 60_000)
    expect([shown(), stage.looks()]).toEqual(['NotFoundError', 1])
  })

  it('R04: is asked for again with growing pauses, and at once when the page is online again', async () => {
    const stage = openLive()
    const { id } = await stage.sell()
    const { hold, last } = keep()
    const offline = new ProviderUnavailableError('offline')
    for (let count = 0; count < 7; count += 1) stage.vendor.failNext('fetch', offline)
    stage.render(<Phone target={id} hold={hold} />)
    await stage.pass(60_000)
    expect(shown()).toBe('ProviderUnavailableError loading')
    const times = stage.vendor.callsOf('fetch').map(({ at }) => at)
    const pauses = times.slice(1).map((at, index) => at - (times[index] ?? 0))
    expect(pauses.length).toBeGreaterThanOrEqual(4)
    for (const [index, pause] of pauses.slice(1).entries()) expect(pause).toBeGreaterThan(pauses[index] ?? 0)
    while (stage.vendor.callsOf('fetch').length < 7) await stage.pass(10_000)
    await stage.pass(100)
    window.dispatchEvent(new Event('online'))
    await stage.pass(100)
    expect([shown(), stage.vendor.callsOf('fetch').length, purchases(stage)]).toEqual([`${PHONE} waiting`, 8, 1])
    expect(last().error).toBeNull()
  })

  it('is asked for again by refresh', async () => {
    const stage = openLive()
    const { id } = await stage.sell()
    const { hold, last } = keep()
    stage.vendor.failNext('fetch', Object.assign(new ProviderUnavailableError('for good'), { retryable: false }))
    stage.render(<Phone target={id} hold={hold} />)
    await stage.pass(60_000)
    expect(shown()).toBe('ProviderUnavailableError')
    await act(() => last().refresh())
    await stage.pass(100)
    expect(shown()).toBe(`${PHONE} waiting`)
  })
})
