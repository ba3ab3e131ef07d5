import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Pool } from '../src/db/connect.ts'

const TABLES = {
  /** The catalog's own definition: indexes, constraints, generated column. */
  same: 'create table floor (like onesms.offers including all)',
  /** The least that can be compared with later: a key, no log. */
  unlogged:
    'create unlogged table floor (like onesms.offers including defaults, primary key (provider, kind, native_country, native_service, operator, supplier))',
} as const

/** The least that brings a price table of HeroSMS into Postgres: parse it, walk it, COPY it. */
export async function parseAndCopy(sql: Pool, body: string): Promise<void> {
  const table = JSON.parse(body) as Record<string, Record<string, { cost: number; count: number }>>
  const lines: string[] = []
  for (const country in table) {
    let text = ''
    const services = table[country] ?? {}
    for (const service in services) {
      const leaf = services[service]
      if (leaf)
        text += `hero-sms\t${service}\t${country}\t${service}\t${country}\t\t${leaf.cost}\tUSD\t${leaf.count}\t1\n`
    }
    lines.push(text)
  }
  await copy(sql, lines)
}

/** The same with one of 5SIM, which tells each operator apart. */
export async function parseAndCopyOperators(sql: Pool, body: string): Promise<void> {
  type Leaves = Record<string, { cost: number; count: number }>
  const table = JSON.parse(body) as Record<string, Record<string, Leaves>>
  const lines: string[] = []
  for (const country in table) {
    let text = ''
    const services = table[country] ?? {}
    for (const service in services) {
      const operators = services[service] ?? {}
      for (const operator in operators) {
        const leaf = operators[operator]
        if (leaf)
          text += `five-sim\t${service}\t${country}\t${service}\t${country}\t${operator}\t${leaf.cost}\tUSD\t${leaf.count}\t1\n`
      }
    }
    lines.push(text)
  }
  await copy(sql, lines)
}

async function copy(sql: Pool, lines: readonly string[]): Promise<void> {
  await sql.begin(async tx => {
    const into = await tx`
      copy floor (provider, native_service, native_country, service, country, operator, price, currency, stock, run_token) from stdin`.writable()
    await pipeline(Readable.from(lines), into)
  })
}

export async function createFloor(sql: Pool, kind: keyof typeof TABLES): Promise<void> {
  await sql.unsafe(`drop table if exists floor; ${TABLES[kind]}`).simple()
}
