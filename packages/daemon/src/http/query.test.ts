import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { whatIsWrong } from './query.ts'

const schema = z.strictObject({
  service: z.string(),
  hours: z.int().optional(),
  limit: z.number().max(10, 'must be 10 at most').optional(),
})

describe('what is wrong with a value', () => {
  it.each([
    ['nothing is given', {}, 'must be given'],
    ['it is of another type', { service: {} }, 'must be a string'],
    ['its type begins with a vowel', { service: 'x', hours: 1.5 }, 'must be an int'],
    ['it is no object', [], 'must be an object'],
    ['the schema has words for it', { service: 'x', limit: 11 }, 'must be 10 at most'],
  ])('continues the name of the parameter where %s', (_, value, told) => {
    expect(whatIsWrong(schema.safeParse(value).error?.issues[0])).toBe(told)
  })
})
