import { readFileSync } from 'node:fs'
import * as sdk from '@onesms/sdk'
import { describe, expect, it } from 'vitest'
import { filesIn, read, root } from './markdown.ts'

const readme = read('packages/sdk/README.md')
const { exports: entries } = JSON.parse(readFileSync(`${root}packages/sdk/package.json`, 'utf8'))

/** Classes of errors as they stand in the source: their code, whether a read is tried again, their text. */
const classes = new Map(
  filesIn('packages/sdk/src', '.ts')
    .filter(path => !path.endsWith('.test.ts'))
    .flatMap(path => read(path).split(/^export (?=class )/m))
    .flatMap(text => {
      const [, name] = /^class (\w+)[^{]* extends OneSmsError/.exec(text) ?? []
      const [, code] = /readonly code = '(\w+)'/.exec(text) ?? []
      return name ? [[name, { text, code, isFinal: text.includes('readonly retryable = false') }] as const] : []
    }),
)

describe('packages/sdk/README.md', () => {
  it('lists every error that is exported, with its code and its members', () => {
    const exported = Object.entries(sdk).filter(
      ([, value]) => Object.create(value?.prototype ?? null) instanceof sdk.OneSmsError,
    )
    const names = exported.map(([name]) => name).filter(name => name !== 'OneSmsError')
    const listed = Array.from(readme.matchAll(/^\| `(\w+Error)`/gm), ([, name]) => name)
    expect(listed.toSorted()).toEqual(names.toSorted())
    for (const [, name = '', members = '', code] of readme.matchAll(
      /^\| `(\w+Error)`(?: \((.*?)\))? \| `(\w+)` \|/gm,
    )) {
      const { text = '', code: actual } = classes.get(name) ?? {}
      expect([name, code]).toEqual([name, actual])
      for (const [, member] of members.matchAll(/`(\w+)/g)) expect(text, name).toMatch(new RegExp(`\\b${member}\\b`))
    }
  })

  it('says of which a read is tried again', () => {
    const [table = ''] = /A read is retried by itself \|\n(?:\|.*\n)+/.exec(readme) ?? []
    const stated = Array.from(table.matchAll(/^\| `(\w+)`.* \| (.+) \|$/gm), ([, name, word]) => [name, word === 'no'])
    expect(stated.length).toBeGreaterThan(5)
    expect(stated).toEqual(stated.map(([name]) => [name, classes.get(String(name))?.isFinal]))
  })

  it('lists every entry there is', () => {
    const listed = Array.from(readme.matchAll(/^\| `@onesms\/sdk(\S*)` \|/gm), ([, path]) => `.${path}`)
    const isListed = (entry: string) =>
      listed.includes(entry) || (entry.startsWith('./providers/') && listed.includes('./providers/*'))
    expect(Object.keys(entries).filter(entry => entry !== './package.json' && !isListed(entry))).toEqual([])
    expect(listed.filter(entry => !entry.endsWith('*') && !(entry in entries))).toEqual([])
  })
})
