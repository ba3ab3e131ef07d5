import type { ActivationSnapshot } from '@onesms/sdk'
import { act } from '@testing-library/react'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { holdTimers, letGo, openLive } from '../live/__fixtures__/live-stage.tsx'
import { useActivation } from './use-activation.ts'
import { type SmsPolling, type SmsPollingOptions, useSmsPolling } from './use-sms-polling.ts'

beforeEach(holdTimers)
afterEach(letGo)

interface Props extends SmsPollingOptions {
  readonly targets: readonly (string | ActivationSnapshot)[]
  readonly hold?: (polling: SmsPolling) => void
}

function Inbox({ targets, hold, ...options }: Props) {
  const polling = useSmsPolling(targets, options)
  hold?.(polling)
  return [...polling.numbers.values()].map(number => <p key={number.id}>{wordsOf(number)}</p>)
}

const wordsOf = ({ id, snapshot, error, isLoading, isStopped }: ReturnType<SmsPolling['numbers']['get']> & object) =>
  [
    ...[id, snapshot?.status, snapshot?.messages.at(-1)?.code],
    ...[error !== null && (error as Error).name, isLoading && 'loading', isStopped && 'stopped'],
  ]
    .filter(Boolean)
    .join(' ')

function Phone({ target }: { target: string }) {
  return <b>{useActivation(target).code}</b>
}

/** What was rendered, how often, and what was told. */
function keep() {
  const all: SmsPolling[] = []
  const told: string[] = []
  return {
    all,
    told,
    hold: (polling: SmsPolling) => void all.push(polling),
    last: () => all.at(-1) ?? expect.fail('nothing was rendered'),
    onMessage: ({ code }: { code: string | null }, { id }: ActivationSnapshot) => void told.push(`${id} ${code}`),
    onSettled: ({ id, status }: ActivationSnapshot) => void told.push(`${id} ${status}`),
  }
}

const shown = () => [...document.querySelectorAll('p')].map(({ textContent }) => textContent)

