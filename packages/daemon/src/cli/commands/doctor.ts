import type { Config } from '../../config/load.ts'
import { checkSchema, SchemaError } from '../../db/migrate.ts'
import { readServer } from '../../db/store/read/server.ts'
import { checkProvider } from '../../doctor/check-provider.ts'
import type { Finding } from '../../doctor/finding.ts'
import { judgeConfig } from '../../doctor/judge-config.ts'
import { judgeServer } from '../../doctor/judge-server.ts'
import { EXIT, reportOf } from '../exit.ts'
import { inOneLine } from '../format.ts'
import { openDatabase } from '../open-database.ts'
import { print } from '../output.ts'

export interface DoctorOptions {
  readonly json?: boolean | undefined
}

const SIGNS = { ok: 'ok     ', warning: 'warning', problem: 'PROBLEM' } as const

/** `onesms doctor`: what is wrong, before it costs money. It changes nothing and buys nothing; 1 where something is wrong. */
export async function doctor(config: Config, { json }: DoctorOptions): Promise<number> {
  const findings = [
    { check: 'configuration', level: 'ok', text: 'complete and without mistakes' } as const,
    access(config),
    ...judgeConfig(config),
    ...(await lookAtDatabase(config.database)),
    ...(await lookAtProviders(config)),
  ]
  const isWell = findings.every(({ level }) => level !== 'problem')
  if (json) print(JSON.stringify({ ok: isWell, findings }))
  else for (const { check, level, text } of findings) print(`${SIGNS[level]}  ${check}: ${text}`)
  return isWell ? EXIT.ok : EXIT.failed
}

function access({ http: { tokens, host } }: Config): Finding {
  if (tokens.length > 0) return { check: 'access', level: 'ok', text: `${tokens.length} token(s), on ${host}` }
  const text = 'No token: the API is there to be read on this machine alone. Set ONESMS_TOKEN for more.'
  return { check: 'access', level: 'warning', text }
}

async function lookAtDatabase(database: Config['database']): Promise<readonly Finding[]> {
  try {
    const opened = await openDatabase(database)
    try {
      const facts = judgeServer(database.schema, await readServer(opened.database))
      return [...facts, await lookAtSchema(() => checkSchema(opened.database))]
    } finally {
      await opened.close()
    }
  } catch (error) {
    return [{ check: 'database', level: 'problem', text: inOneLine(reportOf(error).lines) }]
  }
}

async function lookAtSchema(check: () => Promise<void>): Promise<Finding> {
  try {
    await check()
    return { check: 'schema', level: 'ok', text: 'up to date' }
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error
    return { check: 'schema', level: error.isNewer ? 'problem' : 'warning', text: inOneLine(reportOf(error).lines) }
  }
}

async function lookAtProviders({ providers }: Config): Promise<readonly Finding[]> {
  if (providers.length > 0) return Promise.all(providers.map(checkProvider))
  return [{ check: 'providers', level: 'warning', text: 'None is configured. Set a key, such as HERO_SMS_API_KEY.' }]
}
