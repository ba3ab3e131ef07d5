import { realpathSync } from 'node:fs'
import { dirname, posix } from 'node:path'
import ts from 'typescript'
import { expect, it } from 'vitest'
import { NAMES } from './block-names.ts'
import { type Block, blocksOf, pages, read, root } from './markdown.ts'

const TYPED = new Set(['ts', 'tsx', 'js'])

/** Inside of a package that has what the blocks import. Nothing is written there. */
const folder = `${root}examples/readme/blocks/`

/** What a block leaves out since its reader knows it. */
const PRELUDES: readonly (readonly [RegExp, string])[] = [
  [
    /^fireEvent\./m,
    "import { act, fireEvent, render, screen, waitFor } from '@testing-library/react'\nimport { expect } from 'vitest'",
  ],
  [
    /^describeProvider\(/m,
    "import { myVendor as acmeSms } from 'my-vendor/index.ts'\nimport { createMyVendor as createAcmeSms } from 'my-vendor/__fixtures__/vendor.ts'",
  ],
]

/** Files that a page has its reader know, and does not show. */
const UNSHOWN: Readonly<Record<string, string>> = {
  'docs/guides/use-in-react.md/token.ts': 'export const token = async () => ""',
}

/** A block as a module, in a folder for its page; one that names its file in its first line is that file. */
function moduleOf({ page, line, language, code }: Block): readonly [string, string] {
  const [, file = `line-${line}.${language === 'js' ? 'ts' : language}`] = /^\/\/ ([\w.-]+\.tsx?)\b/.exec(code) ?? []
  const whole = /^\w+: /.test(code) ? `export default defineConfig({ providers: [],\n${code}})\n` : code
  const before = PRELUDES.flatMap(([use, prelude]) => (use.test(code) ? prelude : []))
  return [posix.join(folder, page, file), [...before, whole, 'export {}'].join('\n')]
}

/** The members that the text of a page names, such as `client.catalog.offers(query)`, as a module that looks at each. */
function namedIn(page: string): readonly [string, string] {
  const text = read(page).replaceAll(/^```[\s\S]*?^```/gm, '')
  const spans = Array.from(text.matchAll(/`([^`\n]+)`/g), ([, code = '']) => code).join('\n')
  const named = spans.match(/(?<![\w/.-])(?:client|activation|rental|emulator|ledger)(?:\.[a-z]\w*)+/g) ?? []
  return [posix.join(folder, page, 'named.ts'), [...new Set(named), 'export {}'].join('\n')]
}

/** The members that a table of hooks names, as a module that looks at each in what the hooks answer. */
function hooksIn(page: string): readonly [string, string] {
  const rows = Array.from(read(page).matchAll(/^\| (`use[^|]+) \| ([^|]+) \|$/gm))
  const lines = rows.flatMap(([, hooks = '', answers = '']) => {
    // What each of many numbers has, and what one of two hooks lacks, stands behind these words.
    const members = answers.split(/each with|without/)[0]?.match(/(?<=`)[a-z]\w*(?=`)/gi) ?? []
    const names = hooks.match(/(?<=`)use\w+/g) ?? []
    return names.flatMap(hook => members.map(member => `void (null! as ReturnType<typeof hooks.${hook}>).${member}`))
  })
  return [posix.join(folder, page, 'hooks.ts'), ["import * as hooks from '@onesms/react'", ...lines].join('\n')]
}

const options: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  allowImportingTsExtensions: true,
  resolveJsonModule: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  jsx: ts.JsxEmit.ReactJSX,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  customConditions: ['@onesms/source'],
  lib: ['es2023', 'es2024.string', 'esnext.disposable', 'dom', 'dom.iterable'].map(name => `lib.${name}.d.ts`),
  types: ['node'],
  typeRoots: [`${root}node_modules/@types`],
  paths: {
    '@opentelemetry/*': [`${realpathSync(`${root}packages/daemon/node_modules/@opentelemetry/sdk-trace-node`)}/../*`],
    'hero-sms': [`${root}examples/migrate-from-hero-sms/node_modules/hero-sms`],
    'my-vendor/*': [`${root}examples/custom-provider/src/*`],
    'onesms-provider-my-vendor': [`${root}examples/custom-provider/src/index.ts`],
    vite: [`${root}examples/react-app/node_modules/vite/dist/node/index.d.ts`],
  },
}

/** What the compiler has against files, which need not be on the disk. */
function complaintsOf(files: ReadonlyMap<string, string>): readonly string[] {
  const host = ts.createCompilerHost(options)
  const { getSourceFile, fileExists, directoryExists } = host
  const folders = new Set([...files.keys()].map(path => dirname(path)))
  host.getSourceFile = (path, target, ...more) => {
    const text = files.get(path)
    return text === undefined ? getSourceFile(path, target, ...more) : ts.createSourceFile(path, text, target, true)
  }
  host.fileExists = path => files.has(path) || fileExists(path)
  host.directoryExists = path => folders.has(path) || (directoryExists?.(path) ?? false)
  const program = ts.createProgram([...files.keys()], options, host)
  const sources = [...files.keys()].map(path => program.getSourceFile(path) ?? expect.fail(`not read: ${path}`))
  const found = sources.flatMap(source => [
    ...program.getSyntacticDiagnostics(source),
    ...program.getSemanticDiagnostics(source),
  ])
  return found.map(({ file, start, messageText }) => {
    const line = file?.text.slice(0, start).split('\n').length
    const message = ts.flattenDiagnosticMessageText(messageText, '\n')
    return `${file?.fileName.replace(folder, '')}, its line ${line}: ${message}`
  })
}

it('every block of TypeScript in a page, and every member it names, is right by its types; what is not is found out', {
  timeout: 60_000,
}, () => {
  const wrong = blocksOf('wrong.md', '```ts\nconst phone: number = activation.phone\n```\n')
  const blocks = [...pages().flatMap(page => blocksOf(page)), ...wrong]
  const shown = blocks.filter(({ language, isSnippet }) => TYPED.has(language) && !isSnippet)
  const files = new Map(shown.map(moduleOf))
  expect(files.size).toBe(shown.length)
  // The pages of the daemon name its events so.
  for (const page of pages()) if (!page.startsWith('docs/daemon/')) files.set(...namedIn(page))
  files.set(...hooksIn('docs/guides/use-in-react.md'))
  for (const [path, text] of Object.entries(UNSHOWN)) files.set(folder + path, text)
  files.set(`${folder}names.d.ts`, NAMES)
  expect(complaintsOf(files)).toEqual([
    "wrong.md/line-1.ts, its line 1: Type 'string' is not assignable to type 'number'.",
  ])
})
