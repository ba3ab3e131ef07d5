import { copyFileSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'tsup'

export default defineConfig({
  entry: { index: 'src/index.ts', 'cli/bin': 'src/cli/bin.ts' },
  format: 'esm',
  target: 'node20',
  splitting: true,
  clean: true,
  dts: { entry: { index: 'src/index.ts' }, compilerOptions: { ignoreDeprecations: '6.0' } },
  // Two files of Swagger UI (1.9 MB), of the 12 MB that its package is. That package also tells its maker of each install.
  onSuccess: async () => {
    const folder = fileURLToPath(new URL('dist/swagger-ui/', import.meta.url))
    mkdirSync(folder, { recursive: true })
    for (const name of ['swagger-ui-bundle.js', 'swagger-ui.css', 'LICENSE', 'NOTICE']) {
      copyFileSync(createRequire(import.meta.url).resolve(`swagger-ui-dist/${name}`), `${folder}${name}`)
    }
  },
})
