import { spawnSync } from 'node:child_process'
import { appendFile, mkdtemp, open, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { IntentStoreError } from '../../errors/purchase.ts'
import { activationTarget } from '../../provider/activation-target.ts'
import { FakeClock } from '../../testing/fake-clock.ts'
import { intentStoreCases } from '../../testing/intent-store-conformance.ts'
import { snapshotOf } from '../__fixtures__/scene.ts'
import type { NewIntent } from '../store.ts'
import { type FileStore, openFileStore } from './index.ts'

let folder: string
let files = 0
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onesms-purchases-'))
})
afterAll(() => rm(folder, { recursive: true }))
const nextFile = () => join(folder, `${files++}.jsonl`)

const draftOf = (id: string): NewIntent => ({
  id,
  account: 'made-up',
  idempotencyKey: id,
  maxPrice: null,
  gateFor: null,
  state: 'prepared',
  flags: [],
  targets: [activationTarget('made-up', 'tg', '16')],
  activationId: null,
  snapshot: null,
})

describe('the store in a file', () => {
  let store: FileStore
  beforeAll(async () => {
    store = await openFileStore(nextFile())
  })
  afterAll(() => store.close())
  it.each(intentStoreCases)('$name', ({ run }) => run(store))

  it('P28 has everything after a restart, the age of what was sent included', async () => {
    const file = nextFile()
    const clock = new FakeClock()
    const before = await openFileStore(file, { clock })
    await before.insert(draftOf('a'))
    await before.begin('a')
    const snapshot = snapshotOf('4711', 'tg', clock.now())
    await before.insert({ ...draftOf('b'), state: 'orphan', activationId: snapshot.id, snapshot })
    const rows = [await before.get('a'), await before.get('b')]
    await before.close()
    await clock.advance(90_000)
    await using after = await openFileStore(file, { clock })
    expect([await after.get('a'), await after.get('b')]).toEqual(rows.map(row => ({ ...row, age: 90_000 })))
    expect((await after.insert(draftOf('a'))).created).toBe(false)
    expect(await after.owners('made-up', [snapshot.id])).toEqual(new Map([[snapshot.id, 'b']]))
  })

  it('P45 counts no age when the clock was put back meanwhile', async () => {
    const file = nextFile()
    const clock = new FakeClock()
    const before = await openFileStore(file, { clock })
    await before.insert(draftOf('a'))
    await before.close()
    clock.set(clock.now() - 3_600_000)
    await using after = await openFileStore(file, { clock })
    expect(await after.get('a')).toMatchObject({ age: 0 })
  })

  it.each(['{"id":"b","acc', '{"id":"b","\0\0\0\0"}\n'])(
    'P29 forgets a line that was never acknowledged: %j',
    async torn => {
      const file = nextFile()
      const before = await openFileStore(file)
      await before.insert(draftOf('a'))
      await before.close()
      await appendFile(file, torn)
      const after = await openFileStore(file)
      expect(await after.list('made-up', 'open')).toHaveLength(1)
      await after.insert(draftOf('c'))
      await after.close()
      await using again = await openFileStore(file)
      expect((await again.list('made-up', 'open')).map(({ id }) => id)).toEqual(['a', 'c'])
    },
  )

  it.each([
    [
      'damaged in line 2',
      async (file: string) => writeFile(file, `${(await readFile(file, 'utf8')).replace('"a"', 'a')}{}\n`),
    ],
    ['not a file of purchases', (file: string) => writeFile(file, 'a shopping list\nmilk')],
  ])('refuses a file that is %s, and leaves it as it is', async (words, spoil) => {
    const file = nextFile()
    const before = await openFileStore(file)
    await before.insert(draftOf('a'))
    await before.close()
    await spoil(file)
    const spoilt = await readFile(file, 'utf8')
    await expect(openFileStore(file)).rejects.toThrow(words)
    expect(await readFile(file, 'utf8')).toBe(spoilt)
  })

  it('P31 a write that fails is refused, does not count, and leaves no trace', async () => {
    const file = nextFile()
    const probe = await open(file, 'a')
    const methods = Object.getPrototypeOf(probe) as { datasync(): Promise<void> }
    await probe.close()
    await rm(file)
    const store = await openFileStore(file)
    await store.insert(draftOf('a'))
    const failing = vi.spyOn(methods, 'datasync').mockRejectedValueOnce(Object.assign(new Error(), { code: 'ENOSPC' }))
    await expect(store.begin('a')).rejects.toThrow()
    failing.mockRestore()
    expect(await store.get('a')).toMatchObject({ state: 'prepared' })
    expect((await store.begin('a')).kind).toBe('begun')
    await store.close()
    expect((await readFile(file, 'utf8')).trimEnd().split('\n')).toHaveLength(3)
  })

  it('drops history when half of it is that, and goes on', async () => {
    const file = nextFile()
    const store = await openFileStore(file)
    await store.insert(draftOf('a'))
    for (let round = 0; round < 600; round += 1) {
      await store.begin('a')
      await store.transition('a', ['sending'], { state: 'not_sent' })
    }
    const before = (await stat(file)).size
    await store.insert(draftOf('b'))
    expect((await stat(file)).size).toBeLessThan(before / 100)
    await store.insert(draftOf('c'))
    await store.close()
    await using after = await openFileStore(file)
    expect(await after.get('a')).toMatchObject({ state: 'not_sent' })
    expect((await after.list('made-up', 'open')).map(({ id }) => id)).toEqual(['b', 'c'])
  })
})

