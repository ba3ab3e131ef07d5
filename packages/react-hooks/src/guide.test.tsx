import '../../sdk/src/__fixtures__/loaded.ts'
import { readFileSync } from 'node:fs'
import { createClient, createMemoryStore } from '@onesms/sdk'
import { heroSms } from '@onesms/sdk/providers/hero-sms'
import { createHandlerApiEmulator, FakeClock } from '@onesms/sdk/testing'
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { Verify } from './__fixtures__/verify.tsx'
import { OneSmsClientProvider } from './index.ts'

const textOf = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const guide = textOf('../../../docs/guides/use-in-react.md')

describe('docs/guides/use-in-react.md', () => {
  it('gets a code in no time', async () => {
    const clock = new FakeClock(Date.now())
    const emulator = createHandlerApiEmulator({ clock, size: { services: 20, countries: 10 }, magicServices: true })
    const { apiKey, fetch, ledger } = emulator
    const provider = heroSms({ apiKey, fetch, dangerouslyAllowBrowser: true })
    const client = createClient({ provider, clock, store: createMemoryStore({ clock }) })

    render(
      <OneSmsClientProvider client={client}>
        <Verify service={{ nativeId: 'slow' }} country="GB" />
      </OneSmsClientProvider>,
    )
    fireEvent.click(await screen.findByRole('button', { name: /Get a number for/ }))
    await screen.findByRole('heading', { name: /^\+/ })
    const { textContent } = await waitFor(async () => {
      await act(() => clock.advance(5_000)) // no test waits
      return screen.getByRole('status')
    })
    expect(textContent).toBe(ledger.activations()[0]?.sms[0]?.code)
  })

  it('shows the component and the test that are run here', () => {
    const published = (text: string) => text.replace(/'(?:\.\.|\.)\/index\.ts'/, "'@onesms/react'")
    expect(guide).toContain(published(textOf('__fixtures__/verify.tsx')).trim())
    const [, body = ''] = /code in no time', async \(\) => \{\n((?: {4}.*\n|\n)+)/.exec(textOf('guide.test.tsx')) ?? []
    expect(guide).toContain(body.replaceAll(/^ {4}/gm, '').trim())
    expect(body).toContain('findByRole')
  })
})
