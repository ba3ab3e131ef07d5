import { chmod } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { emptyFolder, type Onesms, runOnesms, startOnesms } from '../__fixtures__/onesms.ts'

const urlOf = ({ stderr }: Onesms) => /http:\/\/127\.0\.0\.1:\d+/.exec(stderr)?.[0] ?? ''
const tokenOf = ({ stderr }: Onesms) => /^ {2}([\w-]{43})$/m.exec(stderr)?.[1] ?? ''

it('onesms demo shows an app that buys, makes its own tokens, and forgets with its provider what it sold', async () => {
  const home = emptyFolder()
  await chmod(home, 0o755) // for root, the server runs as somebody else, who must get there
  const configured = 'x9Lq2vT7wRk4mZ8pB3nC6yH1sD5fG0jA_eU-iO2tYqW7'
  const environment = { XDG_DATA_HOME: home, ONESMS_TOKEN: configured, ONESMS_HOST: '0.0.0.0' }
  const serve = async () => {
    const demo = startOnesms(['demo', '--port', '0'], { environment })
    await demo.says(/Ctrl-C ends it/)
    return demo
  }
  const end = async (demo: Onesms) => {
    demo.child.kill('SIGINT')
    expect(await demo.ended).toMatchObject({ code: 0, signal: null })
  }
  const bought = async () => {
    const sql = 'select count(*) from purchase_intents'
    return JSON.parse((await runOnesms(['query', '--demo', '--json', sql], { environment })).stdout)
  }

  const first = await serve()
  const url = urlOf(first)
  const page = await fetch(url)
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])

  const statusFor = async (token: string) =>
    (await fetch(`${url}/v1/services`, { headers: { authorization: `Bearer ${token}` } })).status
  expect([await statusFor(configured), await statusFor(tokenOf(first))]).toEqual([401, 200])

  const session = await fetch(`${url}/session`, { method: 'POST', headers: { origin: url, 'x-onesms-demo': '1' } })
  const { token } = (await session.json()) as { readonly token: string }
  const sale = await fetch(`${url}/v1/activations`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'idempotency-key': 'one', 'content-type': 'application/json' },
    body: JSON.stringify({ service: 'telegram', country: 'US' }),
  })
  expect(sale.status).toBe(201)
  expect(await bought()).toEqual({ count: 1 })

  const second = await runOnesms(['demo', '--port', '0'], { environment })
  expect(second).toMatchObject({ code: 1, stderr: expect.stringContaining('Another process uses the database') })
  await end(first)

  const third = await serve()
  expect(tokenOf(third)).not.toBe(tokenOf(first))
  expect(await bought()).toEqual({ count: 0 })
  await end(third)
}, 180_000)
