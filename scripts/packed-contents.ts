// What a tarball may hold, and how its list of files is written down so that it changes only when something does.
import { homedir } from 'node:os'
import { posix } from 'node:path'

/** One line a file; chunks without their hash, and sources as one line for each folder and kind, since each is in git. */
export function listing(paths: Iterable<string>): readonly string[] {
  const lines = [...paths].map(path =>
    path.startsWith('src/')
      ? path.replace(/[^/]+(\.[^./]+)$/, '*$1')
      : path.replace(/-[\w-]{8}(\.(?:d\.ts|js|css|svg))$/, '-*$1'),
  )
  return [...new Set(lines)].sort()
}

/** What has come and what has gone, as lines that begin with `+` and `-`. */
export function difference(before: readonly string[], after: readonly string[]): readonly string[] {
  return [
    ...after.filter(line => !before.includes(line)).map(line => `+ ${line}`),
    ...before.filter(line => !after.includes(line)).map(line => `- ${line}`),
  ]
}

const FORBIDDEN_PATHS: readonly (readonly [RegExp, string])[] = [
  [/\.test(?:-d)?\.[cm]?[jt]sx?$|\.test\./, 'a test'],
  [/(?:^|\/)__(?:fixtures|tests|snapshots)__\//, 'a fixture'],
  [/\.map$/, 'a source map'],
  [/(?:^|\/)\.(?:env|npmrc|git|DS_Store)/, 'a file of one machine'],
  [/\.(?:tgz|log|tsbuildinfo|pem|key)$/, 'a file of one machine'],
]

const FORBIDDEN_TEXTS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, 'a private key'],
  [/\b(?:npm_|ghp_|gho_|ghs_)[A-Za-z0-9]{36}\b|\bgithub_pat_\w{50,}/, 'a token'],
  [/_authToken\s*=/, 'a token of a registry'],
  [/\bAKIA[0-9A-Z]{16}\b/, 'a key of a cloud'],
  [/^\/\/[#@] sourceMappingURL=/m, 'a reference to a source map'],
]

/** What a package must not hold, in words; empty when all is well. `foreign` are paths of this machine. */
export function findings(
  files: ReadonlyMap<string, Uint8Array>,
  foreign: readonly string[] = [process.cwd(), homedir()],
): readonly string[] {
  const places = foreign.filter(place => place.length > 1).map(place => `${place.replace(/\/$/, '')}/`)
  return [...files].flatMap(([path, bytes]) => {
    const text = Buffer.from(bytes).toString('latin1')
    return [
      ...FORBIDDEN_PATHS.filter(([pattern]) => pattern.test(path)).map(([, what]) => `${path} is ${what}`),
      ...FORBIDDEN_TEXTS.filter(([pattern]) => pattern.test(text)).map(([, what]) => `${path} holds ${what}`),
      ...places.filter(place => text.includes(place)).map(() => `${path} holds a path of the machine it was built on`),
    ]
  })
}

/** What an export, a command or the licence of the manifest names, and is not there. */
export function missing(files: ReadonlyMap<string, Uint8Array>): readonly string[] {
  const { exports = {}, bin = {} } = JSON.parse(Buffer.from(files.get('package.json') ?? '{}').toString())
  const targets = [exports, bin].flatMap(function leaves(value: unknown): string[] {
    if (typeof value === 'string') return [value]
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : []
  })
  return ['LICENSE', 'README.md', ...targets.map(target => target.replace(/^\.\//, ''))].filter(
    path => !files.has(path),
  )
}

/** What only tests run: the emulators, their clock, and whatever is exported beside them. */
const TEST_CODE = /\bcreate\w+Emulator\b|\bclass FakeClock\b|["']@onesms\/sdk\/testing["']/

/** The files with code that only tests run, and that an entry other than `./testing` loads at once. */
export function testCode(files: ReadonlyMap<string, Uint8Array>): readonly string[] {
  const { exports = {} } = JSON.parse(Buffer.from(files.get('package.json') ?? '{}').toString())
  const entries = Object.entries(exports as Readonly<Record<string, { readonly default?: string }>>)
  return entries
    .filter(([name, target]) => name !== './testing' && target.default)
    .flatMap(([name, target]) => {
      const loaded = new Set([posix.normalize(target.default ?? '')])
      // A set is walked to its end also where that moves on.
      for (const path of loaded) {
        const text = Buffer.from(files.get(path) ?? '').toString()
        for (const [, wanted = ''] of text.matchAll(/(?:\bfrom|\bimport)\s*["'](\.[^"']+)["']/g))
          loaded.add(posix.join(posix.dirname(path), wanted))
      }
      const found = [...loaded].filter(path => TEST_CODE.test(Buffer.from(files.get(path) ?? '').toString()))
      return found.map(path => `${name} loads ${path}, which only tests run`)
    })
}

/** Whether a size that is stated in kB is right within three of a hundred. */
export const isAbout = (kilobytes: number, bytes: number): boolean =>
  Math.abs(bytes / 1000 - kilobytes) <= kilobytes * 0.03
