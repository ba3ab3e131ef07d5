import { describe, expect, it, onTestFinished } from 'vitest'
import { createTestDatabase } from '../testing/database.ts'
import { startSync } from '../testing/sync-process.ts'
import { migrations } from './migrations.generated.ts'

const ALL_STEPS = migrations.map(({ id, name }) => `${String(id).padStart(4, '0')}_${name}`)

async function emptyDatabase(): Promise<string> {
  const { url, drop } = await createTestDatabase()
  onTestFinished(drop)
  return url
}

describe('D14 on an empty database', () => {
  it('five processes boot at once: each step is taken once, and all can work', async () => {
    const url = await emptyDatabase()
    const processes = Array.from({ length: 5 }, () => startSync({ url, migrate: true }))
    const results = await Promise.all(processes.map(({ result }) => result))
    expect(results.flatMap(result => result?.steps ?? []).toSorted()).toEqual(ALL_STEPS)
    for (const result of results) expect(['succeeded', 'skipped']).toContain(result?.status)
    expect(results.some(result => result?.status === 'succeeded')).toBe(true)
  })

  it.each([{ at: '-- Run with search_path', sent: true }, { at: 'insert into migrations' }, { at: 'commit' }])(
    'a process is killed in the middle of migrating, at $at: the next one does it all',
    async point => {
      const url = await emptyDatabase()
      expect(await startSync({ url, migrate: true, interrupt: { signal: 'SIGKILL', ...point } }).result).toBeNull()
      const result = await startSync({ url, migrate: true }).result
      expect(result).toMatchObject({ status: 'succeeded', steps: ALL_STEPS })
    },
  )
})
