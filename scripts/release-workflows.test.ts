import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

interface Step {
  readonly uses?: string
  readonly run?: string
  readonly with?: Readonly<Record<string, unknown>>
}
interface Job {
  readonly permissions?: Readonly<Record<string, string>>
  readonly environment?: string
  readonly 'timeout-minutes'?: number
  readonly 'runs-on': string
  readonly steps: readonly Step[]
  readonly needs?: string | readonly string[]
  readonly if?: string
}
interface Workflow {
  readonly on: Readonly<Record<string, unknown>>
  readonly permissions: Readonly<Record<string, string>>
  readonly jobs: Readonly<Record<string, Job>>
}

const folder = fileURLToPath(new URL('../.github/workflows/', import.meta.url))
const texts = new Map(readdirSync(folder).map(name => [name, readFileSync(`${folder}${name}`, 'utf8')]))
const workflows = new Map([...texts].map(([name, text]): [string, Workflow] => [name, parse(text)]))
const named = (name: string): Workflow => {
  const workflow = workflows.get(name)
  if (!workflow) throw new Error(`no workflow ${name}`)
  return workflow
}
const stepsOf = ({ jobs }: Workflow) => Object.values(jobs).flatMap(({ steps }) => steps)

it('there are three, and none runs foreign code with the rights of the repository', () => {
  expect([...texts.keys()].sort()).toEqual(['audit.yml', 'ci.yml', 'release.yml'])
  const events = [...workflows.values()].flatMap(({ on }) => Object.keys(on))
  expect(new Set(events)).toEqual(new Set(['push', 'pull_request', 'schedule']))
})

describe.each([...workflows])('T29 %s', (name, workflow) => {
  it('pins every action to a commit, with the version that it is beside it', () => {
    const lines = (texts.get(name) ?? '').split('\n').filter(line => /\buses:/.test(line))
    expect(lines.length).toBe(stepsOf(workflow).filter(({ uses }) => uses).length)
    for (const line of lines) expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
  })

  it('has no rights but those that a job names, and no job without an end', () => {
    expect(workflow.permissions).toEqual({})
    for (const job of Object.values(workflow.jobs)) {
      expect(job.permissions).toBeDefined()
      expect(job['timeout-minutes']).toBeGreaterThan(0)
      expect(job['runs-on']).toMatch(/-\d\d\.\d\d$/)
    }
  })

  it('leaves no credentials on the disk, and lets no text of others into a shell', () => {
    for (const { uses, run, with: options } of stepsOf(workflow)) {
      if (uses?.startsWith('actions/checkout@')) expect(options?.['persist-credentials']).toBe(false)
      if (run) expect(run).not.toContain('${{')
    }
    expect(texts.get(name)).not.toMatch(/secrets\./)
  })
})

