import { expect, it } from 'vitest'
import { type Callers, shareRun } from './shared-run.ts'

it('starts with the first caller, is shared by all, and knows whether one is left', async () => {
  let started = 0
  let callers: Callers | undefined
  let finish = (_: string) => {}
  const run = shareRun<string>(waiting => {
    started += 1
    callers = waiting
    return new Promise(resolve => {
      finish = resolve
    })
  })
  expect(started).toBe(0)
  const [leaving, alsoLeaving] = [new AbortController(), new AbortController()]
  const left = run.join(leaving.signal).catch(reason => reason)
  const alsoLeft = run.join(alsoLeaving.signal).catch(reason => reason)
  expect(started).toBe(1)
  leaving.abort('one')
  expect(await left).toBe('one')
  expect(callers?.areWaiting()).toBe(true)
  alsoLeaving.abort('two')
  expect(await alsoLeft).toBe('two')
  expect(callers?.areWaiting()).toBe(false)
  const late = run.join(undefined)
  expect(callers?.areWaiting()).toBe(true)
  finish('done')
  expect(await late).toBe('done')
  alsoLeaving.abort('again') // after the end it means nothing
  expect(callers?.areWaiting()).toBe(true)
})
