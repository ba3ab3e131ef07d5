import { FakeClock } from '@onesms/sdk/testing'
import { expect, it } from 'vitest'
import { DeadlineError, withDeadline } from './deadline.ts'

const never = () => new Promise<never>(() => {})

it('answers with what the work gives, and leaves no timer', async () => {
  const clock = new FakeClock()
  expect(await withDeadline({ clock, ms: 100 }, async () => 'done')).toBe('done')
  await clock.advance(0)
  expect(clock.sleeping).toBe(0)
})

it('passes on what the work throws', async () => {
  const clock = new FakeClock()
  const failure = new Error('broken')
  await expect(withDeadline({ clock, ms: 100 }, () => Promise.reject(failure))).rejects.toBe(failure)
})

it('ends work that is late, also when it does not listen', async () => {
  const clock = new FakeClock()
  let seen: AbortSignal | undefined
  const late = withDeadline({ clock, ms: 100 }, signal => {
    seen = signal
    return never()
  })
  const checked = expect(late).rejects.toThrow(DeadlineError)
  await clock.advance(100)
  await checked
  expect(seen?.reason).toBeInstanceOf(DeadlineError)
})

it('ends work nobody waits for any more, with the reason given', async () => {
  const clock = new FakeClock()
  const gone = new AbortController()
  const work = withDeadline({ clock, ms: 100, outer: gone.signal }, never)
  gone.abort('gone')
  await expect(work).rejects.toBe('gone')
  await expect(withDeadline({ clock, ms: 100, outer: gone.signal }, async () => 'too late')).rejects.toBe('gone')
})
