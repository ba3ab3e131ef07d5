import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DocstringError, readApi } from './api.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onesms-docstrings-'))
  const settings = {
    compilerOptions: { module: 'nodenext', target: 'es2022', lib: ['es5'], types: [] },
    include: ['*.ts'],
  }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(settings))
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: '@onesms/sdk', type: 'module' }))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Reads a package with these files, of which `index` and `other` are what can be imported. */
async function read(index: string, other = 'export {}\n') {
  await writeFile(join(folder, 'index.ts'), index)
  await writeFile(join(folder, 'other.ts'), other)
  const entries = ['index', 'other'].map(name => ({ name: `@onesms/sdk/${name}`, source: join(folder, `${name}.ts`) }))
  return readApi(entries, { tsconfig: join(folder, 'tsconfig.json') })
}

describe('docs:check', () => {
  it('lets pass what is told, and links to any export by its bare name', async () => {
    const { project } = await read(
      '/** Adds to {@link Sum}. */\nexport const add = 1\n',
      '/** A sum. See {@link add}. */\nexport type Sum = number\n',
    )
    expect(project.children?.map(({ name }) => name)).toEqual(['@onesms/sdk/index', '@onesms/sdk/other'])
  })

  it('finds each export without a docstring, and each link of one that leads to nothing, also of a member', async () => {
    const found = await read(
      [
        'export const constant = 1',
        'export function called() {}',
        'export class Made {}',
        'export interface Shape {}',
        'export type Alias = 1',
        '/** As {@link gone}. */\nexport const told = 1',
        '/** Told. */\nexport interface Told {\n  /** As {@link Lost}. */\n  a: 1\n}',
      ].join('\n'),
    ).catch((error: unknown) => error)
    expect(found).toBeInstanceOf(DocstringError)
    const bare = (name: string) =>
      `@onesms/sdk/index.${name}, defined in @onesms/sdk/index.ts, does not have any documentation`
    const lost = (link: string, at: string) =>
      `Failed to resolve link to "${link}" in comment for @onesms/sdk/index.${at}`
    expect((found as DocstringError).message.split('\n').sort()).toEqual(
      [
        bare('Alias (TypeAlias)'),
        bare('Made (Class)'),
        bare('Shape (Interface)'),
        bare('called (CallSignature)'),
        bare('constant (Variable)'),
        lost('Lost', 'Told.a'),
        lost('gone', 'told'),
      ].sort(),
    )
  })
})
