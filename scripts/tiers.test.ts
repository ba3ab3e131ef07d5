import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const packages = fileURLToPath(new URL('../packages', import.meta.url))

function testFiles(): string[] {
  return readdirSync(packages).flatMap(name => {
    const folder = join(packages, name, 'src')
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter(file => file.endsWith('.test.ts'))
      .map(file => join(folder, file))
  })
}

it('the tests that scale are those in *.scaled.test.ts: the full tier takes no others, and none for nothing', () => {
  const misnamed = testFiles().filter(
    file => readFileSync(file, 'utf8').includes('ONESMS_TEST_TIER') !== file.endsWith('.scaled.test.ts'),
  )
  expect(misnamed).toEqual([])
})
