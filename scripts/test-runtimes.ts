// Buys on every runtime at a host that reads the request and resets the connection (P05): how many requests arrive? It is
// compared with runtime-requests.ts. The runtimes come by npx, so that a checkout does not carry them. `pnpm test:runtimes`, or with the names of some of them.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'tsup'
import { REQUESTS_FOR_TEN } from './runtime-requests.ts'

const KEY = 'runtime-probe-key'
const PURCHASES = 10
const run = promisify(execFile)

/** A host that answers reads on a connection it keeps, and resets it as soon as it has read a purchase. */
async function resettingHost() {
  const purchases: string[] = []
  const server = createServer((request, response) => {
    const { searchParams: query } = new URL(request.url ?? '', 'http://host')
    const action = query.get('action') ?? ''
    if (!action.startsWith('getNumber')) return response.end(action === 'getBalance' ? 'ACCESS_BALANCE:10' : '{}')
    purchases.push(query.get('service') ?? '')
    request.socket.resetAndDestroy()
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/stubs/handler_api.php`,
    purchases,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

type Probe = (folder: string, url: string) => Promise<{ readonly codes: readonly string[] }>

const program =
  (...command: readonly [string, ...string[]]): Probe =>
  async (folder, url) => {
    const [name, ...args] = command
    const { stdout } = await run(name, [...args, join(folder, 'main.mjs'), url, KEY], { timeout: 120_000 })
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
  }

const worker =
  (flags: readonly string[]): Probe =>
  async (folder, url) => {
    const port = await freePort()
    const config = join(folder, `worker-${flags.length}.capnp`)
    const list = flags.map(flag => JSON.stringify(flag)).join(', ')
    await writeFile(
      config,
      `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = (modules = [(name = "worker.mjs", esModule = embed "worker.mjs")],
      compatibilityDate = "2026-01-01", compatibilityFlags = [${list}])),
    (name = "internet", network = (allow = ["public", "private"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")]
);`,
    )
    const process = spawn('npx', ['-y', '-p', 'workerd@1.20261117.1', 'workerd', 'serve', config], {
      detached: true,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    try {
      const query = new URLSearchParams({ baseUrl: url, apiKey: KEY })
      const response = await untilItListens(() => fetch(`http://127.0.0.1:${port}/?${query}`))
      const text = await response.text()
      if (!response.ok) throw new Error(text)
      return JSON.parse(text)
    } finally {
      if (process.pid) globalThis.process.kill(-process.pid)
    }
  }

async function freePort(): Promise<number> {
  const server = createTcpServer()
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

async function untilItListens<T>(attempt: () => Promise<T>, left = 120): Promise<T> {
  try {
    return await attempt()
  } catch (error) {
    if (left === 0) throw error
    await new Promise(resolve => setTimeout(resolve, 500))
    return untilItListens(attempt, left - 1)
  }
}

const probes: Readonly<Record<string, Probe>> = {
  'node 20': program('npx', '-y', '-p', 'node@20.19.0', 'node'),
  'node 22': program('npx', '-y', '-p', 'node@22.21.1', 'node'),
  'node 24': program('npx', '-y', '-p', 'node@24.21.0', 'node'),
  bun: program('npx', '-y', '-p', 'bun@1.4.5', 'bun'),
  deno: program('npx', '-y', '-p', 'deno@2.9.6', 'deno', 'run', '-A'),
  'workerd with node:https': worker(['nodejs_compat']),
  'workerd with fetch': worker([]),
}

const chosen = process.argv.slice(2)
const folder = await mkdtemp(join(tmpdir(), 'onesms-runtimes-'))
await build({
  config: false,
  silent: true,
  entry: ['main', 'worker'].map(name => `packages/sdk/runtimes/${name}.ts`),
  outDir: folder,
  format: 'esm',
  outExtension: () => ({ js: '.mjs' }),
  target: 'es2022',
  platform: 'neutral',
  splitting: false,
  external: [/^node:/],
  noExternal: [/^(?!node:)/],
  esbuildOptions: options => {
    options.conditions = ['@onesms/source']
    options.mainFields = ['module', 'main']
  },
})

const tried = Object.entries(probes).filter(([name]) => chosen.length === 0 || chosen.includes(name))
let failed = 0
for (const [name, probe] of tried) {
  const host = await resettingHost()
  try {
    const { codes } = await probe(folder, host.url)
    const said = [...new Set(codes)].map(code => `${codes.filter(other => other === code).length} ${code}`).join(', ')
    const allUnknown = codes.length === PURCHASES && codes.every(code => code === 'purchase_unknown')
    const [least, most] = REQUESTS_FOR_TEN[name] ?? [0, 0]
    if (!allUnknown || host.purchases.length < least || host.purchases.length > most) failed += 1
    console.log(`${name}: ${PURCHASES} purchases, ${host.purchases.length} requests; ${said}`)
  } catch (error) {
    failed += 1
    console.log(`${name}: failed: ${error instanceof Error ? error.message : error}`)
  } finally {
    host.close()
  }
}
await rm(folder, { recursive: true })
console.log(`${tried.length - failed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
