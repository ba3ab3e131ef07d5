import { describe, expect, it } from 'vitest'
import { countSteps } from './__fixtures__/count-steps.ts'
import { extractCode } from './extract-code.ts'

const SIGNS_READ = 2048
const STEPS_PER_SIGN = 64
const SLACK = 2000 // what a text costs however short it is

describe('the steps of reading a text', () => {
  it('are counted: a loop in a loop shows', () => {
    const square = (size: number) => {
      let sum = 0
      for (let row = 0; row < size; row += 1) for (let column = 0; column < size; column += 1) sum += 1
      return sum
    }
    const steps = [10, 20].map(size => countSteps('/code/linear.test', () => square(size)))
    expect((steps[1] ?? 0) - (steps[0] ?? 0)).toBeGreaterThanOrEqual(20 * 20 - 10 * 10)
  })

  it.each([
    ['digits', '1'],
    ['spaced digits', '1 '],
    ['dashed digits', '1-'],
    ['bracketed digits', '1 ('],
    ['codes', '1234, '],
    ['letters', 'a'],
    ['words', 'a '],
    ['beginnings of words', 'verificatio'],
    ['the word', 'code '],
    ['the word, uncut', 'code'],
    ['the word and codes', 'code 1234 '],
    ['what joins, and codes', 'is 1234 or '],
    ['what asks to type, and codes', 'use 1234 '],
    ['labels and codes', 'order 1234 '],
    ['letters and digits', 'A1'],
    ['dashed letters and digits', 'A1-'],
    ['letters of two scripts and digits', '가a1'],
    ['dots', '.'],
    ['addresses', 'a.b/ '],
    ['one address', 'a.b/'],
    ['bound codes', '@a.b #1-'],
    ['spaces', ' a    '],
    ['Korean, which grows when taken apart', '인증번호 '],
    ['one sign that stands for eighteen', '\ufdfa'],
  ])('T23 double where the text does, and end where reading does: %s', (_, unit) => {
    const stepsOf = (length: number) => {
      const text = `1 ${unit.repeat(length / unit.length + 1).slice(0, length - 2)}` // a text without any digit is not read
      return countSteps('/src/code/', () => extractCode(text))
    }
    stepsOf(SIGNS_READ) // what is learned of signs at their first sight
    const [half, whole, beyond] = [stepsOf(SIGNS_READ / 2), stepsOf(SIGNS_READ), stepsOf(50_000)]
    expect(whole).toBeLessThanOrEqual(half * 2 + SLACK)
    expect(whole).toBeLessThanOrEqual(SIGNS_READ * STEPS_PER_SIGN)
    expect(beyond).toBeLessThanOrEqual(whole + SLACK)
  })
})
