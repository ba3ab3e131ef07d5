import { AuthenticationError, ProviderUnavailableError } from '@onesms/sdk'
import { act } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { happens, holdTimers, type LiveStage, letGo, openLive } from '../live/__fixtures__/live-stage.tsx'
import { type LiveActivation, useActivation } from './use-activation.ts'
import { useSmsPolling } from './use-sms-polling.ts'

beforeEach(holdTimers)
afterEach(letGo)

interface Props {
  readonly target: string
  readonly hold: (live: LiveActivation) => void
}

function Phone({ target, hold }: Props) {
  const live = useActivation(target)
  hold(live)
  return <p>{live.status}</p>
}

function WithError({ target, hold }: Props) {
  const live = useActivation(target)
  hold(live)
  return <b>{`${live.status} ${live.error?.name}`}</b>
}

function Inbox({ targets }: { readonly targets: readonly string[] }) {
  const { numbers } = useSmsPolling(targets)
  return [...numbers.values()].map(({ id, error }) => <i key={id}>{error instanceof Error && error.name}</i>)
}

const text = (name: string) => document.querySelector(name)?.textContent

/** One number shown by three components, and what they render. */
async function openThree(stage: LiveStage) {
  const { id } = await stage.sell()
  const calm: LiveActivation[] = []
  const anxious: LiveActivation[] = []
  stage.render([
    <Phone key="phone" target={id} hold={live => calm.push(live)} />,
    <WithError key="error" target={id} hold={live => anxious.push(live)} />,
    <Inbox key="inbox" targets={[id]} />,
  ])
  await stage.pass(1_000)
  calm.splice(0)
  const refresh = () => act(async () => void (await anxious.at(-1)?.refresh()))
  return { id, calm, refresh }
}

describe('a look that fails', () => {
  it('shows why until the next answer, to those who read it alone', async () => {
    const stage = openLive()
    const { calm } = await openThree(stage)
    stage.vendor.failNext('fetch', new ProviderUnavailableError('down'))
    await stage.pass(13_000)
    expect([text('b'), text('i')]).toEqual(['waiting ProviderUnavailableError', 'ProviderUnavailableError'])
    await stage.pass(30_000)
    expect([text('b'), text('i')]).toEqual(['waiting undefined', ''])
    expect(calm).toEqual([])
  })

  it('is over at once when a refresh is answered', async () => {
    const stage = openLive()
    const { refresh } = await openThree(stage)
    stage.vendor.failNext('fetch', new ProviderUnavailableError('down'))
    await stage.pass(13_000)
    await refresh()
    expect(text('b')).toBe('waiting undefined')
  })

  it.each([
    ['its page comes back', async () => act(() => happens('online'))],
    ['a refresh is answered', async (refresh: () => Promise<void>) => refresh()],
  ])('for good ends the following, which goes on when %s', async (_, comeBack) => {
    const stage = openLive()
    const { id, refresh } = await openThree(stage)
    stage.vendor.failNext('fetch', new AuthenticationError('the token is over'))
    await stage.pass(13_000)
    const before = stage.looks()
    await stage.pass(60_000)
    expect([text('b'), stage.looks()]).toEqual(['waiting AuthenticationError', before])
    await comeBack(refresh)
    await stage.sms(id, { code: '123456' })
    await stage.pass(13_000)
    expect([text('b'), text('i')]).toEqual(['received undefined', ''])
  })
})
