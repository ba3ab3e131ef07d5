// The scratch projects that packed tarballs are installed into. Plain text, since they belong to no workspace and no tsconfig.

/** Buys at an emulated provider on the host's own code: catalog, purchase, code, done. Prints what each runtime must print. */
const BUY = `
const clock = new FakeClock(Date.now())
const emulator = createHandlerApiEmulator({ clock, size: { services: 5, countries: 20 }, autoSms: false })
const server = await serve({
  fetch(request) {
    for (const { id, status, sms } of emulator.ledger.activations()) {
      if (status === 'waiting' && sms.length === 0) emulator.sms(id)
    }
    return emulator.fetch(request)
  },
})
const over = new AbortController()
const time = keepTime(clock, over.signal)
const provider = heroSms({ apiKey: emulator.apiKey, baseUrl: server.url + '/stubs/handler_api.php' })
const client = createClient({ provider, store: createMemoryStore() })
try {
  const [offer] = await client.catalog.offers({ service: 'telegram' })
  const activation = await client.activations.buy({ service: 'telegram', country: offer.country, maxPrice: '50' })
  const code = await activation.waitForCode({ timeout: 30_000 })
  await activation.complete()
  const [sold] = emulator.ledger.activations()
  if (sold.sms[0].code !== code) throw new Error('another code than the one that was sent')
  console.log('bought', emulator.ledger.activations().length, sold.status)
} finally {
  await client.close()
  over.abort()
  await Promise.all([time, server.close()])
}
`

export const BOUGHT = 'bought 1 completed'

const ESM = `
import { createClient, createMemoryStore } from '@onesms/sdk'
import { heroSms } from '@onesms/sdk/providers/hero-sms'
import { createHandlerApiEmulator, FakeClock, keepTime, serve } from '@onesms/sdk/testing'
${BUY}`

const CJS = `
const { createClient, createMemoryStore } = require('@onesms/sdk')
const { heroSms } = require('@onesms/sdk/providers/hero-sms')
const { createHandlerApiEmulator, FakeClock, keepTime, serve } = require('@onesms/sdk/testing')
async function main() {${BUY}}
main()
`

/** Every entry that the packages export is loaded, and none is empty. */
const everyEntry = (names: readonly string[]) => `
const names = ${JSON.stringify(names)}
for (const name of names) {
  const entry = await import(name)
  if (Object.keys(entry).length === 0) throw new Error(name + ' exports nothing')
}
console.log('loaded', names.length)
`

export const nodeProject = (entries: readonly string[]): Readonly<Record<string, string>> => ({
  'esm.mjs': ESM,
  'require.cjs': CJS,
  'entries.mjs': everyEntry(entries),
})

const APP = `
import { OneSmsClientProvider, useActivation, useBuyActivation, useOffers } from '@onesms/react'
import { createClient, createMemoryStore } from '@onesms/sdk'
import { daemon } from '@onesms/sdk/providers/daemon'
import { createRoot } from 'react-dom/client'

const client = createClient({
  provider: daemon({ url: '/api/onesms', token: () => fetch('/session').then(answer => answer.text()) }),
  store: createMemoryStore(),
})

function Verify() {
  const offers = useOffers({ service: 'telegram', country: 'GB' })
  const buying = useBuyActivation()
  const { phone, code } = useActivation(buying.data)
  if (code) return <output>{code}</output>
  if (phone) return <p>{phone}</p>
  return (
    <button disabled={!offers.data?.length} onClick={() => buying.mutate({ service: 'telegram', country: 'GB', maxPrice: '0.50' })}>
      buy
    </button>
  )
}

createRoot(document.body).render(<OneSmsClientProvider client={client}><Verify /></OneSmsClientProvider>)
`

export const pageProject: Readonly<Record<string, string>> = {
  'index.html': '<!doctype html><title>packed</title><script type="module" src="/app.tsx"></script>',
  'app.tsx': APP,
}

/** Uses what is exported as an application does, and names a mistake that must be one. */
const TYPES = `
import { type Activation, type Client, createClient, createMemoryStore, failover, OneSmsError } from '@onesms/sdk'
import { openFileStore } from '@onesms/sdk/file-store'
import { daemon } from '@onesms/sdk/providers/daemon'
import { fiveSim } from '@onesms/sdk/providers/five-sim'
import { heroSms } from '@onesms/sdk/providers/hero-sms'

export async function code(path: string): Promise<string> {
  const store = await openFileStore(path)
  await using client = createClient({ provider: failover([heroSms(), fiveSim()], { strategy: 'cheapest' }), store })
  await using activation = await client.activations.buy({ service: 'telegram', country: 'BR', maxPrice: '0.50' })
  const bought: Activation = activation
  return bought.waitForCode({ timeout: 120_000 })
}

export const client: Client = createClient({ provider: daemon({ url: '/', token: 'x' }), store: createMemoryStore() })
export const isOurs = (error: unknown): string | undefined => (OneSmsError.is(error) ? error.code : undefined)

// @ts-expect-error a cap is a decimal in text, never a number
void client.activations.buy({ service: 'telegram', country: 'BR', maxPrice: 0.5 })
`

/** The declarations are what is checked here, so they are not skipped. */
const tsconfig = (module: string, types: readonly string[], files: readonly string[]) =>
  JSON.stringify({
    compilerOptions: {
      module,
      target: 'es2022',
      lib: ['es2023', 'dom', 'esnext.disposable'],
      jsx: 'react-jsx',
      moduleResolution: module === 'nodenext' ? 'nodenext' : 'bundler',
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      noEmit: true,
      skipLibCheck: false,
      types,
    },
    files,
  })

const importing = (entries: readonly string[]) =>
  entries
    .map((name, index) => `import * as e${index} from '${name}'\nexport const names${index} = Object.keys(e${index})\n`)
    .join('')

/** `node` has the types of Node and every package; `page` has neither them nor the daemon. */
export const typesProject = (entries: readonly string[]): Readonly<Record<string, string>> => ({
  'use.ts': TYPES,
  'every.ts': importing(entries),
  'for-pages.ts': importing(entries.filter(name => !name.startsWith('@onesms/daemon'))),
  'node.json': tsconfig('nodenext', ['node'], ['use.ts', 'every.ts']),
  'page.json': tsconfig('esnext', [], ['use.ts', 'for-pages.ts', 'app.tsx']),
})
