import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { count, decimal, instant, listOf, made, orNull, parse } from './schema.ts'

const sms = made({ text: orNull(z.string()), received_at: instant }, ({ text, received_at: at }) => ({ text, at }))
const list = z.object({ data: listOf(sms) })

describe('what a daemon answers', () => {
  it('is what its schema makes of it', () => {
    const json = { data: [{ received_at: '2026-05-01T12:00:00.250+02:00', of: 'tomorrow' }] }
    expect(parse(json, list, 'a list')).toEqual({ data: [{ text: null, at: new Date('2026-05-01T10:00:00.250Z') }] })
  })

  it.each([
    [{ data: [{ text: null, received_at: 'a secret' }] }, 'data[0].received_at'],
    [{ data: [{ text: 17, received_at: '2026-05-01T12:00:00Z' }] }, 'data[0].text'],
    [{ data: [{ received_at: '2026-05-01T12:00:00Z' }, null] }, 'data[1]'],
    [{ data: 'a secret' }, 'data'],
    [{}, 'data'],
    ['a secret', 'shape'],
    [undefined, 'shape'],
  ])('T01 %j is an error that names the member, and not what it says', (json, member) => {
    expect(() => parse(json, list, 'a list')).toThrow(
      expect.objectContaining({
        code: 'unexpected_response',
        reason: 'shape',
        message: `the daemon answered a list with a ${member} that cannot be`,
      }),
    )
  })

  it('C10 a list of millions that cannot be is given up at the first', () => {
    let read = 0
    const counted = z.pipe(
      z.string(),
      z.transform(() => {
        read += 1
      }),
    )
    const json = { data: Array.from({ length: 1_000_000 }, () => ({ text: '', received_at: 'never' })) }
    const schema = z.object({ data: listOf(z.object({ text: counted, received_at: instant })) })
    expect(() => parse(json, schema, 'a list')).toThrow('with a data[0].received_at that cannot be')
    expect(read).toBe(1)
  })

  it.each([
    [count, [0, 7, 2 ** 53 - 1], [-1, 0.5, 2 ** 53, '7', Number.NaN, null]],
    [decimal, ['0', '0.10', '123456789012.000000000000000001'], ['', '-1', '1e3', '.5', '1.', ' 1', 1, null]],
    [instant, ['2026-05-01T12:00:00Z'], ['2026-02-30T12:00:00Z', '2026-05-01', '2026-05-01T12:00:00', 0, 'now', null]],
  ])('holds numbers, amounts and instants to their form', (schema, sound, unsound) => {
    for (const value of sound) expect(() => parse(value, schema as never, 'it')).not.toThrow()
    for (const value of unsound) expect(() => parse(value, schema as never, 'it')).toThrow('cannot be')
  })
})

it('reads without making code of text, which the policy of a strict page forbids', async () => {
  const { Function: real } = globalThis
  const made: unknown[] = []
  globalThis.Function = new Proxy(real, {
    construct: (...call) => {
      made.push(call[1])
      return Reflect.construct(...call)
    },
  })
  try {
    parse({ data: [{ received_at: '2026-05-01T12:00:00Z' }] }, list, 'a list')
  } finally {
    globalThis.Function = real
  }
  expect(made).toEqual([])
})
