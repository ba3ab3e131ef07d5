import { FakeClock } from '@onesms/sdk/testing'
import { expect, it } from 'vitest'
import type { SessionRow } from '../../db/store/sessions.ts'
import { createSessionCache } from './session-cache.ts'
import { hashOf } from './token.ts'

const row = (left = 600_000): SessionRow => ({
  id: 'ses_1',
  issued_by: hashOf('token'),
  subject: 'shop',
  scopes: [],
  revoked: false,
  left,
})

function openCache(known: readonly string[] = []) {
  const clock = new FakeClock()
  const hashes = new Set(known.map(name => hashOf(name).toString('hex')))
  const opened = { clock, reads: 0, hold: Promise.resolve() }
  const cache = createSessionCache({
    clock,
    read: async hash => {
      opened.reads += 1
      await opened.hold
      return hashes.has(hash.toString('hex')) ? row() : null
    },
  })
  return { ...cache, opened, ask: (name: string) => cache.get(hashOf(name)) }
}

it('T15 reads once for all who ask at once, and again after five seconds', async () => {
  const { ask, opened } = openCache(['a'])
  await Promise.all(Array.from({ length: 50 }, () => ask('a')))
  await opened.clock.advance(4_999)
  await ask('a')
  expect(opened.reads).toBe(1)
  await opened.clock.advance(1)
  await ask('a')
  expect(opened.reads).toBe(2)
})

it('T15 the same wrong one costs one read in five seconds', async () => {
  const { ask, opened } = openCache()
  for (let time = 0; time < 100; time += 1) expect(await ask('wrong')).toBeNull()
  expect(opened.reads).toBe(1)
})

it('T18 what is being read while one ends is not kept', async () => {
  const { ask, forget, opened } = openCache(['a'])
  let release = () => {}
  opened.hold = new Promise(resolve => {
    release = resolve
  })
  const asked = ask('a')
  forget(hashOf('a'))
  release()
  await asked
  await ask('a')
  expect(opened.reads).toBe(2)
})
