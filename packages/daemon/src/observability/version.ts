import { readFileSync } from 'node:fs'

/** Of this package. It lies one folder deeper in the sources than in the build, and two where the command line is. */
export const VERSION = readVersion()

function readVersion(): string {
  for (const path of ['../package.json', '../../package.json', '../../../package.json']) {
    try {
      const { name, version } = JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as Record<
        string,
        string
      >
      if (name === '@onesms/daemon' && version !== undefined) return version
    } catch {
      // not there
    }
  }
  return 'unknown'
}
