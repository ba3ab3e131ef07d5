import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, expect, it, onTestFinished } from 'vitest'
import { closeServers, listen } from '../__fixtures__/local-server.ts'
import { selfSigned } from '../__fixtures__/self-signed.ts'

const KEY = 'k3y-0123456789abcdef'

afterEach(closeServers)

/** A server on this network, whose certificate is of that name. */
async function serve(host: string) {
  const secrets = selfSigned(host)
  const seen: string[] = []
  const server = createServer(secrets, (request, response) => {
    seen.push(request.url ?? '')
    response.end('ACCESS_BALANCE:1')
  })
  return { url: `https://localhost:${await listen(server)}/?api_key=${KEY}`, seen, certificate: secrets.cert }
}

const moduleOf = (file: string) => JSON.stringify(new URL(file, import.meta.url).href)
const PROGRAM = `
const { createExchange } = await import(${moduleOf('exchange.ts')})
const { createMoneyTransport } = await import(${moduleOf('money-transport.ts')})
const roads = { read: createExchange('hero-sms'), buy: createMoneyTransport('hero-sms') }
const rules = { operation: 'getBalance', timeout: 5000, maxBytes: 1000 }
const said = []
for (const [road, url] of JSON.parse(process.env.CALLS))
  said.push(await roads[road](url, rules).then(({ status }) => String(status), error => String(error)))
console.log(JSON.stringify(said))
`

/** What calls come to in a process of its own, since what is trusted is read at its start. */
async function sayTrusting(trust: Record<string, string>, calls: readonly (readonly ['read' | 'buy', string])[]) {
  const { PATH } = process.env
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '-e', PROGRAM],
    { env: { PATH, CALLS: JSON.stringify(calls), ...trust } },
  )
  return JSON.parse(stdout) as unknown
}

it('T07 a name that leads to another server gets no byte of the key, however trusted that server is', async () => {
  const itself = await serve('localhost')
  const another = await serve('vault.internal')
  const folder = await mkdtemp(join(tmpdir(), 'onesms-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'trusted.pem')
  await writeFile(file, itself.certificate + another.certificate)
  const said = await sayTrusting({ NODE_EXTRA_CA_CERTS: file }, [
    ['read', itself.url],
    ['read', another.url],
    ['buy', another.url],
  ])
  expect(said).toEqual([
    '200',
    expect.stringMatching(/^ProviderUnavailableError: .*\(ERR_TLS_CERT_ALTNAME_INVALID\)/),
    expect.stringMatching(/^PurchaseNotSentError: .*ERR_TLS_CERT_ALTNAME_INVALID/),
  ])
  expect([itself.seen, another.seen]).toEqual([[`/?api_key=${KEY}`], []])
})

it('T05 a process that is told to check no certificate checks those of purchases, and of no read', async () => {
  const stranger = await serve('localhost')
  const said = await sayTrusting({ NODE_TLS_REJECT_UNAUTHORIZED: '0' }, [
    ['buy', stranger.url],
    ['read', stranger.url],
  ])
  expect(said).toEqual([expect.stringMatching(/^PurchaseNotSentError: .*DEPTH_ZERO_SELF_SIGNED_CERT/), '200'])
  expect(stranger.seen).toHaveLength(1)
})
