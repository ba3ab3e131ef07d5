// `node scripts/release-due.ts`: the version that is in the manifests and has no tag yet, for the workflow. Where there is none,
// nothing is built again; where a release broke off, it is still due.
import { appendFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { newest, packages, releaseTags, UNRELEASED } from './release-tags.ts'

/** The version that is to be released; nothing when it is out, or when there was none yet. */
export function due(versions: readonly string[], tags: readonly string[]): string | undefined {
  const version = newest(versions)
  return version === UNRELEASED || tags.includes(`v${version}`) ? undefined : version
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const version = due(
    packages().map(({ version }) => version),
    releaseTags(),
  )
  process.stdout.write(version ? `${version} is to be released\n` : 'nothing is to be released\n')
  const output = process.env['GITHUB_OUTPUT']
  if (output) appendFileSync(output, `version=${version ?? ''}\n`)
}
