import { randomBytes } from 'node:crypto'
import { expect, it } from 'vitest'
import { configSchema } from '../config/schema.ts'
import { weaknessOf } from '../http/auth/token.ts'
import { readText } from '../http/read-body.ts'
import { requestIdOf } from '../observability/request-id.ts'
import { page, rowsOf, spansIn } from './__fixtures__/pages.ts'

/** The figures of a sentence, of which each `#` in `pattern` is one. */
function figuresOf(text: string, pattern: string): readonly number[] {
  const [, ...figures] = new RegExp(pattern.replaceAll('#', '([\\d,]+)').replaceAll(' ', '\\s+')).exec(text) ?? []
  return figures.map(figure => Number(figure.replaceAll(',', '')))
}

it('what is kept, and for how long, is what the configuration has', () => {
  const defaults = configSchema.parse({}) as unknown as Readonly<Record<string, Readonly<Record<string, unknown>>>>
  const rows = rowsOf(page('retention').replaceAll(/^\| (?=\w)/gm, '| `'))
  const told = rows.flatMap(([, goes = '', setting = '']) =>
    spansIn(setting).map(path => [path, Number(/\d+/.exec(goes)?.[0])] as const),
  )
  expect(told.length).toBe(3)
  for (const [path, figure] of told) {
    const [section = '', key = ''] = path.split('.')
    expect([path, figure]).toEqual([path, defaults[section]?.[key]])
  }
})

it('a token of as many random bytes as are said is strong enough, and one of fewer is not', () => {
  const [bytes = 0] = figuresOf(page('access'), 'A token is # random bytes or more')
  expect(weaknessOf(randomBytes(bytes).toString('base64url'))).toBeNull()
  expect(weaknessOf(randomBytes(bytes - 1).toString('base64url'))).not.toBeNull()
})

it('a request id is as long as is said', () => {
  const [least = 0, most = 0] = figuresOf(page('operations'), 'where # to # letters, digits')
  const isTaken = (length: number) => {
    const id = 'aB3_.-'.repeat(30).slice(0, length)
    return requestIdOf(new Request('http://localhost', { headers: { 'x-request-id': id } })) === id
  }
  expect([least - 1, least, most, most + 1].map(isTaken)).toEqual([false, true, true, false])
})

it('a body is as large as is said', async () => {
  const [kB = 0] = figuresOf(page('http'), 'a body is JSON, of at most # kB')
  const read = (length: number) =>
    readText(new Request('http://localhost', { method: 'POST', body: 'x'.repeat(length) }))
  expect(await read(kB * 1_024)).toHaveLength(kB * 1_024)
  await expect(read(kB * 1_024 + 1)).rejects.toThrow()
})
