import { createClient, type NumberSnapshot } from '@onesms/sdk'
import { daemon } from '@onesms/sdk/providers/daemon'
import { FakeClock } from '@onesms/sdk/testing'
import { act, render } from '@testing-library/react'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openStage, TELEGRAM, TOKEN } from '../__fixtures__/stage.tsx'
import { OneSmsClientProvider } from '../context.tsx'
import { happens, holdTimers, letGo, openLive, pass } from '../live/__fixtures__/live-stage.tsx'
import { useActivation } from './use-activation.ts'
import { useTimeLeft } from './use-time-left.ts'

beforeEach(holdTimers)
afterEach(letGo)

const MINUTE = 60_000
const HOUR = 60 * MINUTE

interface Props {
  readonly target: string | NumberSnapshot | null
  readonly onRender?: () => void
}

function Countdown({ target, onRender }: Props) {
  const { left, untilCancellable } = useTimeLeft(target)
  onRender?.()
  return <time>{`${left} ${untilCancellable}`}</time>
}

function Phone({ target, onRender }: { readonly target: string; readonly onRender: () => void }) {
  const { phone } = useActivation(target)
  onRender()
  return <p>{phone}</p>
}

const shown = () => document.querySelector('time')?.textContent
/** Minutes as what is left is told in. */
const words = (left: number, untilCancellable: number) => `${left} ${untilCancellable}`

/** Counts renders. */
function counter() {
  const counts = { renders: 0 }
  const onRender = () => {
    counts.renders += 1
  }
  const take = () => {
    const { renders } = counts
    counts.renders = 0
    return renders
  }
  return { onRender, take }
}

describe('useTimeLeft', () => {
  it('counts whole seconds, rendering once in each, and nobody else with it', async () => {
    const stage = openLive({ strict: true })
    const bought = await stage.sell()
    const [countdown, phone] = [counter(), counter()]
    stage.render([
      <Countdown key="time" target={bought} onRender={countdown.onRender} />,
      <Phone key="phone" target={bought.id} onRender={phone.onRender} />,
    ])
    expect(shown()).toBe('null null')
    await stage.pass(1, 1)
    expect(shown()).toBe(words(60 * MINUTE, 2 * MINUTE))
    await stage.pass(999, 333)
    expect(shown()).toBe(words(60 * MINUTE - 1_000, 2 * MINUTE - 1_000))
    await stage.pass(500, 100)
    countdown.take()
    phone.take()
    await stage.pass(10_000, 100)
    expect(shown()).toBe(words(60 * MINUTE - 11_000, 2 * MINUTE - 11_000))
    expect([countdown.take(), phone.take()]).toEqual([20, 0]) // StrictMode renders twice
    await stage.pass(2 * MINUTE, 1_000)
    expect(shown()).toMatch(/^\d+ 0$/)
  })

  it.each(['visibilitychange', 'resume'] as const)('R05: is right at once after a hidden hour, by %s', async type => {
    const stage = openLive()
    stage.render(<Countdown target={await stage.sell()} />)
    await stage.pass(1_000)
    stage.clock.set(stage.clock.now() + 50 * MINUTE)
    act(() => happens(type))
    expect(shown()?.split(' ')[0]).toBe(String(10 * MINUTE - 1_000))
  })

  it('stops with the end of the number, and of its component', async () => {
    const stage = openLive({ streams: true })
    const bought = await stage.sell()
    const { onRender, take } = counter()
    const page = stage.render(<Countdown target={bought} onRender={onRender} />)
    await stage.pass(1_000)
    const cancelled = stage.client.activations.get(bought.id).then(activation => activation.cancel())
    await stage.pass(3 * MINUTE, 1_000)
    await cancelled
    expect(shown()).toBe('null null')
    take()
    await stage.pass(MINUTE, 1_000)
    expect(take()).toBe(0)
    page.rerender(<Countdown target={await stage.sell()} onRender={onRender} />)
    await stage.pass(2_000)
    page.unmount()
    take()
    await stage.pass(MINUTE, 1_000)
    expect([take(), stage.news.open()]).toEqual([0, 0])
  })

  it('knows nothing of no number, and on a server', async () => {
    const stage = openLive()
    const target = await stage.sell()
    const html = renderToString(
      <stage.wrapper>
        <Countdown target={target} />
        <Countdown target={null} />
      </stage.wrapper>,
    )
    expect(html).toBe('<time>null null</time><time>null null</time>')
  })

  it('is that of a rental where its snapshot is given', async () => {
    const stage = openLive()
    const { snapshot } = await stage.rent()
    stage.render(<Countdown target={snapshot} />)
    await stage.pass(2_000)
    expect(shown()?.split(' ')[0]).toBe(String(24 * HOUR - 2_000))
  })

  it.each([-3, 3])('R14: is right on a page whose clock is %s hours off', async hours => {
    const stage = openStage()
    const bought = await stage.client.activations.buy(TELEGRAM)
    await stage.clock.advance(5 * MINUTE)
    const clock = new FakeClock(stage.clock.now() + hours * HOUR)
    const provider = daemon({
      url: 'https://onesms.example.com',
      token: TOKEN,
      provider: 'hero-sms',
      fetch: stage.wire.fetch,
      clock,
      requestsPerSecond: 10_000,
    })
    const client = createClient({ provider, clock })
    render(
      <OneSmsClientProvider client={client}>
        <Countdown target={bought.id} />
      </OneSmsClientProvider>,
    )
    await pass(clock, 1_000)
    const { createdAt, expiresAt } = bought.snapshot
    const life = Number(expiresAt) - Number(createdAt)
    const left = Number(shown()?.split(' ')[0])
    expect(Math.abs(left - (life - 5 * MINUTE - 1_000))).toBeLessThanOrEqual(1_000)
  })
})
