import { describe, expect, it, vi } from 'vitest'
import { virtualClient } from './__fixtures__/client.ts'

/** The examples of the documentation, word for word, in virtual time. */
describe('the snippets', () => {
  it('4: buy a number, wait for the code', async () => {
    const { client, clock, vendor } = virtualClient()
    const enterPhone = vi.fn(async (_phone: string) => vendor.sms('virtual:1', { code: '482913' }))
    const signUp = { enterPhone, enterCode: vi.fn() }

    const run = (async () => {
      await using activation = await client.activations.buy({
        service: 'telegram',
        country: 'GB',
        maxPrice: '0.50',
      })

      await signUp.enterPhone(activation.phone)
      await signUp.enterCode(await activation.waitForCode({ timeout: 120_000 }))
      await activation.complete()
      // leaving the block without a code cancels the number, as soon as the vendor allows it
    })()

    await clock.advance(6_000)
    await run
    expect(signUp.enterPhone).toHaveBeenCalledExactlyOnceWith('+447700900001')
    expect(signUp.enterCode).toHaveBeenCalledExactlyOnceWith('482913')
    await client.close()
    expect(vendor.calls.map(({ command }) => command)).toEqual(['purchase', 'fetch', 'complete'])
    expect(clock.sleeping).toBe(0)
  })

  it('4: without a code', async () => {
    const { client, clock, vendor } = virtualClient()
    const run = (async () => {
      await using activation = await client.activations.buy({ service: 'telegram', country: 'GB', maxPrice: '0.50' })
      await activation.waitForCode({ timeout: 20_000 })
    })().catch((error: unknown) => error)
    await clock.advance(20_000)
    expect(await run).toMatchObject({ code: 'wait_timeout' })
    const closing = client.close()
    await clock.advance(100_000)
    await closing
    expect(vendor.calls.at(-1)).toMatchObject({ command: 'cancel', at: 120_000 })
  })

  it('5: events', async () => {
    const { clock, vendor, buy } = virtualClient()
    const activation = await buy()
    const lines: string[] = []
    const console = { log: (line: string | null) => lines.push(String(line)) }

    activation.on('message', ({ text, code }) => console.log(code ?? text))
    activation.on('status', (status, previous) => console.log(`${previous} -> ${status}`))
    activation.once('settled', ({ status }) => console.log(`done: ${status}`))

    vendor.sms(activation.id, { text: 'Hello' })
    await clock.advance(6_000)
    vendor.sms(activation.id, { code: '482913' })
    await clock.advance(6_000)
    await activation.complete()
    expect(lines).toEqual(['Hello', 'waiting -> received', '482913', 'received -> completed', 'done: completed'])
  })

  it('6: iterate', async () => {
    const { clock, vendor, buy } = virtualClient()
    const activation = await buy()
    const run = (async () => {
      for await (const message of activation.messages()) {
        if (message.code) break // leaving the loop stops polling
        await activation.retry() // ask for another SMS on the same number
      }
    })()

    vendor.sms(activation.id, { text: 'Hello' })
    await clock.advance(6_000)
    expect(activation.status).toBe('retrying')
    await clock.advance(6_000)
    vendor.sms(activation.id, { code: '482913' })
    await clock.advance(6_000)
    await run
    expect(activation.snapshot.messages).toMatchObject([{ text: 'Hello' }, { code: '482913' }])
    expect(clock.sleeping).toBe(0)
  })

  it('7: abort and cancel', async () => {
    const { clock, vendor, buy } = virtualClient()
    const activation = await buy()
    const [seen, aborter] = [vi.fn(), new AbortController()]
    const console = { log: seen }
    const AbortSignal = {
      timeout(ms: number) {
        clock.sleep(ms).then(() => aborter.abort())
        return aborter.signal
      },
    }

    const run = (async () => {
      const code = await activation.waitForCode({ signal: AbortSignal.timeout(60_000) }).catch(() => null)

      if (code === null) {
        const { refund } = await activation.cancel() // waits until the vendor allows it
        console.log(refund) // 'confirmed'
      }
    })()

    await clock.advance(60_000)
    expect(seen).not.toHaveBeenCalled()
    await clock.advance(60_000)
    await run
    expect(seen).toHaveBeenCalledExactlyOnceWith('confirmed')
    expect(vendor.callsOf('cancel')).toHaveLength(1)
  })
})
