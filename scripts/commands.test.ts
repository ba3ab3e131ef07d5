import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { createFiveSimEmulator, createHandlerApiEmulator } from '@onesms/sdk/testing'
import { describe, expect, it } from 'vitest'
import { program } from '../packages/daemon/src/cli/program.ts'
import { mistakeOfRequest } from './daemon-requests.ts'
import { blocksOf, filesIn, pages, read, root } from './markdown.ts'
import { commandsOf } from './shell.ts'

interface Manifest {
  readonly name: string
  readonly packageManager: string
  readonly scripts?: Readonly<Record<string, string>>
}
const manifestOf = (path: string) => JSON.parse(readFileSync(`${root}${path}package.json`, 'utf8')) as Manifest
const { packageManager, scripts = {} } = manifestOf('')
const workspace = ['packages/', 'examples/'].flatMap(folder =>
  readdirSync(`${root}${folder}`)
    .map(name => `${folder}${name}/`)
    .filter(path => existsSync(`${root}${path}package.json`))
    .map(manifestOf),
)

/** What is no command of ours, and not looked at. */
const FOREIGN = /^(cat|cd|docker|echo|gh|git|grep|head|helm|jq|kubectl|mkdir|openssl|psql|sed|set|tail|\.)$/

/** What is wrong with a command that stands in a page; `undefined` when all is well. */
async function mistakeIn(words: readonly string[], page: string): Promise<string | undefined> {
  const [name = '', ...args] = words
  const gone = args.find(word => /^(docs|examples|packages|scripts)\/[\w/.-]+$/.test(word) && !existsSync(root + word))
  if (gone) return `there is no ${gone}`
  if (name === 'export' || FOREIGN.test(name)) return undefined
  if (/^\w+=/.test(name)) return args.length > 0 ? mistakeIn(args, page) : undefined
  if (name === 'onesms') return mistakeOfOnesms(args)
  if (name === 'curl') return mistakeOfCurl(args)
  if (name === 'cp') return existsSync(`${root}${dirname(page)}/${args[0]}`) ? undefined : `there is no ${args[0]}`
  if (name === 'bash') return existsSync(`${root}${args[0]}`) ? undefined : `there is no ${args[0]}`
  if (name === 'npm') {
    const ours = args.filter(word => word.startsWith('@onesms/'))
    return ours.every(word => workspace.some(each => each.name === word)) ? undefined : 'no such package'
  }
  if (name !== 'npx' && name !== 'pnpm') return 'nobody knows that command'
  const [tool = '', ...rest] = args.filter(word => word !== '-y')
  if (name === 'npx' && tool === '@onesms/daemon') return mistakeOfOnesms(rest)
  if (name === 'npx' && tool === 'vitest') return mistakeOfVitest(rest, page)
  if (name === 'npx' && tool === 'next') return undefined
  if (name === 'npx' && tool !== packageManager) return `not the package manager of this repository: ${tool}`
  return mistakeOfPnpm(name === 'npx' ? rest : [tool, ...rest], page)
}

async function mistakeOfPnpm(words: readonly string[], page: string): Promise<string | undefined> {
  const [script, ...args] = words.filter(word => word !== '--silent')
  if (script === undefined) return undefined
  if (script === '--filter') {
    const found = workspace.find(each => each.name === args[0])
    return found && (args[1] === 'pack' || found.scripts?.[args[1] ?? '']) ? undefined : `no such script: ${args}`
  }
  if (['install', 'changeset', 'audit'].includes(script)) return undefined
  if (script === 'vitest') return mistakeOfVitest(args, page)
  if (!scripts[script]) return `no such script: ${script}`
  if (script === 'onesms') return args[0] === '…' ? undefined : mistakeOfOnesms(args)
  if (script === 'demo') return mistakeOfOnesms(['demo', ...args])
  if (script !== 'tsx') return undefined
  // A file of the repository, or one that the page has saved.
  const isSaved =
    read(page).includes(`\`${args[0]}\` in the checkout`) || read(page).includes(`\`${args[0]}\` dans la copie`)
  return isSaved || existsSync(`${root}${args[0]}`) ? undefined : `there is no ${args[0]}`
}

const PROJECTS: Readonly<Record<string, string>> = {
  sdk: 'packages/sdk/src',
  daemon: 'packages/daemon/src',
  examples: 'examples',
}

function mistakeOfVitest(words: readonly string[], page: string): string | undefined {
  const options = {
    project: { type: 'string' },
    mode: { type: 'string' },
    name: { type: 'string', short: 't' },
  } as const
  const { values, positionals } = parseArgs({ args: [...words], options, allowPositionals: true })
  const [run, ...filters] = positionals
  const folders = values.project ? [PROJECTS[values.project] ?? ''] : Object.values(PROJECTS)
  if (run !== 'run' || folders.includes('')) return 'no such project'
  const endings = values.mode === 'full' ? ['.scaled.test.ts'] : ['.test.ts', '.test.tsx']
  const tests = folders.flatMap(folder => endings.flatMap(ending => filesIn(folder, ending)))
  const lost = filters.filter(filter => {
    const isMadeHere = read(page).includes(`new-provider ${filter.replace('providers/', '')}`)
    return !isMadeHere && !tests.some(file => file.includes(filter))
  })
  return lost.length > 0 ? `no test is named so: ${lost}` : undefined
}

type Command = typeof program

