import { execFile } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'

interface Step {
  readonly uses?: string
  readonly run?: string
  readonly env?: Readonly<Record<string, string>>
}

const BIN = fileURLToPath(new URL('../../packages/daemon/src/cli/bin.ts', import.meta.url))
const CLI = [process.execPath, '--conditions=@onesms/source', '--import', import.meta.resolve('tsx'), BIN]

const secret = (name: string) => `$\{{ secrets.${name} }}`

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'onesms-actions-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** Runs the step as a runner does, with another `npx`. */
async function runStep(step: Step, npx: string) {
  const bin = await mkdtemp(join(folder, 'bin-'))
  await writeFile(join(bin, 'npx'), `#!/bin/sh\n${npx}\n`)
  await chmod(join(bin, 'npx'), 0o755)
  const env = { PATH: `${bin}${delimiter}${process.env['PATH']}`, XDG_DATA_HOME: folder }
  const bash = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run ?? 'exit 1']
  return new Promise<{ readonly code: unknown; readonly stdout: string; readonly stderr: string }>(resolve => {
    execFile('bash', bash, { env, cwd: folder }, (error, stdout, stderr) =>
      resolve({ code: error ? error.code : 0, stdout, stderr }),
    )
  })
}

describe.each(['services', 'countries'])('the workflow that syncs %s', job => {
  const read = async () => {
    const workflow = parse(await readFile(new URL(`sync-${job}.yml`, import.meta.url), 'utf8'))
    const steps: readonly Step[] = workflow.jobs.sync.steps
    return { workflow, steps, last: steps.at(-1) ?? expect.fail('no step') }
  }

  it('runs on a schedule, one at a time, for so long and with no more rights than to read', async () => {
    const { workflow } = await read()
    const [minutes, ...rest] = workflow.on.schedule[0].cron.split(' ')
    expect(minutes).toMatch(/^\d+(-59\/\d+)?$/)
    expect(rest).toEqual(['*', '*', '*', '*'])
    expect(workflow.concurrency).toEqual({ group: `onesms-sync-${job}`, 'cancel-in-progress': false })
    expect(workflow.permissions).toEqual({ contents: 'read' })
    expect(workflow.jobs.sync['timeout-minutes']).toBe(10)
  })

  it('pins every action to a whole hash, and says its version', async () => {
    const text = await readFile(new URL(`sync-${job}.yml`, import.meta.url), 'utf8')
    const uses = text.match(/uses: .*/g) ?? []
    expect(uses.length).toBe(2)
    for (const line of uses) expect(line).toMatch(/^uses: actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
  })

  it('has secrets in the environment of the one step that needs them, and in no command', async () => {
    const { steps, last } = await read()
    expect(last.env).toEqual({
      DATABASE_URL: secret('DATABASE_URL'),
      HERO_SMS_API_KEY: secret('HERO_SMS_API_KEY'),
    })
    expect(steps.slice(0, -1).every(({ env }) => env === undefined)).toBe(true)
    expect(steps.some(({ run }) => run?.includes('${{'))).toBe(false)
  })

  it('runs a command that the command line knows', { timeout: 30_000 }, async () => {
    const { last } = await read()
    const { code, stdout, stderr } = await runStep(
      last,
      `test "$1 $2" = "--no-install onesms" || exit 99\nshift 2\nexec ${CLI.map(word => `'${word}'`).join(' ')} "$@"`,
    )
    // Without a key there is nothing to do: it has understood the command, and got as far as its configuration.
    expect(stderr).toContain('providers: none is configured')
    expect(code).toBe(2)
    expect(stdout).toBe('::error::wrong configuration; nothing was done\n')
  })

  it.each([
    [0, ''],
    [1, '::error::the provider or the database failed'],
    [78, '::error::the schema is newer'],
  ])('ends with the exit code %i of the command', async (code, said) => {
    const { last } = await read()
    const ended = await runStep(last, `exit ${code}`)
    expect(ended.code).toBe(code)
    expect(ended.stdout.startsWith(said)).toBe(true)
    if (code === 0) expect(ended.stdout).toBe('')
  })
})
