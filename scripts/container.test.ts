import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { describe, expect, it } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'

const fileOf = (path: string) => new URL(`../${path}`, import.meta.url)
const read = (path: string) => readFileSync(fileOf(path), 'utf8')

describe('T31 the image', () => {
  const stages = read('packages/daemon/Dockerfile')
    .replaceAll('\\\n', ' ')
    .split(/^FROM /m)
  const last = stages.at(-1) ?? ''

  it('runs as a user by number, not root, and starts without a shell', () => {
    expect(last).toMatch(/^USER 1000:1000$/m)
    expect(last).toMatch(/^ENTRYPOINT \["node", .*"\/app\/dist\/cli\/bin\.js"\]$/m)
    expect(last).toMatch(/^HEALTHCHECK .*CMD \["node", "\/app\/healthcheck\.mjs"\]$/m)
    expect(last).not.toMatch(/^RUN /m)
  })

  it('holds nothing but what was built', () => {
    const copied = [...last.matchAll(/^COPY (--from=build )?(\S+)/gm)].map(([, from, path]) => `${from ?? ''}${path}`)
    expect(copied).toEqual([
      '--from=build /app/package.json',
      '--from=build /app/dist',
      '--from=build /app/node_modules',
      'packages/daemon/docker/healthcheck.mjs',
    ])
    expect(existsSync(fileOf('packages/daemon/docker/healthcheck.mjs'))).toBe(true)
  })

  it('T30 is built without what may hold a key', () => {
    expect(read('packages/daemon/Dockerfile.dockerignore').split('\n')).toEqual(
      expect.arrayContaining(['**/.env*', '**/onesms.config.*', '.git', '**/node_modules']),
    )
  })
})

describe('T31 files for compose and Kubernetes', () => {
  interface Service {
    readonly read_only?: boolean
    readonly cap_drop?: readonly string[]
    readonly security_opt?: readonly string[]
    readonly ports?: readonly string[]
  }

  it('start every daemon locked down, and show it to this machine alone', () => {
    const { services } = parse(read('examples/daemon-compose/compose.yaml'), { merge: true }) as {
      services: Record<string, Service>
    }
    const { postgres, ...daemons } = services
    expect(Object.keys(daemons)).toEqual(['migrate', 'onesms', 'onesms-2'])
    for (const daemon of Object.values(daemons)) {
      expect(daemon).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] })
      for (const port of daemon.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/)
    }
    expect(postgres?.ports).toBeUndefined()
  })

  it('name no secret, and say where each comes from', () => {
    const example = read('examples/daemon-compose/env.example')
    expect(example.match(/^[A-Z_]+=.+$/gm)).toBeNull()
    for (const [, name = ''] of read('examples/daemon-compose/compose.yaml').matchAll(/\$\{([A-Z_]+):\?/g)) {
      expect(example).toContain(`${name}=`)
    }
  })

  it('let Kubernetes tell a dead process from a dead database', () => {
    const [deployment] = parseAllDocuments(read('examples/kubernetes/onesms.yaml')).map(document => document.toJS({}))
    const { initContainers, containers, securityContext, terminationGracePeriodSeconds } = deployment.spec.template.spec
    expect(securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 1000 })
    expect(terminationGracePeriodSeconds).toBeGreaterThan(10)
    for (const container of [...initContainers, ...containers]) {
      expect(container.securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      })
    }
    const [{ livenessProbe, readinessProbe }] = containers
    expect([livenessProbe.httpGet.path, readinessProbe.httpGet.path]).toEqual(['/livez', '/readyz'])
  })

  it('have Kubernetes reach the daemon: the names of the file fit each other, the image, and what its page says to do', () => {
    const documents = parseAllDocuments(read('examples/kubernetes/onesms.yaml')).map(document => document.toJS({}))
    const page = read('examples/kubernetes/README.md')
    expect(documents.map(({ kind }) => kind)).toEqual(
      [...page.matchAll(/^\| `([A-Z][a-z]\w+)` \|/gm)].map(row => row[1]),
    )
    const [deployment, service, budget] = documents
    const { metadata, spec: pod } = deployment.spec.template
    for (const { matchLabels } of [deployment.spec.selector, budget.spec.selector])
      expect(matchLabels).toEqual(metadata.labels)
    expect(service.spec.selector).toEqual(metadata.labels)

    const [container] = pod.containers
    const [port] = container.ports
    expect(service.spec.ports).toMatchObject([{ port: 80, targetPort: port.name }])
    expect(read('packages/daemon/Dockerfile')).toContain(`ONESMS_PORT=${port.containerPort}\n`)
    for (const { httpGet } of [container.startupProbe, container.livenessProbe, container.readinessProbe]) {
      expect(httpGet).toMatchObject({ port: port.name, httpHeaders: [{ name: 'Host', value: 'localhost' }] })
    }
    expect(container.env).toEqual([
      { name: 'ONESMS_HOSTS', value: `${service.metadata.name},${service.metadata.name}.default.svc.cluster.local` },
    ])
    for (const { envFrom, image } of [...pod.initContainers, container]) {
      expect(page).toContain(`kubectl create secret generic ${envFrom[0].secretRef.name} \\\n`)
      expect(page).toContain(`sed 's|${image}|`)
    }
    // A key on a command line stands in the history of the shell.
    for (const text of [page, read('examples/kubernetes/onesms.yaml')]) {
      expect(text).toContain('--from-env-file=onesms.env')
      expect(text).not.toContain('--from-literal')
    }
    expect(page).toContain(`kubectl rollout status deployment/${deployment.metadata.name}`)
  })
})

describe('the health check of the image', () => {
  const check = (port: number) =>
    new Promise<number | null>(resolve => {
      const child = execFile(process.execPath, [fileOf('packages/daemon/docker/healthcheck.mjs').pathname], {
        env: { ONESMS_PORT: String(port) },
      })
      child.on('exit', resolve)
    })

  it('is 0 while the process answers, and 1 when it fails or is gone', async () => {
    let status = 200
    const asked: (string | undefined)[] = []
    const server = createServer(({ url }, response) => {
      asked.push(url)
      response.writeHead(status).end()
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as { port: number }
    expect(await check(port)).toBe(0)
    status = 500
    expect(await check(port)).toBe(1)
    server.close()
    expect(await check(port)).toBe(1)
    expect(asked).toEqual(['/livez', '/livez'])
  })
})
