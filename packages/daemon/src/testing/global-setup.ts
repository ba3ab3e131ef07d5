import { rm } from 'node:fs/promises'
import type { TestProject } from 'vitest/node'
import { openEmbedded } from '../db/embedded/index.ts'
import { buildApp } from './build-app.ts'
import { buildPrograms } from './build-programs.ts'
import { sharedDirectory } from './database.ts'

/**
 * Bundles what tests start, builds the app that they look at, and keeps the shared server for as long as the run lasts: it
 * would stop and start wherever one file ends before the next begins.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Where that fails, whoever needs the app says why.
  const app = buildApp().catch(() => false)
  const [programs, server] = await Promise.all([buildPrograms(), openSharedServer(), app])
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
