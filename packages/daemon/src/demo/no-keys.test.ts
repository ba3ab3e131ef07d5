import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { registry } from '@onesms/sdk/providers/registry'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { envVariables } from '../config/env.ts'
import { buildAppInto } from '../testing/build-app.ts'

const CANARY = 'canary_9f3c51e07b'

/** What must be in no page: secrets by their value, the names of their variables, and where providers are. */
async function forbiddenWords(): Promise<ReadonlyMap<string, string>> {
  const variables = [...registry.map(({ env }) => env), ...envVariables.map(({ name }) => name)]
  const hosts = await Promise.all(registry.map(hostOf))
  return new Map([
    [CANARY, 'a secret of the environment'],
    ...variables.map(name => [name, 'the name of a variable'] as const),
    ...hosts.map(host => [host, 'the host of a provider'] as const),
  ])
}

/** The domain that a provider sends its key to. */
async function hostOf({ load }: (typeof registry)[number]): Promise<string> {
  const asked: string[] = []
  const create = await load()
  const provider = create({
    apiKey: 'k'.repeat(32),
    fetch: async input => {
      asked.push(new URL(String(input)).host)
      return new Response('NO_KEY', { status: 403 })
    },
  })
  await provider.account.balance({ signal: AbortSignal.timeout(5_000) }).catch(() => undefined)
  return asked[0]?.split('.').slice(-2).join('.') ?? ''
}

describe('T18 what a page is made of', () => {
  let words: ReadonlyMap<string, string>
  const findingsIn = (text: string) => [...words].filter(([word]) => text.includes(word)).map(([, what]) => what)
  beforeAll(async () => {
    words = await forbiddenWords()
  })

  it('is searched for every key, variable and provider there is', () => {
    expect([...words.keys()]).toEqual(
      expect.arrayContaining(['HERO_SMS', 'ONESMS_TOKEN', 'DATABASE_URL', 'hero-sms.com']),
    )
    expect([...words.keys()].filter(word => word.length < 6)).toEqual([])
    expect(findingsIn(`const key = "${CANARY}"`)).toEqual(['a secret of the environment'])
    expect(findingsIn('fetch("https://hero-sms.com/stubs")')).toEqual(['the host of a provider'])
    expect(findingsIn('import.meta.env.HERO_SMS_API_KEY')).toEqual(['the name of a variable'])
  })

  it('holds no key, no name of one and no provider, though all are there when it is built', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'onesms-app-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const secrets = [...registry.map(({ env }) => `${env}_API_KEY`), 'ONESMS_TOKEN', 'ONESMS_PHONE_KEY', 'DATABASE_URL']
    await buildAppInto(folder, Object.fromEntries(secrets.map(name => [name, CANARY])))
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
    expect(files.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['index.html', expect.stringMatching(/\.js$/)]),
    )
    for (const { parentPath, name } of files) {
      const text = readFileSync(join(parentPath, name), 'latin1')
      expect({ name, findings: findingsIn(text) }).toEqual({ name, findings: [] })
    }
  })

  it('T37 has no script and no style in the page itself, and nothing from elsewhere', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'onesms-app-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    await buildAppInto(folder)
    const page = readFileSync(join(folder, 'index.html'), 'utf8')
    expect(page).not.toMatch(/<style|\sstyle=|\son\w+=|https?:/i)
    expect([...page.matchAll(/<script\b[^>]*>([^<]*)/gi)].map(([, inside]) => inside?.trim())).toEqual([''])
    const linked = [...page.matchAll(/\s(?:src|href)="([^"]*)"/g)].map(([, to]) => to ?? '')
    expect(linked.filter(to => !/^\.\/[\w./-]+$|^data:/.test(to))).toEqual([])
  })
})