describe('useSmsPolling', () => {
  it('shows every number by its id in the order of the targets, those that are not found as well', async () => {
    const stage = openLive()
    const [first, second] = await stage.sellMany(2)
    stage.render(<Inbox targets={['virtual:404', second?.id ?? '', first ?? '']} />)
    expect(shown()).toEqual(['virtual:404 loading', 'virtual:2 loading', 'virtual:1 waiting'])
    await stage.pass(1_000)
    expect(shown()).toEqual(['virtual:404 NotFoundError', 'virtual:2 waiting', 'virtual:1 waiting'])
  })

  it('tells of every SMS and every end once, under StrictMode and with many renders', async () => {
    const stage = openLive({ streams: true, strict: true })
    const bought = await stage.sellMany(3)
    const { hold, told, onMessage, onSettled } = keep()
    const ui = (round: number) => (
      <Inbox
        targets={bought.map(({ id }) => id)}
        hold={hold}
        onMessage={(...args) => onMessage(...args) + String(round)}
        onSettled={onSettled}
      />
    )
    const page = stage.render(ui(0))
    await stage.pass(100)
    for (const [round, { id }] of bought.entries()) {
      await stage.sms(id, { code: `11111${round}` })
      await stage.pass(400)
      page.rerender(ui(round + 1))
    }
    await act(async () => void (await (await stage.client.activations.get('virtual:1')).complete()))
    await stage.pass(2_000)
    expect(told).toEqual(['virtual:1 111110', 'virtual:2 111111', 'virtual:3 111112', 'virtual:1 completed'])
  })

  it('tells once of an SMS and an end from before it was mounted, and not again when it is hidden and shown', async () => {
    const stage = openLive({ strict: true })
    const bought = await stage.sell()
    const message = { id: 'm', text: null, code: '111111', sender: null, channel: 'sms', receivedAt: null } as const
    const over: ActivationSnapshot = { ...bought, status: 'completed', messages: [message] }
    const { told, onMessage, onSettled } = keep()
    const ui = (enabled: boolean) => (
      <Inbox targets={[over]} enabled={enabled} onMessage={onMessage} onSettled={onSettled} />
    )
    const page = stage.render(ui(true))
    for (const enabled of [false, true, false, true]) {
      await stage.pass(1_000)
      page.rerender(ui(enabled))
    }
    expect([told, stage.looks()]).toEqual([['virtual:1 111111', 'virtual:1 completed'], 0])
  })

  it('tells a listener that comes later what was there before it, once', async () => {
    const stage = openLive({ streams: true, strict: true })
    const targets = [await stage.sell()]
    const { told, onMessage, onSettled } = keep()
    const page = stage.render(<Inbox targets={targets} />)
    await stage.pass(100)
    await stage.sms('virtual:1', { code: '111111' })
    await stage.pass(1_000)
    page.rerender(<Inbox targets={targets} onMessage={onMessage} onSettled={onSettled} />)
    expect(told).toEqual(['virtual:1 111111'])
    page.rerender(<Inbox targets={targets} onSettled={onSettled} />)
    await stage.sms('virtual:1', { code: '222222' })
    await stage.pass(1_000)
    page.rerender(<Inbox targets={targets} onMessage={onMessage} onSettled={onSettled} />)
    expect(told).toEqual(['virtual:1 111111', 'virtual:1 222222'])
  })

  it('a listener that throws disturbs neither the others nor what is shown', async () => {
    const stage = openLive({ streams: true })
    const bought = await stage.sellMany(2)
    const onMessage = ({ code }: { code: string | null }) => {
      if (code === '111111') throw new Error('of the listener')
    }
    stage.render(<Inbox targets={bought} onMessage={onMessage} />)
    await stage.pass(100)
    await stage.sms('virtual:1', { code: '111111' })
    await stage.sms('virtual:2', { code: '222222' })
    await expect(stage.pass(2_000)).rejects.toThrow('of the listener') // as the page tells of any listener that throws
    await stage.pass(2_000)
    expect(shown()).toEqual(['virtual:1 received 111111', 'virtual:2 received 222222'])
  })

  it('stop(id) ends the following of one, and shows what was known', async () => {
    const stage = openLive()
    const bought = await stage.sellMany(2)
    const { last, hold, told, onMessage } = keep()
    stage.render(<Inbox targets={bought} hold={hold} onMessage={onMessage} />)
    await stage.pass(1_000)
    const { stop } = last()
    act(() => stop('virtual:1'))
    expect(shown()).toEqual(['virtual:1 waiting stopped', 'virtual:2 waiting'])
    for (const { id } of bought) await stage.sms(id, { code: '111111' })
    await stage.pass(30_000)
    expect(shown()).toEqual(['virtual:1 waiting stopped', 'virtual:2 received 111111'])
    expect([told, last().stop === stop]).toEqual([['virtual:2 111111'], true])
    const asked = stage.vendor.callsOf('fetch').flatMap(({ ids }) => ids)
    expect(new Set(asked)).toEqual(new Set(['virtual:2']))
  })

  it('what was stopped is followed anew once it was no target in between', async () => {
    const stage = openLive({ streams: true })
    const [first, second] = await stage.sellMany(2)
    const { last, hold } = keep()
    const ui = (targets: Props['targets']) => <Inbox targets={targets} hold={hold} />
    const page = stage.render(ui([first ?? '']))
    await stage.pass(100)
    act(() => last().stop('virtual:1'))
    page.rerender(ui([second ?? '']))
    await stage.pass(2_000)
    page.rerender(ui([first ?? '']))
    await stage.pass(100)
    await stage.sms('virtual:1', { code: '111111' })
    await stage.pass(2_000)
    expect(shown()).toEqual(['virtual:1 received 111111'])
  })

  it('while it is not enabled nobody is asked, and what was known is shown', async () => {
    const stage = openLive()
    const bought = await stage.sell()
    const page = stage.render(<Inbox targets={[bought.id]} enabled={false} />)
    await stage.pass(60_000)
    expect([shown(), stage.looks()]).toEqual([['virtual:1'], 0])
    page.rerender(<Inbox targets={[bought.id]} />)
    expect(shown()).toEqual(['virtual:1 loading'])
    await stage.pass(1_000)
    page.rerender(<Inbox targets={[bought.id]} enabled={false} />)
    const before = stage.looks()
    await stage.pass(60_000)
    expect([shown(), stage.looks()]).toEqual([['virtual:1 waiting'], before])
  })

  it.each([
    ['30 s', 30_000, 4, 4],
    ['10 s where none is given', undefined, 10, 12],
    ['what the provider advises where less is given', 1_000, 10, 12],
  ])('looks every %s', async (_, interval, least, most) => {
    const stage = openLive({ strict: true })
    const bought = await stage.sell()
    stage.render(<Inbox targets={[bought]} interval={interval} />)
    await stage.pass(2 * 60_000)
    expect(stage.looks()).toBeGreaterThanOrEqual(least - 1)
    expect(stage.looks()).toBeLessThanOrEqual(most)
  })

  it('another interval counts from then on, and the stream goes on', async () => {
    const stage = openLive({ streams: true })
    const bought = await stage.sell()
    const page = stage.render(<Inbox targets={[bought]} interval={60_000} />)
    await stage.pass(1_000)
    page.rerender(<Inbox targets={[bought]} interval={20_000} />)
    await stage.pass(1_000)
    expect(stage.news.opened).toEqual([null])
  })

  it('a new array of equal content is no news: nobody is followed anew, and the map stays the same', async () => {
    const stage = openLive({ streams: true })
    const bought = await stage.sellMany(3)
    const { all, hold } = keep()
    const page = stage.render(<Inbox targets={bought.map(({ id }) => id)} hold={hold} />)
    await stage.pass(2_000)
    const [first] = await Promise.all(bought.map(({ id }) => stage.client.activations.get(id)))
    let subscriptions = 0
    const subscribe = first?.subscribe
    Object.assign(first ?? {}, { subscribe: (...args: never) => ++subscriptions && subscribe?.(...(args as [never])) })
    const { length } = all
    for (let round = 0; round < 5; round += 1) {
      page.rerender(<Inbox targets={bought.map(({ id }) => id)} hold={hold} />)
      await stage.pass(1_000)
    }
    expect(subscriptions).toBe(0)
    expect(all.length - length).toBe(5)
    expect(new Set(all.slice(length).map(({ numbers }) => numbers)).size).toBe(1)
    page.rerender(<Inbox targets={bought.map(({ id }) => id).slice(0, 2)} hold={hold} />)
    expect(shown()).toHaveLength(2)
    expect([subscriptions, stage.news.opened]).toEqual([0, [null]])
  })

  it('shares the source of useActivation: one loop of looks for both', async () => {
    const stage = openLive()
    const { id } = await stage.sell()
    stage.render([<Inbox key="inbox" targets={[id]} />, <Phone key="phone" target={id} />])
    await stage.pass(60_000)
    expect(stage.looks()).toBeLessThanOrEqual(7)
    await stage.sms(id, { code: '111111' })
    await stage.pass(13_000)
    expect([shown(), document.querySelector('b')?.textContent]).toEqual([['virtual:1 received 111111'], '111111'])
  })

  it('on a server it shows what the snapshots say, and asks nobody', async () => {
    const stage = openLive()
    const [first, second] = await stage.sellMany(2)
    const html = renderToString(
      <stage.wrapper>
        <Inbox targets={[first ?? '', second?.id ?? '']} />
      </stage.wrapper>,
    )
    expect([html, stage.looks()]).toEqual(['<p>virtual:1 waiting</p><p>virtual:2 loading</p>', 0])
  })

  it('R09: a stream that breaks goes on after the last event; no SMS is lost, none is told twice', async () => {
    const stage = openLive({ streams: true, strict: true })
    const bought = await stage.sellMany(20)
    const { told, onMessage } = keep()
    stage.render(<Inbox targets={bought} onMessage={onMessage} />)
    await stage.pass(1_000)
    for (const [index, { id }] of bought.entries()) {
      if (index % 4 === 0) stage.news.cut()
      await stage.sms(id, { code: String(100_000 + index) })
      if (index % 3 === 0) await stage.pass(700)
    }
    await stage.pass(90_000)
    expect(told.toSorted()).toEqual(bought.map(({ id }, index) => `${id} ${100_000 + index}`).toSorted())
    expect(stage.news.opened.length).toBeGreaterThan(2)
    expect(stage.news.opened.slice(1)).not.toContain(null)
  })
})
