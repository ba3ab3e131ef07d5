import { expect, it } from 'vitest'
import { client, plainLoop } from './compare.ts'

it('P01 the plain loop pays three times and knows of nothing', async () => {
  expect(await plainLoop()).toMatchObject({ bought: 3, known: 0 })
})

it('P01 the client pays once and knows what it bought', async () => {
  expect(await client()).toMatchObject({ bought: 1, known: 1 })
})
