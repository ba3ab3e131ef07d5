import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The built app in memory, by the path under which a browser asks for each file. */
export type AppFiles = ReadonlyMap<string, AppFile>

export interface AppFile {
  readonly body: Buffer
  readonly type: string
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.md': 'text/plain; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}

/** Beside the sources, the build and the programs of the tests; the first that is there. */
const PLACES = ['../demo-app/', '../../demo-app/', '../../../demo-app/']

/** Where the built app lies; `null` where it is not built. */
export function findApp(): string | null {
  const folders = PLACES.map(place => fileURLToPath(new URL(place, import.meta.url)))
  return folders.find(folder => existsSync(join(folder, 'index.html'))) ?? null
}

/** Reads a folder whole: what is asked for is then looked up, and no path ever made of it. */
export function readApp(folder: string): AppFiles {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true })
  return new Map(
    found
      .filter(entry => entry.isFile())
      .map(({ parentPath, name }) => {
        const path = join(parentPath, name)
        const type = TYPES[extname(name)] ?? 'application/octet-stream'
        return [`/${path.slice(join(folder, sep).length).replaceAll(sep, '/')}`, { body: readFileSync(path), type }]
      }),
  )
}
