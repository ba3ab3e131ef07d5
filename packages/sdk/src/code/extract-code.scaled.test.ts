import { expect, it } from 'vitest'
import { hostileTexts } from './__fixtures__/hostile-texts.ts'
import { extractCode } from './extract-code.ts'

const TEXTS = process.env['ONESMS_TEST_TIER'] === 'full' ? 1_000_000 : 100_000

it(`T23 reads ${TEXTS} hostile texts to the end, and gives nothing but a code`, { timeout: 300_000 }, () => {
  const answers = new Set<string>()
  for (const text of hostileTexts(TEXTS)) answers.add(extractCode(text) ?? '')
  answers.delete('')
  expect(answers.size).toBeGreaterThan(1000)
  expect([...answers].filter(answer => !/^[0-9A-Za-z-]{4,18}$/.test(answer))).toEqual([])
})
