import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Something that can be imported: `@onesms/sdk/testing`, and the file it is made from. */
export interface Entry {
  readonly name: string
  /** Absolute. */
  readonly source: string
}

interface Manifest {
  readonly name: string
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>
}

/** The folder of the repository, with a slash at its end. */
export const repository = fileURLToPath(new URL('../../', import.meta.url))

/** Everything that the published packages export; their manifests are the list. */
export function publicEntries(): readonly Entry[] {
  return ['sdk', 'daemon', 'react-hooks'].flatMap(folder => {
    const root = `${repository}packages/${folder}/`
    const { name, exports } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as Manifest
    return Object.entries(exports).flatMap(([path, target]) => {
      const source = typeof target === 'string' ? undefined : target['@onesms/source']
      return source ? [{ name: `${name}${path.slice(1)}`, source: root + source.replace('./', '') }] : []
    })
  })
}
