import { act, screen } from '@testing-library/react'
import { Suspense, startTransition, useState } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { renderToString } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { happens, holdTimers, type LiveStage, letGo, openLive } from '../live/__fixtures__/live-stage.tsx'
import type { LiveState } from '../live/state.ts'
import { useActivation } from './use-activation.ts'

beforeEach(holdTimers)
afterEach(letGo)

type Key = keyof LiveState<never>
interface ReaderProps {
  readonly target: Parameters<typeof useActivation>[0]
  readonly reads: readonly Key[]
  readonly onRender?: () => void
}

/** Shows the properties that it reads, and no others. */
function Reader({ target, reads, onRender }: ReaderProps) {
  const live = useActivation(target)
  onRender?.()
  return <p>{reads.map(key => String(live[key])).join(' ')}</p>
}

/** Fifty components on one number: 48 read the code, one the status, one the phone. Counts how often each kind rendered. */
async function openFifty(stage: LiveStage) {
  const bought = await stage.sell()
  const renders = { code: 0, status: 0, phone: 0 }
  const count = (key: keyof typeof renders) => {
    renders[key] += 1
  }
  const reader = (key: keyof typeof renders, index: number) => (
    <Reader key={`${key} ${index}`} target={bought.id} reads={[key]} onRender={() => count(key)} />
  )
  const readers = Array.from({ length: 48 }, (_, index) => reader('code', index))
  const page = stage.render([...readers, reader('status', 0), reader('phone', 0)])
  await stage.pass(1_000)
  const takeRenders = () => {
    const counts = { ...renders }
    Object.assign(renders, { code: 0, status: 0, phone: 0 })
    return counts
  }
  takeRenders()
  return { bought, page, takeRenders }
}

describe.each([
  ['told by a stream', true],
  ['looked at', false],
])('a page with 50 components on one activation, %s', (_, streams) => {
  const wait = streams ? 100 : 13_000

  it('has one stream or one loop of looks, and only components whose data changed render again', async () => {
    const stage = openLive({ streams })
    const { bought, takeRenders } = await openFifty(stage)
    await stage.sms(bought.id, { text: 'no digits in it' })
    await stage.pass(wait)
    expect(takeRenders()).toEqual({ code: 0, status: 1, phone: 0 })
    stage.vendor.sms(bought.id, { text: 'again none' }) // a look finds it; nothing but the messages changes
    await stage.pass(70_000)
    expect(takeRenders()).toEqual({ code: 0, status: 0, phone: 0 })
    await stage.sms(bought.id, { code: '424242' })
    await stage.pass(wait)
    expect(takeRenders()).toEqual({ code: 48, status: 0, phone: 0 })
    expect(screen.getAllByText('424242')).toHaveLength(48)
    expect(stage.news.opened).toEqual(streams ? [null] : [])
    expect(stage.looks()).toBeLessThanOrEqual(streams ? 4 : 11)
  })

  it('goes on while one component is mounted, and ends with the last', async () => {
    const stage = openLive({ streams })
    const { bought, page } = await openFifty(stage)
    const other = stage.render(<Reader target={bought} reads={['code']} />)
    page.unmount()
    await stage.sms(bought.id, { code: '111111' })
    await stage.pass(wait)
    expect(other.container.textContent).toBe('111111')
    other.unmount()
    await stage.pass(1_000)
    const before = stage.looks()
    await stage.pass(120_000, 10_000)
    expect([stage.news.open(), stage.looks()]).toEqual([0, before])
  })
})

describe('tracking', () => {
  it('what is read later counts from then on, and is as it is by then', async () => {
    const stage = openLive({ streams: true })
    const bought = await stage.sell()
    const page = stage.render(<Reader target={bought} reads={['phone']} />)
    await stage.pass(100)
    await stage.sms(bought.id, { code: '111111' })
    await stage.pass(100)
    page.rerender(<Reader target={bought} reads={['code', 'status']} />)
    expect(screen.getByText('111111 received')).toBeDefined()
    await act(async () => void (await (await stage.client.activations.get(bought.id)).complete()))
    expect(screen.getByText('111111 completed')).toBeDefined()
  })

  it('a listener reads what is known when it runs, though nothing was read to render', async () => {
    const stage = openLive({ streams: true })
    const bought = await stage.sell()
    const heard: unknown[] = []
    stage.render(<Copy target={bought} onCopy={code => heard.push(code)} />)
    await stage.pass(100)
    await stage.sms(bought.id, { code: '111111' })
    await stage.pass(100)
    act(() => screen.getByRole('button').click())
    expect(heard).toEqual(['111111'])
  })
})

function Copy({ target, onCopy }: { target: ReaderProps['target']; onCopy: (code: string | null) => void }) {
  const live = useActivation(target)
  return (
    <button type="button" onClick={() => onCopy(live.code)}>
      copy
    </button>
  )
}

