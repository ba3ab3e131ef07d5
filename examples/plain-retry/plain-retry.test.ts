import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { client, plainLoop } from './compare.ts'

it('P01 the plain loop pays three times and knows of nothing', async () => {
  expect(await plainLoop()).toMatchObject({ bought: 3, known: 0 })
})

it('P01 the client pays once and knows what it bought', async () => {
  expect(await client()).toMatchObject({ bought: 1, known: 1 })
})

it.each(['README.md', 'docs/comparison.md'])('%s says so', page => {
  const text = readFileSync(new URL(`../../${page}`, import.meta.url), 'utf8')
  expect(text).toMatch(
    /plain loop of three attempts \| 3 \| 0 \|\n\| this client, `accountMode: 'exclusive'` \| 1 \| 1 \|/,
  )
})
