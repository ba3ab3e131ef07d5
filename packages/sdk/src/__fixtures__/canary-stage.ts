import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest'
import { eavesdrop } from './canary.ts'
import { type Life, type LifeOptions, liveWith } from './canary-life.ts'
import { closeServers } from './local-server.ts'

/** Where lives are lived: a folder for their files, and an ear at everything that is printed during a test. */
export function createStage() {
  let folder: string
  let files = 0
  let ear: ReturnType<typeof eavesdrop>
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'onesms-canary-'))
  })
  beforeEach(() => {
    ear = eavesdrop()
  })
  afterEach(() => {
    ear.stop()
    vi.restoreAllMocks()
    closeServers()
  })
  afterAll(() => rm(folder, { recursive: true }))

  const newFile = () => join(folder, `${++files}.jsonl`)
  const live = (options: Omit<LifeOptions, 'file'>): Promise<Life> => liveWith({ ...options, file: newFile() })
  return { ear: () => ear, live, newFile }
}
