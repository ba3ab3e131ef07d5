import { execFile } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rename, rm, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const source = join(root, 'examples/react-app')
const target = join(root, 'packages/daemon/demo-app')
const cache = join(root, 'packages/daemon/node_modules/.cache')

/** What the app is made of; of the folders the sources alone, for in some of them there are millions of files. */
const PARTS = ['examples/react-app', 'packages/react-hooks/src', 'packages/sdk/src', 'pnpm-lock.yaml']
const NOT_PARTS = new Set(['node_modules', 'dist'])

const run = promisify(execFile)

/** Builds the app of the demo where it is not built, or older than what it is made of. Answers whether it did. */
export async function buildApp(): Promise<boolean> {
  const index = join(target, 'index.html')
  if (existsSync(index) && newestOf(PARTS) < statSync(index).mtimeMs) return false
  await mkdir(cache, { recursive: true })
  const draft = await mkdtemp(join(cache, 'demo-app-'))
  await chmod(draft, 0o755)
  const begun = new Date()
  try {
    await buildAppInto(draft)
  } catch (error) {
    await rm(draft, { recursive: true })
    throw error
  }
  // What was changed meanwhile is newer.
  await utimes(join(draft, 'index.html'), begun, begun)
  await put(draft)
  return true
}

/** Builds it into a folder, in an environment with these variables besides. @throws with what the build says when it fails. */
export async function buildAppInto(folder: string, environment: Readonly<Record<string, string>> = {}): Promise<void> {
  const vite = join(source, 'node_modules/vite/bin/vite.js')
  const args = ['build', '--outDir', folder, '--emptyOutDir']
  await run(process.execPath, [vite, ...args], {
    cwd: source,
    // Vite builds for development in a test's environment.
    env: { ...process.env, NODE_ENV: 'production', ...environment },
  })
}

/** Puts a build in its place, where somebody else may be doing so: then either is as good. */
async function put(draft: string): Promise<void> {
  const old = `${draft}-old`
  await rename(target, old).catch(() => undefined)
  await rename(draft, target).catch(() => rm(draft, { recursive: true }))
  await rm(old, { recursive: true, force: true })
}

/** When any of it last changed; of a folder also when something was taken away. */
function newestOf(parts: readonly string[], folder = root): number {
  return Math.max(
    ...parts.map(part => {
      const path = join(folder, part)
      const { mtimeMs } = statSync(path)
      if (!statSync(path).isDirectory()) return mtimeMs
      const below = readdirSync(path).filter(name => !NOT_PARTS.has(name) && !name.endsWith('.test.ts'))
      return Math.max(mtimeMs, newestOf(below, path))
    }),
  )
}
