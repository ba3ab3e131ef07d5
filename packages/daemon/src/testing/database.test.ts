import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { clientArguments, withDatabase } from '../db/embedded/index.ts'
import { createTestDatabase, type TestSchema } from './database.ts'
import { openWire } from './wire.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

async function create(schema?: TestSchema): Promise<string> {
  const database = await createTestDatabase(schema)
  onTestFinished(database.drop)
  return database.url
}

async function query(url: string, statement: string): Promise<unknown[]> {
  const sql = postgres(...clientArguments(url, { max: 1 }))
  try {
    return [...(await sql.unsafe(statement))]
  } finally {
    await sql.end()
  }
}

const databases = async (url: string, pattern: string) =>
  query(withDatabase(url, 'postgres'), `select datname from pg_database where datname like '${pattern}'`)

const nameOf = (url: string) => new URL(url).pathname.slice(1)

/** A schema that nobody else has prepared. */
function newSchema() {
  const prepare = vi.fn(async (url: string) => {
    await query(url, `create table facts as select 'prepared' as fact`)
  })
  return { key: randomUUID(), prepare }
}

const READ = 'select fact from facts'
const PREPARED = [{ fact: 'prepared' }]

/** The server by a TCP port, as somebody's own server has one. */
async function listen(url: string): Promise<string> {
  const wire = await openWire(withDatabase(url, 'postgres'))
  onTestFinished(wire.close)
  return wire.url
}

describe('createTestDatabase', () => {
  it('gives each caller a database of its own, and drops it under open connections', async () => {
    const first = await createTestDatabase()
    const second = await create()
    await query(first.url, 'create table facts (fact text)')
    expect(await query(second, `select to_regclass('facts') as facts`)).toEqual([{ facts: null }])

    const sql = postgres(...clientArguments(first.url, { max: 1 }))
    await sql`select 1`
    await first.drop()
    expect(await databases(second, nameOf(first.url))).toEqual([])
    await sql.end()
  })

  it('prepares a schema once, also when two ask at the same time', async () => {
    const schema = newSchema()
    const urls = [...(await Promise.all([create(schema), create(schema)])), await create(schema)]
    for (const url of urls) expect(await query(url, READ)).toEqual(PREPARED)
    expect(schema.prepare).toHaveBeenCalledTimes(1)
  })

  it('prepares again after a failure, and leaves no database of it', async () => {
    const schema = newSchema()
    schema.prepare.mockRejectedValueOnce(new Error('no such table'))
    await expect(createTestDatabase(schema)).rejects.toThrow('no such table')
    expect(await query(await create(schema), READ)).toEqual(PREPARED)
  })

  it('drops what a killed process has left, and nothing that is in use', async () => {
    const used = await create()
    const left = 'onesms_test_left'
    await query(withDatabase(used, 'postgres'), `create database ${left}`)
    await create()
    const remaining = await databases(used, 'onesms\\_test\\_%')
    expect(remaining).not.toContainEqual({ datname: left })
    expect(remaining).toContainEqual({ datname: nameOf(used) })
  })

  it('uses the server of TEST_DATABASE_URL, and leaves it as it was', async () => {
    const external = await listen(await create())
    const templates = await databases(external, 'onesms\\_template\\_%')
    vi.stubEnv('TEST_DATABASE_URL', external)
    const schema = newSchema()
    const { url, drop } = await createTestDatabase(schema)
    expect(new URL(url).port).toBe(new URL(external).port)
    expect(await query(url, READ)).toEqual(PREPARED)
    await drop()
    expect(await databases(external, nameOf(url))).toEqual([])
    expect(await databases(external, 'onesms\\_template\\_%')).toEqual(templates)
  })

  it('fails where there is no server, rather than going on without', async () => {
    vi.stubEnv('TEST_DATABASE_URL', 'postgres://onesms@127.0.0.1:1/postgres')
    await expect(createTestDatabase()).rejects.toThrow('ECONNREFUSED')
  })
})
