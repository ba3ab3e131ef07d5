import { expect, it } from 'vitest'
import { lazyMembers } from './lazy-members.ts'

const read = (text: string) => lazyMembers(new TextEncoder().encode(text), () => new Error('cut'))

it('reads the members of an object one by one, the last of a key given twice', async () => {
  const members = await read('{"a":[1],"b":{"c":2},"a":3}')
  expect([...members].map(([key, parse]) => [key, parse()])).toEqual([
    ['a', 3],
    ['b', { c: 2 }],
  ])
})

it('says its own error of a text that is cut, and of a value that is not JSON when it is parsed', async () => {
  await expect(read('{"a":1')).rejects.toThrow('cut')
  const members = await read('{"a":1,"b":nil}')
  expect(members.get('a')?.()).toBe(1)
  expect(members.get('b')).toThrow('cut')
})
