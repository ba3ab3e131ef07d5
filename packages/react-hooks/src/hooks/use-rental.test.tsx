import { createClient } from '@onesms/sdk'
import { act, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { OneSmsClientProvider } from '../context.tsx'
import { holdTimers, letGo, openLive } from '../live/__fixtures__/live-stage.tsx'
import { type LiveRental, useRental } from './use-rental.ts'

beforeEach(holdTimers)
afterEach(letGo)

interface Props {
  readonly target: Parameters<typeof useRental>[0]
  readonly hold?: (live: LiveRental) => void
}

function Rented({ target, hold }: Props) {
  const live = useRental(target)
  hold?.(live)
  return <p>{[live.phone, live.status, live.code, live.error?.name].filter(Boolean).join(' ')}</p>
}

const shown = () => screen.getByRole('paragraph').textContent
const PHONE = '+15550000001'

describe('useRental', () => {
  it.each(['id', 'snapshot'])('follows a rental by its %s, and every SMS of it', async by => {
    const stage = openLive({ strict: true })
    const { id, snapshot } = await stage.rent()
    stage.render(<Rented target={by === 'id' ? id : snapshot} />)
    await stage.pass(100)
    expect(shown()).toBe(`${PHONE} active`)
    stage.renter.sms(id, { text: 'Your code is 123456', code: '123456' })
    await stage.pass(14_000)
    expect(shown()).toBe(`${PHONE} active 123456`)
  })

  it('buys more time only when it is told to, and ends it', async () => {
    const stage = openLive({ strict: true })
    const { snapshot } = await stage.rent()
    let live: LiveRental | undefined
    stage.render(
      <Rented
        target={snapshot.id}
        hold={now => {
          live = now
        }}
      />,
    )
    await stage.pass(20_000)
    const extensions = () => stage.renter.callsOf('extend').length
    expect(extensions()).toBe(0)
    const more = await act(() => live?.extend({ days: 7 }))
    expect(Number(more?.expiresAt) - Number(snapshot.expiresAt)).toBe(7 * 24 * 60 * 60_000)
    expect(extensions()).toBe(1)
    expect(Number(live?.snapshot?.expiresAt)).toBe(Number(more?.expiresAt))
    await act(() => live?.complete())
    expect(shown()).toBe(`${PHONE} completed`)
  })

  it('says so where the provider rents nothing', async () => {
    const { rentals: _, ...provider } = openLive().provider
    render(
      <OneSmsClientProvider client={createClient({ provider })}>
        <Rented target="virtual:r1" />
      </OneSmsClientProvider>,
    )
    await act(async () => {})
    expect(shown()).toBe('CapabilityError')
  })
})
