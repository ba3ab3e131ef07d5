import { defineConfig } from 'tsup'

export default defineConfig({
  entry: { index: 'src/index.ts', queries: 'src/queries/index.ts' },
  format: 'esm',
  target: 'es2022',
  splitting: true,
  clean: true,
  dts: {
    banner: '/// <reference lib="esnext.disposable" />',
    compilerOptions: { ignoreDeprecations: '6.0' },
  },
})
