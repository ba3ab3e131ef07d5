import { getEventListeners } from 'node:events'
import { expect, it, onTestFinished, vi } from 'vitest'
import { dependantsOf } from './__fixtures__/dependants.ts'
import { underOwnSignal } from './own-signal.ts'

const hang = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }))

it('aborts the work with whichever of its sources, for its reason', async () => {
  for (const which of [0, 1]) {
    const sources = [new AbortController(), new AbortController()]
    const work = underOwnSignal(
      sources.map(({ signal }) => signal),
      hang,
    )
    sources[which]?.abort(`by ${which}`)
    await expect(work).rejects.toBe(`by ${which}`)
  }
})

it('aborts all that go on under a signal, and none that has ended', async () => {
  const source = new AbortController()
  let ended: AbortSignal | undefined
  expect(
    await underOwnSignal([source.signal], async signal => {
      ended = signal
      return 1
    }),
  ).toBe(1)
  const works = [1, 2, 3].map(() => underOwnSignal([source.signal], hang))
  source.abort('over')
  expect((await Promise.allSettled(works)).map(({ status }) => status)).toEqual(Array(3).fill('rejected'))
  expect(ended?.aborted).toBe(false)
})

it('begins aborted where a source is', async () => {
  const aborted = await underOwnSignal([AbortSignal.abort('before')], async signal => [signal.aborted, signal.reason])
  expect(aborted).toEqual([true, 'before'])
})

it('leaves nothing on a source, also where the work fails', async () => {
  const { signal } = new AbortController()
  const fail = () => Promise.reject(new Error('no'))
  for (let round = 0; round < 100; round += 1) {
    await underOwnSignal([signal], async own => void AbortSignal.any([own, new AbortController().signal]))
    await underOwnSignal([signal], fail).catch(() => {})
  }
  expect(getEventListeners(signal, 'abort')).toEqual([])
  expect(dependantsOf(signal)).toBe(0)
})

it('is put to the test by what AbortSignal.any leaves', () => {
  const { signal } = new AbortController()
  const joined = [AbortSignal.any([signal]), AbortSignal.any([signal])]
  expect(dependantsOf(signal)).toBe(joined.length)
})

it('goes on when one of those that share a signal has ended', async () => {
  const source = new AbortController()
  const work = underOwnSignal([source.signal], hang)
  await underOwnSignal([source.signal], async () => {})
  expect(getEventListeners(source.signal, 'abort')).toHaveLength(1)
  source.abort('over')
  await expect(work).rejects.toBe('over')
})

it('draws no warning of a leak where many share a signal', async () => {
  const emitWarning = vi.spyOn(process, 'emitWarning')
  onTestFinished(() => emitWarning.mockRestore())
  const source = new AbortController()
  const works = Array.from({ length: 30 }, () => underOwnSignal([source.signal], hang))
  source.abort('over')
  await Promise.allSettled(works)
  expect(emitWarning).not.toHaveBeenCalled()
})
