import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHandlerApiEmulator, serve } from '@onesms/sdk/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEmbedded } from '../packages/daemon/src/db/embedded/index.ts'
import { grantRuntime } from '../packages/daemon/src/db/roles.ts'
import { connect, migrate } from '../packages/daemon/src/index.ts'

/** What a guide says to save under a name. */
async function blockOf(guide: string, name: string): Promise<string> {
  const text = await readFile(join(import.meta.dirname, 'guides', guide), 'utf8')
  const [, block] = new RegExp(`<!-- run: ${name} -->\\n\`\`\`\\w+\\n([\\s\\S]*?)^\`\`\``, 'm').exec(text) ?? []
  if (block === undefined) throw new Error(`${guide} has no ${name}`)
  return block
}

// Inside of the workspace, where its packages are found; not under version control.
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(import.meta.dirname, '.vitepress/guides-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Runs it as a reader would, in a folder of its own, and answers what it printed. */
async function run(code: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
  const file = join(folder, 'script.mts')
  await writeFile(file, code)
  const child = spawn(process.execPath, ['--conditions=@onesms/source', '--import', 'tsx', file], {
    cwd: folder,
    env: { ...process.env, ...env },
  })
  const parts: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', part => parts.push(String(part)))
  const exit = await new Promise(resolve => child.on('close', resolve))
  await rm(join(folder, 'purchases.jsonl'), { force: true })
  expect(exit, parts.join('')).toBe(0)
  return parts.join('')
}

/** An emulator behind a port, where half a minute passes with each request, so that nobody waits for an SMS. */
async function emulated<T>(
  dialect: 'hero-sms' | 'classic',
  use: (address: string, emulator: ReturnType<typeof createHandlerApiEmulator>) => Promise<T>,
): Promise<T> {
  const size = { services: 20, countries: 60 }
  const emulator = createHandlerApiEmulator({ dialect, magicServices: true, size })
  const fetch: typeof emulator.fetch = async (...request) => {
    await emulator.clock.advance(30_000)
    return emulator.fetch(...request)
  }
  const server = await serve({ ...emulator, fetch })
  try {
    return await use(`${server.url}/stubs/handler_api.php`, emulator)
  } finally {
    await server.close()
  }
}

describe('what guides have one run', () => {
  it('First code buys a number and prints its code', async () => {
    const code = await blockOf('first-code.md', 'first.mts')
    await emulated('hero-sms', async (address, { ledger }) => {
      const printed = await run(code.replace('http://127.0.0.1:8788/stubs/handler_api.php', address))
      const [sold] = ledger.activations()
      expect(printed.split('\n').slice(0, 2)).toEqual([`+${sold?.phone.replace('+', '')}`, sold?.sms[0]?.code])
    })
  })

  it('A host of the dialect, as a line of data, sells', async () => {
    const code = await blockOf('migrate-from-handler-api.md', 'host.mts')
    await emulated('classic', async (address, { apiKey, ledger }) => {
      const local = code
        .replace('https://acme-sms.example/stubs/handler_api.php', address)
        .replace('acme-sms.example', '127.0.0.1')
      const printed = await run(local, { ACME_SMS_API_KEY: apiKey })
      expect(printed).toContain(String(ledger.activations()[0]?.sms[0]?.code))
    })
  })

  it('Who comes from hero-sms buys as before, once', async () => {
    const code = await blockOf('migrate-from-hero-sms.md', 'after.mts')
    await emulated('hero-sms', async (address, { apiKey, catalog, ledger }) => {
      catalog.setOffer('2', 'tg', { price: '0.25', stock: 1_000, flat: true })
      const printed = await run(code.replace('heroSms()', `heroSms({ baseUrl: '${address}' })`), {
        HERO_SMS_API_KEY: apiKey,
      })
      expect(printed.trim()).toBe(ledger.activations()[0]?.sms[0]?.code)
      expect(ledger.activations()).toHaveLength(1)
    })
  })

  it('What pages may read after edge functions is that, nothing else, until a role is granted something', async () => {
    const grants = await blockOf('migrate-from-edge-functions.md', 'grants.sql')
    const directory = join(tmpdir(), `onesms-guides-${process.pid}`)
    const embedded = await openEmbedded({ directory, durable: false, temporary: true })
    const sql = connect({ url: embedded.url })
    const asAnon = (table: string) =>
      sql.begin(async tx => {
        await tx`set local role anon`
        return (await tx.unsafe(`select * from onesms.${table}`)).length
      })
    try {
      await migrate({ sql, schema: 'onesms' })
      await sql.unsafe(`create role anon; create role runner;
        insert into onesms.services (code, name) values ('telegram', 'Telegram');
        insert into onesms.countries (code, name) values ('GB', 'United Kingdom')`)
      await expect(asAnon('services')).rejects.toThrow('permission denied')
      await sql.unsafe(grants)
      expect(await asAnon('services')).toBe(1)
      expect(await asAnon('countries')).toBe(1)
      await expect(asAnon('offers')).rejects.toThrow('permission denied')
      await grantRuntime({ sql, schema: 'onesms' }, 'runner')
      await expect(asAnon('services')).rejects.toThrow('permission denied')
    } finally {
      await sql.end()
      await embedded.close()
    }
  })
})