describe('a page that was away', () => {
  it.each(['visibilitychange', 'resume', 'pageshow', 'online'] as const)(
    'R05, R17: after 20 minutes without timers, %s brings one look at each number, and the news of meanwhile',
    async type => {
      const stage = openLive({ hasList: true })
      const bought = await stage.sellMany(3)
      stage.render(bought.map(target => <Reader key={target.id} target={target} reads={['status']} />))
      await stage.pass(15_000)
      const before = stage.looks()
      stage.clock.set(stage.clock.now() + 20 * 60_000) // asleep: the clock on the wall goes on, timers do not
      for (const { id } of bought) stage.vendor.sms(id, { code: '111111' })
      happens('freeze')
      happens(type)
      await stage.pass(100)
      expect([stage.looks() - before, screen.getAllByText('received').length]).toEqual([1, 3])
    },
  )

  it('R17: everything that tells of a return at once brings one look, and one stream', async () => {
    const stage = openLive({ streams: true, strict: true })
    const bought = await stage.sell()
    stage.render(<Reader target={bought} reads={['status']} />)
    await stage.pass(1_000)
    stage.clock.set(stage.clock.now() + 20 * 60_000)
    const before = stage.looks()
    for (const type of ['freeze', 'resume', 'pageshow', 'visibilitychange', 'online', 'resume'] as const) happens(type)
    await stage.pass(9_000)
    expect([stage.looks() - before, stage.news.opened.length, stage.news.open()]).toEqual([1, 2, 1])
  })

  it('what is no return brings nothing: a page that goes, and one that is loaded', async () => {
    const stage = openLive()
    stage.render(<Reader target={await stage.sell()} reads={['status']} />)
    await stage.pass(1_000)
    const wake = vi.spyOn(stage.client, 'wake')
    const visibility = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden')
    happens('visibilitychange')
    happens('pageshow', false)
    happens('freeze')
    expect(wake).not.toHaveBeenCalled()
    visibility.mockReturnValue('visible')
    happens('visibilitychange')
    expect(wake).toHaveBeenCalledTimes(1)
  })

  it('nobody listens once nobody follows', async () => {
    const stage = openLive()
    const page = stage.render(<Reader target={await stage.sell()} reads={['status']} />)
    await stage.pass(1_000)
    page.unmount()
    await stage.pass(100)
    const wake = vi.spyOn(stage.client, 'wake')
    happens('online')
    happens('visibilitychange')
    expect(wake).not.toHaveBeenCalled()
  })
})

const never = new Promise<never>(() => {})

function Suspended({ target }: { target: string }): never {
  useActivation(target)
  throw never
}

function Switch({ target, hold }: { target: string; hold: (show: () => void) => void }) {
  const [isShown, setShown] = useState(false)
  hold(() => startTransition(() => setShown(true)))
  return <Suspense>{isShown ? <Suspended target={target} /> : <p>before</p>}</Suspense>
}

describe('a render that comes to nothing', () => {
  it('R11: asks nobody, listens to nothing and keeps nothing', async () => {
    const stage = openLive({ streams: true })
    const { id } = await stage.sell()
    const add = vi.spyOn(document, 'addEventListener')
    let show = () => {}
    const page = stage.render(
      <Switch
        target={id}
        hold={to => {
          show = to
        }}
      />,
    )
    add.mockClear()
    await act(async () => show())
    await stage.pass(1_000)
    page.unmount()
    await stage.pass(1_000)
    expect([stage.looks(), stage.news.opened]).toEqual([0, []])
    expect(add.mock.calls.filter(([type]) => type === 'visibilitychange')).toEqual([])
  })
})

describe('R10: on a server', () => {
  it('a snapshot is rendered and an id is loading; nobody is asked, and the page takes it over as it is', async () => {
    const stage = openLive({ streams: true })
    const [first, second] = await stage.sellMany(2)
    const ui = (
      <stage.wrapper>
        <Reader target={first} reads={['phone', 'status', 'code']} />
        <Reader target={second?.id} reads={['isLoading']} />
      </stage.wrapper>
    )
    const html = renderToString(ui)
    expect(html).toContain('<p>+447700900001 waiting null</p><p>true</p>')
    await stage.pass(1_000)
    expect([stage.looks(), stage.news.opened]).toEqual([0, []])
    const container = document.body.appendChild(document.createElement('div'))
    container.innerHTML = html
    const complaints: unknown[] = []
    const root = await act(async () =>
      hydrateRoot(container, ui, { onRecoverableError: error => complaints.push(error) }),
    )
    await stage.pass(1_000)
    expect([complaints, container.textContent]).toEqual([[], '+447700900001 waiting nullfalse'])
    act(() => root.unmount())
    container.remove()
  })
})
