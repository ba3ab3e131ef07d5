import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'

/** Where a script keeps its purchases that is told nothing else. */
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onesms-script-test-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** Runs a file as `pnpm tsx` does, and answers how it ended. */
function run(file: string): Promise<{ readonly code: unknown; readonly stdout: string; readonly stderr: string }> {
  const { PATH, TMPDIR } = process.env
  const env = { PATH, TMPDIR, PURCHASES: join(folder, 'purchases.jsonl') }
  const options = { cwd: fileURLToPath(new URL('../..', import.meta.url)), env, timeout: 30_000 }
  const path = fileURLToPath(new URL(file, import.meta.url))
  return new Promise(resolve => {
    execFile(
      process.execPath,
      ['--conditions=@onesms/source', '--import', 'tsx', path],
      options,
      (error, stdout, stderr) => resolve({ code: error ? error.code : 0, stdout, stderr }),
    )
  })
}

it.concurrent('buys a number, prints its code and finishes, as the books of the provider have it', {
  timeout: 40_000,
}, async () => {
  const { code, stdout, stderr } = await run('./index.ts')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const [, printed] = /^phone \+447\d{9}\ncode (\d{4,8})\ncompleted\n/.exec(stdout) ?? []
  expect(stdout).toContain(`the provider's books: completed, charged 0.1800, code ${printed}\n`)
})

it.concurrent('names the variable of the key where there is none, before it asks anybody', {
  timeout: 40_000,
}, async () => {
  const { code, stdout, stderr } = await run('./script.ts')
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toContain('HERO_SMS_API_KEY')
})