/** Held against the grammar of the command line, and nothing is run. */
function mistakeOfOnesms(words: readonly string[]): string | undefined {
  const global = program.parseOptions([...words])
  const { command, rest } = commandIn([...global.operands, ...global.unknown])
  if (!command) return rest.length > 0 ? `no such command: ${rest[0]}` : undefined
  const { operands, unknown } = command.parseOptions([...rest])
  if (unknown.length > 0) return `no such option: ${unknown}`
  const { registeredArguments: known } = command
  if (operands.length > known.length) return `more than it takes: ${operands}`
  const missing = known.find(({ required }, index) => required && operands[index] === undefined)
  if (missing) return `<${missing.name()}> is missing`
  const wrong = operands.filter((word, index) => known[index]?.argChoices?.includes(word) === false)
  return wrong.length > 0 ? `not among its choices: ${wrong}` : undefined
}

/** A usage, such as `onesms purchases on\|off [--reason TEXT]`: its commands and its options are there. */
function mistakeOfUsage(usage: string): string | undefined {
  const words = usage.split(/[ |\\[\]]+/).slice(1)
  const { command } = commandIn(words)
  if (!command) return `no such command: ${usage}`
  const meant = [program, command, ...(command.parent?.commands ?? []).filter(each => words.includes(each.name()))]
  const known = meant.flatMap(each => each.options.map(({ long }) => long))
  const wrong = (usage.match(/--[\w-]+/g) ?? []).filter(option => !known.includes(option))
  return wrong.length > 0 ? `no such option: ${wrong}` : undefined
}

/** The command that words begin with, and what is left of them. */
function commandIn(
  words: readonly string[],
  within = program,
): { command: Command | undefined; rest: readonly string[] } {
  const found = within.commands.find(each => each.name() === words[0])
  if (!found) return { command: within === program ? undefined : within, rest: words }
  return found.commands.length > 0 ? commandIn(words.slice(1), found) : { command: found, rest: words.slice(1) }
}

const size = { services: 20, countries: 60 }
const hosts: Readonly<Record<string, { fetch(request: Request): Promise<Response> }>> = {
  '8788': createHandlerApiEmulator({ size, magicServices: true }),
  '8789': createFiveSimEmulator({ size, magicServices: true }),
}

/** A request to a look-alike is made; one to a daemon has a route that takes it, and its body. */
async function mistakeOfCurl(words: readonly string[]): Promise<string | undefined> {
  const after = (name: string) => words.filter((_, index) => words[index - 1] === name)
  const [address = ''] = words.filter(word => /^(https?:|\$\w+\/)/.test(word))
  const url = new URL(address.replace(/^\$\w+/, 'http://127.0.0.1:8787'))
  const headers = new Headers(after('-H').map(line => line.split(/: ?(.*)/, 2) as [string, string]))
  const host = hosts[url.port]
  if (host) {
    const answer = await host.fetch(new Request(url, { headers }))
    const text = await answer.text()
    return answer.ok && /^[[{]/.test(text) ? undefined : text
  }
  const [method = 'GET'] = after('-X')
  const [body = null] = after('-d')
  return mistakeOfRequest(new Request(url, { method, headers, body }))
}

describe('commands', () => {
  it('are read as a shell reads them', () => {
    const script = 'a=1 b "c d" \'e "f\' # g\nh \\\n  i && j "$(k l)" | m; n\n# o\n'
    const expected = [['a=1', 'b', 'c d', 'e "f'], ['h', 'i'], ['k', 'l'], ['j', '…'], ['m'], ['n']]
    expect(commandsOf(script)).toEqual(expected)
  })

  it.each([
    ['onesms sync prices', 'not among its choices: prices'],
    ['onesms start --twice', 'no such option: --twice'],
    ['onesms purchase list', 'no such command: purchase'],
    ['npx -y pnpm@12.21.0 tests', 'no such script: tests'],
    ['npx -y pnpm@1.0.0 test', 'not the package manager of this repository: pnpm@1.0.0'],
    ['npx vitest run --project sdk no-such-test', 'no test is named so: no-such-test'],
    ['npm i @onesms/hooks', 'no such package'],
    ['curl http://127.0.0.1:8787/v1/numbers', 'no such route: GET /v1/numbers'],
    ["curl 'http://127.0.0.1:8788/stubs/handler_api.php?api_key=emulator-key&action=getGold'", 'BAD_ACTION'],
  ])('are found out when they are wrong: %s', async (script, mistake) => {
    expect(await mistakeIn(commandsOf(script)[0] ?? [], 'README.md')).toContain(mistake)
  })

  it.each(pages())('of %s are there, with their options', async page => {
    const inline = Array.from(read(page).matchAll(/`((?:onesms|npx|pnpm) [^`\n]+)`/g), ([, command = '']) => command)
    const usages = inline.filter(command => /^onesms (?:\w+$|.*(?:[[<|]|--\w+$))/.test(command))
    for (const usage of usages) expect(mistakeOfUsage(usage)).toBeUndefined()
    const scripts = blocksOf(page).flatMap(({ language, code }) => (language === 'sh' ? code : []))
    const others = inline.filter(command => !usages.includes(command) && !command.includes('<'))
    for (const command of [...scripts, ...others].flatMap(commandsOf)) {
      expect(await mistakeIn(command, page), command.join(' ')).toBeUndefined()
    }
  })

  it.each(pages())('and files of the repository that %s names are there', page => {
    const paths =
      read(page).match(/(?<=`)(?:\.ci|\.github|data|docs|examples|packages|scripts|testing)\/[\w./*-]*(?=`)/g) ?? []
    const beginnings = paths.map(path => path.replace(/[^/]*\*.*$/, ''))
    const toBeMade = /NNNN|CODEOWNERS/
    expect(beginnings.filter(path => !existsSync(root + path) && !toBeMade.test(path))).toEqual([])
  })
})
