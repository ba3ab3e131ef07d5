import { describe, expect, it, onTestFinished } from 'vitest'
import { createTestDatabase } from '../testing/database.ts'
import { startSync } from '../testing/sync-process.ts'

async function emptyDatabase(): Promise<string> {
  const { url, drop } = await createTestDatabase()
  onTestFinished(drop)
  return url
}

describe('D14 on an empty database', () => {
  it('five processes boot at once: one migrates, and all can work', async () => {
    const url = await emptyDatabase()
    const processes = Array.from({ length: 5 }, () => startSync({ url, migrate: true }))
    const results = await Promise.all(processes.map(({ result }) => result))
    expect(results.filter(result => result && result.steps.length > 0)).toHaveLength(1)
    for (const result of results) expect(['succeeded', 'skipped']).toContain(result?.status)
    expect(results.some(result => result?.status === 'succeeded')).toBe(true)
  })

  it.each([{ at: '-- Run with search_path', sent: true }, { at: 'insert into migrations' }, { at: 'commit' }])(
    'a process is killed in the middle of migrating, at $at: the next one does it all',
    async point => {
      const url = await emptyDatabase()
      expect(await startSync({ url, migrate: true, interrupt: { signal: 'SIGKILL', ...point } }).result).toBeNull()
      const result = await startSync({ url, migrate: true }).result
      expect(result).toMatchObject({ status: 'succeeded', steps: ['0001_catalog'] })
    },
  )
})
