import { readFileSync } from 'node:fs'
import { defineConfig } from 'tsup'

interface Manifest {
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>
}

// The manifest is the list of entries: what is exported is built, nothing else.
const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest
const entries = Object.values(exports).flatMap(target => {
  if (typeof target === 'string') return []
  const { '@onesms/source': source = '', default: output = '' } = target
  return [[output.replace(/^\.\/dist\/|\.js$/g, ''), source.replace('./', '')]]
})

export default defineConfig({
  entry: Object.fromEntries(entries),
  format: 'esm',
  target: 'es2022',
  splitting: true,
  clean: true,
  dts: {
    // `Activation` and `Client` are AsyncDisposable, which the libraries of an older target do not know.
    banner: '/// <reference lib="esnext.disposable" />',
    compilerOptions: { ignoreDeprecations: '6.0' },
  },
})
