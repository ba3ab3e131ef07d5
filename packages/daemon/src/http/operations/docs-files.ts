import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

/** The two files of Swagger UI that are used. The build has a copy, so that whoever installs the daemon does not install it. */
export const uiFiles = ['swagger-ui-bundle.js', 'swagger-ui.css'] as const
export type UiFile = (typeof uiFiles)[number]

/** @throws where neither the build nor a development install is there. */
export function readUiFile(name: UiFile): Buffer {
  for (const folder of ['./swagger-ui/', '../swagger-ui/']) {
    const path = fileURLToPath(new URL(`${folder}${name}`, import.meta.url))
    if (existsSync(path)) return readFileSync(path)
  }
  return readFileSync(createRequire(import.meta.url).resolve(`swagger-ui-dist/${name}`))
}