it('every action has one version in all workflows', () => {
  const pins = [...texts.values()].flatMap(text => text.match(/uses: \S+ # v[\d.]+/g) ?? [])
  const actions = new Set(pins.map(pin => pin.replace(/@.*/, '')))
  expect(new Set(pins).size).toBe(actions.size)
})

describe('CI', () => {
  it('runs what a contributor runs, on every version of Node that is supported', () => {
    const { steps, strategy } = named('ci.yml').jobs['run'] as Job & {
      readonly strategy: { readonly matrix: { readonly node: readonly string[] } }
    }
    expect(steps.at(-1)?.run).toBe('bash .ci/run')
    const { engines } = JSON.parse(readFileSync(fileURLToPath(new URL('../package.json', import.meta.url)), 'utf8'))
    expect(strategy.matrix.node).toEqual([engines.node.replace('>=', ''), '22', '24'])
  })

  it('only reads', () => {
    for (const name of ['ci.yml', 'audit.yml']) {
      for (const { permissions = {} } of Object.values(named(name).jobs)) {
        expect(Object.entries(permissions).filter(([, right]) => right !== 'read')).toEqual([])
      }
    }
  })
})

describe('T29 the release', () => {
  const release = named('release.yml')
  const job = (name: string): Job => {
    const found = release.jobs[name]
    if (!found) throw new Error(`no job ${name}`)
    return found
  }

  it('uses no cache, which others could have filled', () => {
    expect(Object.keys(release.on)).toEqual(['push'])
    const off: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
      'actions/setup-node': { 'package-manager-cache': false },
      'docker/setup-buildx-action': { 'cache-binary': false },
      'docker/build-push-action': { 'no-cache': true },
    }
    for (const { uses = '', with: options = {} } of stepsOf(release)) {
      const action = uses.replace(/@.*/, '')
      expect(action).not.toMatch(/cache/)
      expect(options).toMatchObject(off[action] ?? {})
      const caches = Object.entries(options).filter(([option, value]) => /^cache/.test(option) && value !== false)
      expect(caches).toEqual([])
    }
  })

  it('publishes by an identity alone, from the environment that asks somebody, and runs no script beside it', () => {
    const { permissions, environment, steps, needs } = job('npm')
    expect({ permissions, environment, needs }).toEqual({
      permissions: { 'id-token': 'write' },
      environment: 'release',
      needs: 'pack',
    })
    expect(steps.map(({ uses = '' }) => uses.replace(/@.*/, ''))).toEqual([
      'actions/setup-node',
      'actions/download-artifact',
      '',
    ])
    expect(steps.at(-1)?.run).toMatch(/npm publish .*--provenance .*--ignore-scripts/)
    const identities = Object.entries(release.jobs).filter(([, { permissions: rights }]) => rights?.['id-token'])
    expect(identities.map(([name, { environment: place }]) => [name, place])).toEqual([
      ['npm', 'release'],
      ['image', 'release'],
    ])
  })

  it('publishes what has passed everything, and only when no changeset waits', () => {
    const runs = job('pack').steps.flatMap(({ run = [] }) => run)
    expect(runs).toEqual([
      'bash .ci/run',
      'npx -y pnpm@12.21.0 release:pack artifacts/release',
      'npx -y pnpm@12.21.0 release:sbom artifacts/release',
    ])
    const ci = readFileSync(fileURLToPath(new URL('../.ci/run', import.meta.url)), 'utf8')
    expect(ci).toMatch(/^pnpm build\npnpm check:packages\npnpm test:packed$/m)
    expect(job('pack').permissions).toEqual({ contents: 'read' })
    expect(job('pack').needs).toEqual(['version', 'due'])
    expect(job('pack').if).toBe("needs.version.outputs.has-changesets == 'false' && needs.due.outputs.version != ''")
  })

  it('builds nothing on a push that releases nothing: that asks the manifests and the tags, of which it has all', () => {
    const { steps, permissions } = job('due')
    expect(permissions).toEqual({ contents: 'read' })
    expect(steps[0]?.with).toMatchObject({ 'fetch-depth': 0 })
    expect(steps.flatMap(({ run = [] }) => run)).toEqual(['node scripts/release-due.ts'])
    const whole = Object.values(release.jobs).filter(({ steps: all }) =>
      all.some(({ run }) => run?.includes('.ci/run')),
    )
    expect(whole).toEqual([job('pack')])
  })

  it('goes on where it broke off: nothing follows a failure, and the tag comes after everything', () => {
    const goesOn = '!failure() && !cancelled()'
    expect(job('npm').if).toBe("needs.pack.outputs.pending != ''")
    expect(job('image').needs).toEqual(['due', 'pack', 'npm'])
    expect(job('image').if).toBe(`\${{ ${goesOn} && needs.pack.outputs.image == 'true' }}`)
    expect(job('notes').needs).toEqual(['due', 'pack', 'npm', 'image'])
    expect(job('notes').if).toBe(`\${{ ${goesOn} && needs.pack.result == 'success' }}`)
    expect(job('notes').permissions).toEqual({ contents: 'write' })
    const last = job('notes').steps.at(-1) as Step & { readonly env: Readonly<Record<string, string>> }
    expect(last.run).toMatch(/^gh release create "v\$VERSION" .*--target "\$GITHUB_SHA"/)
    expect(last.env['VERSION']).toBe(`\${{ needs.due.outputs.version }}`)
    const writes = Object.entries(release.jobs).filter(
      ([, { permissions: rights }]) => rights?.['contents'] === 'write',
    )
    expect(writes.map(([name]) => name)).toEqual(['version', 'notes'])
  })

  it('builds one image for two architectures on a base by its digest, with provenance and a bill of materials', () => {
    const build = job('image').steps.find(({ uses }) => uses?.startsWith('docker/build-push-action@'))
    expect(build?.with).toMatchObject({
      platforms: 'linux/amd64,linux/arm64',
      'build-args': expect.stringMatching(/^NODE_IMAGE=\$\{\{ steps\.base\.outputs\.image \}\}$/),
      provenance: 'mode=max',
      sbom: true,
    })
    const dockerfile = readFileSync(fileURLToPath(new URL('../packages/daemon/Dockerfile', import.meta.url)), 'utf8')
    const base = /^ARG NODE_IMAGE=(\S+)$/m.exec(dockerfile)?.[1]
    expect(base).not.toMatch(/alpine/)
    expect(job('image').steps.find(({ run }) => run)?.run).toContain(`image=${base}\n`)
    expect(dockerfile).toMatch(/^FROM --platform=\$BUILDPLATFORM /m)
  })
})

describe('the audit of what is published', () => {
  const { if: when, steps } = named('audit.yml').jobs['published'] as Job

  it('knows what was released by the tags, all of which it has', () => {
    expect(when).toBe("github.event_name == 'schedule'")
    expect(steps[0]?.with).toMatchObject({ 'fetch-depth': 0 })
    expect(steps.at(-2)).toMatchObject({ id: 'published', run: 'node scripts/audit-published.ts artifacts/published' })
  })

  it('leaves out nothing once there was a release', () => {
    expect(steps.slice(0, -1).filter(step => 'if' in step || 'continue-on-error' in step)).toEqual([])
    expect(steps.at(-1)).toEqual({
      if: "steps.published.outputs.begun == 'true'",
      'working-directory': 'artifacts/published',
      run: 'npm install --ignore-scripts && npm audit signatures',
    })
  })
})

it('no file of a workflow and no script of a release names a registry: npm asks its own', () => {
  const scripts = fileURLToPath(new URL('.', import.meta.url))
  const own = readdirSync(scripts).filter(name => /^(?:release|audit|packed)-.*(?<!\.test)\.ts$/.test(name))
  const all = [...texts.values(), ...own.map(name => readFileSync(`${scripts}${name}`, 'utf8'))]
  expect(all.length).toBeGreaterThan(8)
  for (const text of all) expect(text).not.toMatch(/npmjs|registry-url|--registry/)
})

it('what a workflow runs by node alone imports nothing that has to be installed', () => {
  const scripts = [...texts.values()].flatMap(text =>
    [...text.matchAll(/run: node (scripts\/\S+)/g)].map(([, path]) => path),
  )
  expect(scripts.sort()).toEqual(['scripts/audit-published.ts', 'scripts/release-due.ts'])
  for (const path of ['scripts/release-tags.ts', ...scripts]) {
    const text = readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), 'utf8')
    const imported = [...text.matchAll(/ from '([^']+)'/g)].map(([, name]) => name)
    expect(imported.filter(name => !name?.startsWith('node:') && name !== './release-tags.ts')).toEqual([])
  }
})

it('the forms of issues can be read, and each field that must be filled in can be', () => {
  const forms = fileURLToPath(new URL('../.github/ISSUE_TEMPLATE/', import.meta.url))
  const names = readdirSync(forms).filter(name => name !== 'config.yml')
  expect(names.sort()).toEqual(['bug.yml', 'idea.yml', 'provider.yml'])
  for (const name of names) {
    const form = parse(readFileSync(`${forms}${name}`, 'utf8'))
    expect(form).toMatchObject({ name: expect.any(String), description: expect.any(String), body: expect.any(Array) })
    const fields = form.body.filter(({ type }: { readonly type: string }) => type !== 'markdown')
    const ids = fields.map(({ id }: { readonly id: string }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { type, attributes } of fields) {
      expect(attributes.label).toEqual(expect.any(String))
      if (type === 'dropdown')
        expect(attributes.options.every((option: unknown) => typeof option === 'string')).toBe(true)
      else expect(['input', 'textarea', 'checkboxes']).toContain(type)
    }
  }
})
