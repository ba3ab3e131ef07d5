import { describe, expect, it } from 'vitest'
import { ADDRESS, tinyEmulator, withKey } from '../__fixtures__/tiny-emulator.ts'
import { createHandlerApiEmulator } from '../emulator.ts'
import { smsFaults } from './sms-faults.ts'

/** What a caller sees at first: status, headers and the first piece of the body, or the reason of the rejection. */
async function firstSight(emulator: ReturnType<typeof tinyEmulator>, asked: string): Promise<unknown> {
  const query = `api_key=emulator-key&action=${asked}`
  const controller = new AbortController()
  const looking = emulator
    .fetch(`${ADDRESS}?${query}`, { signal: controller.signal })
    .then(async response => {
      const piece = await response.body?.getReader().read()
      return {
        status: response.status,
        headers: [...response.headers],
        piece: String(piece?.value),
        at: emulator.clock.now(),
      }
    })
    .catch((error: unknown) => String(error))
  await emulator.clock.advance(60_000)
  controller.abort()
  return looking
}

describe('every kind of fault', () => {
  const { kinds } = tinyEmulator('tiger-sms').faults

  /** Two numbers are open, the second has an SMS. */
  const withTwoNumbers = async () => {
    const emulator = tinyEmulator('tiger-sms')
    for (const country of [16, 187]) await withKey(emulator, `getNumber&service=tg&country=${country}`)
    const id = emulator.ledger.activations()[1]?.id ?? ''
    emulator.sms(id)
    return { emulator, id }
  }

  const asked: readonly (readonly [action: string, parameters: (id: string) => string])[] = [
    ['getPrices', () => ''],
    ['getServicesList', () => ''],
    ['getNumber', () => '&service=tg&country=187'],
    ['getNumberV2', () => '&service=tg&country=187'],
    ['getStatus', id => `&id=${id}`],
    ['getActiveActivations', () => ''],
  ]

  // What is told of SMS is no part of this host; those have tests of their own.
  const shown = kinds.filter(kind => !(kind in smsFaults))

  it.each(shown)('%s can be injected by its name alone, and shows', async kind => {
    for (const [action, parameters] of asked) {
      const [sound, broken] = [await withTwoNumbers(), await withTwoNumbers()]
      broken.emulator.faults.inject({ kind, action })
      const query = `${action}${parameters(sound.id)}`
      const [right, wrong] = [await firstSight(sound.emulator, query), await firstSight(broken.emulator, query)]
      expect(broken.emulator.ledger.requests().at(-1)).toMatchObject({ action, fault: kind })
      if (JSON.stringify(right) !== JSON.stringify(wrong)) return
    }
    expect.unreachable(`${kind} never shows`)
  })

  it.each(kinds)('%s goes away', async kind => {
    const [sound, broken] = [tinyEmulator('tiger-sms'), tinyEmulator('tiger-sms')]
    const remove = broken.faults.inject({ kind, action: 'getPrices' })
    for (const emulator of [sound, broken]) await firstSight(emulator, 'getPrices')
    remove()
    expect(await firstSight(broken, 'getPrices')).toEqual(await firstSight(sound, 'getPrices'))
  })
})

describe('a fault takes', () => {
  const bodies = async (emulator: ReturnType<typeof tinyEmulator>, ...actions: string[]) => {
    const seen: string[] = []
    for (const action of actions) seen.push((await withKey(emulator, action)).body === '' ? 'empty' : 'sound')
    return seen
  }

  it('every call, without a scope', async () => {
    const emulator = tinyEmulator('hero-sms')
    emulator.faults.inject({ kind: 'empty' })
    expect(await bodies(emulator, 'getBalance', 'getPrices', 'nosuchaction')).toEqual(['empty', 'empty', 'empty'])
    emulator.faults.clear()
    expect(await bodies(emulator, 'getBalance')).toEqual(['sound'])
  })

  it('the calls of one action', async () => {
    const emulator = tinyEmulator('hero-sms')
    emulator.faults.inject({ kind: 'empty', action: 'getPrices' })
    expect(await bodies(emulator, 'getBalance', 'getPrices')).toEqual(['sound', 'empty'])
  })

  it('the nth call, the first n calls, or n calls from the nth', async () => {
    const calls = ['getBalance', 'getBalance', 'getBalance', 'getBalance']
    const pattern = async (scope: { nth?: number; times?: number }) => {
      const emulator = tinyEmulator('hero-sms')
      emulator.faults.inject({ kind: 'empty', ...scope })
      return (await bodies(emulator, ...calls)).map(body => (body === 'empty' ? 1 : 0))
    }
    expect(await pattern({ nth: 3 })).toEqual([0, 0, 1, 0])
    expect(await pattern({ times: 2 })).toEqual([1, 1, 0, 0])
    expect(await pattern({ nth: 2, times: 2 })).toEqual([0, 1, 1, 0])
  })

  it('the call before a fault injected later', async () => {
    const emulator = tinyEmulator('hero-sms')
    emulator.faults.inject({ kind: 'empty', times: 1 })
    emulator.faults.inject({ kind: 'null', times: 2 })
    expect((await withKey(emulator, 'getPrices')).body).toBe('')
    expect((await withKey(emulator, 'getPrices')).body).toBe('null')
    expect((await withKey(emulator, 'getPrices')).body).not.toBe('null')
  })
})

describe('what a fault makes up', () => {
  it('is not kept for the next answer', async () => {
    const emulator = createHandlerApiEmulator({ size: { services: 5, countries: 4 } })
    emulator.faults.inject({ kind: 'zero-stock', nth: 1 })
    const [spoiled, sound] = [(await withKey(emulator, 'getPrices')).body, (await withKey(emulator, 'getPrices')).body]
    expect(spoiled).not.toBe(sound)
    const counts = (body: string) =>
      [...body.matchAll(/"count":(\d+)/g)].reduce((sum, [, count]) => sum + Number(count), 0)
    expect(counts(spoiled)).toBe(0)
    expect(counts(sound)).toBe(emulator.catalog.totals().totalStock)
  })
})
