import { openEmbedded } from '../db/embedded/index.ts'
import { sharedDirectory } from './database.ts'

/** Keeps the shared server for as long as the run lasts: it would stop and start wherever one file ends before the next begins. */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env['TEST_DATABASE_URL']) return undefined
  const server = await openEmbedded({ directory: sharedDirectory(process.pid), durable: false, temporary: true })
  return () => server.close()
}
