import { rm } from 'node:fs/promises'
import type { TestProject } from 'vitest/node'
import { openEmbedded } from '../db/embedded/index.ts'
import { buildPrograms } from './build-programs.ts'
import { sharedDirectory } from './database.ts'

/**
 * Bundles what tests start, and keeps the shared server for as long as the run lasts: it would stop and start wherever one
 * file ends before the next begins.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [programs, server] = await Promise.all([buildPrograms(), openSharedServer()])
  project.provide('programs', programs)
  return async () => {
    await server?.close()
    await rm(programs, { recursive: true })
  }
}

async function openSharedServer() {
  if (process.env['TEST_DATABASE_URL']) return undefined
  return openEmbedded({ directory: sharedDirectory(process.pid), durable: false, temporary: true })
}
