import { daemon } from '@onesms/sdk/providers/daemon'
import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createStorage } from './__fixtures__/tab.tsx'
import { isSame, plainRequest } from './attempt.ts'
import { createAttemptStorage, parseAttempt } from './storage.ts'

const attempt = (key: string) => ({
  key,
  request: { service: 'telegram', country: 'GB' },
  startedAt: 1,
  isBought: false,
})
const open = () => createAttemptStorage<{ service: string }>({ id: 'hero-sms' }, 'activation')

afterEach(() => {
  vi.unstubAllGlobals()
  sessionStorage.clear()
})

describe('the attempt of a page', () => {
  it('R03 is found by the page that comes after it, in the session storage of the tab', () => {
    open().write(attempt('one'))
    expect(open().read()).toEqual(attempt('one'))
    expect(sessionStorage).toHaveLength(1)
    expect(createAttemptStorage({ id: 'hero-sms' }, 'rental').read()).toBeNull()
    expect(createAttemptStorage({ id: 'five-sim' }, 'activation').read()).toBeNull()
  })

  it('R03 is not asked for at another daemon, nor lost to one that is bought there', () => {
    const at = (url: string) =>
      createAttemptStorage(daemon({ url: `https://${url}.example.com`, provider: 'hero-sms' }), 'activation')
    at('one').write(attempt('of-one'))
    expect(at('two').read()).toBeNull()
    at('two').write(attempt('of-two'))
    expect([at('one').read()?.key, at('two').read()?.key]).toEqual(['of-one', 'of-two'])
  })

  it('is not forgotten with another one that it took the place of', () => {
    open().write(attempt('one'))
    open().write(attempt('two'))
    open().remove('one')
    expect(open().read()?.key).toBe('two')
    open().remove('two')
    expect([open().read(), sessionStorage.length]).toEqual([null, 0])
  })

  it.each(['getItem', 'setItem', 'removeItem'] as const)(
    'is not kept, and nothing is thrown, where %s throws',
    method => {
      const no = () => {
        throw new DOMException('no', 'SecurityError')
      }
      vi.stubGlobal('sessionStorage', { ...createStorage(), [method]: no })
      open().write(attempt('one'))
      open().remove('one')
      expect(open().read()?.key).toBe(method === 'removeItem' ? 'one' : undefined)
    },
  )

  it('is what was written, or none: whatever stands there', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.object().map(value => JSON.stringify(value)),
        ),
        text => {
          const parsed = parseAttempt(text)
          if (parsed) expect([typeof parsed.key, typeof parsed.startedAt]).toEqual(['string', 'number'])
        },
      ),
    )
    for (const text of ['', 'null', '{}']) expect(parseAttempt(text)).toBeNull()
    const written = { key: 'k', startedAt: 1, request: { service: 'telegram', country: { nativeId: '187' } } }
    expect(parseAttempt(JSON.stringify(written))).toEqual(written)
    const others = [
      { request: null },
      { request: {} }, // a page that shows what is asked for would fail, each time that it is loaded
      { request: { service: 'telegram', country: {} } },
      { request: { service: 1, country: 'GB' } },
      { startedAt: '1' },
      { key: 1 },
    ]
    for (const other of others) expect(parseAttempt(JSON.stringify({ ...written, ...other }))).toBeNull()
  })
})

describe('a request', () => {
  it('is the same whatever the order of its words, and whatever else hangs on it', () => {
    const one = plainRequest({ service: 'telegram', country: 'GB', maxPrice: '0.5', duration: { hours: 4 } } as never)
    const loop: Record<string, unknown> = {
      maxPrice: '0.5',
      country: 'GB',
      service: 'telegram',
      duration: { hours: 4 },
    }
    loop['self'] = loop
    expect(isSame(one, plainRequest({ ...loop, operator: undefined } as never))).toBe(true)
    expect(isSame(one, plainRequest({ ...loop, maxPrice: '0.6' } as never))).toBe(false)
  })
})
