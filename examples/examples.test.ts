import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

const here = (path: string) => new URL(path, import.meta.url)

it('the table names every example, and every command of it something that is there', () => {
  const table = readFileSync(here('README.md'), 'utf8').match(/^\| \[.*/gm) ?? []
  const rows = table.map(line => /^\| \[([\w-]+)\]\(([\w-]+)\) \| .+ \| (.+) \|$/.exec(line) ?? expect.fail(line))
  const folders = readdirSync(here('.'), { withFileTypes: true }).filter(entry => entry.isDirectory())
  expect(rows.map(([, name]) => name).sort()).toEqual(folders.map(({ name }) => name).sort())
  for (const [, name, link, command = ''] of rows) {
    expect(link).toBe(name)
    const [, file] = /^`tsx examples\/(\S+)`$/.exec(command) ?? []
    const [, filter] = /^`vitest run --project examples (\S+)`$/.exec(command) ?? []
    if (file) expect(existsSync(here(file)), command).toBe(true)
    else if (filter) expect(filter).toBe(name)
    else if (command !== '`demo`') {
      // What does not run by one command is told in a page of its own.
      expect(command).toMatch(/^needs \w.*: see its README$/)
      expect(existsSync(here(`${name}/README.md`)), `${name}/README.md`).toBe(true)
    }
  }
})
