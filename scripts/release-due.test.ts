import { describe, expect, it } from 'vitest'
import { due } from './release-due.ts'
import { newest } from './release-tags.ts'

describe('a version is due', () => {
  it('from the merge that raises it until its tag, which is the last step of a release', () => {
    expect(due(['0.2.0', '0.2.0', '0.1.3'], ['v0.1.3', 'v0.1.2'])).toBe('0.2.0')
    expect(due(['0.2.0', '0.2.0', '0.1.3'], ['v0.1.3', 'v0.2.0'])).toBeUndefined()
  })

  it('never before the first one', () => {
    expect(due(['0.0.0', '0.0.0'], [])).toBeUndefined()
  })
})

it('versions are compared as numbers', () => {
  expect(newest(['0.9.1', '0.10.0', '0.9.12'])).toBe('0.10.0')
  expect(newest(['0.1.0', '0.1.0'])).toBe('0.1.0')
  expect(newest([])).toBe('0.0.0')
})