describe('the lock of the file', () => {
  const hold = async (file: string, holder: object, age = 0) => {
    const lock = `${file}.lock`
    await writeFile(lock, JSON.stringify(holder))
    const then = new Date(Date.now() - age)
    await utimes(lock, then, then)
  }

  it('refuses a second opening in this process, in words, until it is closed', async () => {
    const file = nextFile()
    const store = await openFileStore(file)
    const error = await openFileStore(file).catch(error => error)
    expect(error).toBeInstanceOf(IntentStoreError)
    expect(error.message).toContain('is in use by this process already')
    await store.close()
    await (await openFileStore(file)).close()
  })

  it.each([
    ['a process that runs', { pid: process.ppid, host: hostname() }, 3_600_000],
    ['another machine that lives', { pid: 1, host: 'another' }, 0],
  ])('refuses what %s holds', async (_, holder, age) => {
    const file = nextFile()
    await hold(file, holder, age)
    await expect(openFileStore(file)).rejects.toThrow(`in use by process ${holder.pid} on ${holder.host}`)
  })

  it.each([
    ['a process that is gone', { pid: spawnSync('true').pid, host: hostname() }, 0],
    ['an earlier process of our number', { pid: process.pid, host: hostname() }, 0],
    ['another machine that is silent', { pid: 1, host: 'another' }, 16_000],
    ['a process that died before it could write its name', {}, 16_000],
  ])('takes over what %s held', async (_, holder, age) => {
    const file = nextFile()
    await hold(file, holder, age)
    await (await openFileStore(file)).close()
    await expect(stat(`${file}.lock`)).rejects.toThrow('ENOENT')
    await expect(stat(`${file}.lock.takeover`)).rejects.toThrow('ENOENT')
  })

  it('refuses what another thread, or another copy of this module, holds in this process', async () => {
    const file = nextFile()
    await using _ = await openFileStore(file)
    vi.resetModules()
    const copy = await import('./index.ts')
    await expect(copy.openFileStore(file)).rejects.toThrow(`in use by process ${process.pid} on ${hostname()}`)
  })

  it('P29 a holder that was asleep while it was taken over writes nothing over the lines of the new one', async () => {
    const file = nextFile()
    const asleep = await openFileStore(file)
    await asleep.insert(draftOf('a'))
    await hold(file, { pid: 1, host: 'another' }, 16_000)
    vi.resetModules()
    const copy = await import('./index.ts')
    const awake = await copy.openFileStore(file)
    await awake.insert(draftOf('b'))
    await expect(asleep.begin('a')).rejects.toThrow('has taken it over')
    await asleep.close() // leaves the lock of the other alone
    await expect(openFileStore(file)).rejects.toThrow('in use')
    await awake.close()
    await using after = await openFileStore(file)
    expect(await after.get('a')).toMatchObject({ state: 'prepared' })
    expect(await after.get('b')).toMatchObject({ state: 'prepared' })
  })

  it('waits for nobody who is taking over just now', async () => {
    const file = nextFile()
    await hold(file, { pid: spawnSync('true').pid, host: hostname() })
    await writeFile(`${file}.lock.takeover`, '')
    await expect(openFileStore(file)).rejects.toThrow('just starting')
    await utimes(`${file}.lock.takeover`, 0, 0)
    await (await openFileStore(file)).close()
  })
})
