import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createBrotliDecompress } from 'node:zlib'
import { extract } from 'tar-fs'
import { onceInCache } from './cache-folder.ts'

/** A Chromium, and what it must find in its environment. */
export interface Chromium {
  readonly executable: string
  readonly environment: Readonly<Record<string, string>>
}

/**
 * Chromium out of the npm package: no browser, no system library beside glibc, and no font need be installed. What the
 * package itself offers for this is not used: it reuses whatever lies in the temporary folder, of any version, and leaves
 * out the libraries that it carries.
 */
export async function unpackChromium(): Promise<Chromium> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`No Chromium is packed for ${process.platform} on ${process.arch}: install one, or set CHROME_PATH`)
  }
  const root = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '../..')
  const packed = (name: string) => join(root, 'bin', `${name}.br`)
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
  const folder = await onceInCache(`chromium-${version}`, async draft => {
    await mkdir(join(draft, 'fontconfig'))
    await Promise.all([
      unpack(packed('chromium'), createWriteStream(join(draft, 'chromium'), { mode: 0o700 })),
      unpack(packed('al2023.tar'), extract(draft)), // lib/
      unpack(packed('fonts.tar'), extract(join(draft, 'text'))),
      writeFile(join(draft, 'fontconfig/fonts.conf'), FONTS),
    ])
  })
  return {
    executable: join(folder, 'chromium'),
    environment: { LD_LIBRARY_PATH: join(folder, 'lib'), FONTCONFIG_PATH: join(folder, 'fontconfig') },
  }
}

/** Of the packed fonts alone, wherever the folder lies: what is rendered does not depend on the machine. */
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">../text/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`

const unpack = (path: string, target: Writable) => pipeline(createReadStream(path), createBrotliDecompress(), target)
