// @vitest-environment happy-dom
import './__fixtures__/mocks.ts'
import { act, configure, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { clock, hero } from './__fixtures__/stage.ts'

// What a page's client asks of a daemon, it asks here of the look-alike of a provider.
vi.mock('@onesms/sdk/providers/daemon', async () => {
  const { heroSms } = await vi.importActual<typeof import('@onesms/sdk/providers/hero-sms')>(
    '@onesms/sdk/providers/hero-sms',
  )
  const { apiKey, fetch } = hero
  return { daemon: () => heroSms({ apiKey, fetch, dangerouslyAllowBrowser: true }) }
})

it('12: a page', { timeout: 20_000 }, async () => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  // A machine with much to do is no reason to fail.
  configure({ asyncUtilTimeout: 10_000 })
  hero.catalog.setOffer('16', 'tg', { price: '0.18', stock: 412, flat: true })
  const { App } = await import('./12-react.tsx')
  render(<App />)
  const button = await screen.findByRole('button', { name: 'Get a number' })
  await waitFor(() => expect(button).toHaveProperty('disabled', false))
  fireEvent.click(button)
  fireEvent.click(button)
  await screen.findByText(/^Waiting for an SMS to \+/)
  const [sold] = hero.ledger.activations()
  hero.sms(sold?.id ?? '', { code: '004829' })
  const { textContent } = await waitFor(async () => {
    await act(() => clock.advance(5_000))
    return screen.getByRole('status')
  })
  expect(textContent).toBe('004829')
  expect(hero.ledger.activations()).toHaveLength(1)
})
