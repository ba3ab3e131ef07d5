import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/database.ts'
import { until } from '../testing/until.ts'
import { connect, type Pool } from './connect.ts'
import { reachWritable } from './reach-writable.ts'

let server: TestDatabase
let admin: Pool
let sql: Pool
beforeEach(async () => {
  server = await createTestDatabase()
  admin = connect({ url: server.url, name: 'admin', max: 1 })
  sql = connect({ url: server.url, name: 'only', max: 1 })
})
afterEach(async () => {
  await sql.end({ timeout: 1 })
  await admin.end()
  await server.drop()
})

const endIt = () => admin`select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = 'only'`
const pid = async () => (await sql<{ pid: number }[]>`select pg_backend_pid() as pid`)[0]?.pid

describe('D09 D10 reachWritable', () => {
  it('leaves a connection alone that writes', async () => {
    const before = await pid()
    await reachWritable(sql)
    expect(await pid()).toBe(before)
  })

  it('passes over what is left of a connection that ended in the middle of an answer', async () => {
    const long = sql`select number, pg_sleep(0.001) is null from generate_series(1, 1000000) number`.catch(
      () => 'ended',
    )
    const isSending = async () =>
      (await admin`select from pg_stat_activity where application_name = 'only' and state = 'active'`).count
    await until('the statement runs', isSending)
    await sleep(300) // until rows have come over
    await endIt()
    expect(await long).toBe('ended')
    await reachWritable(sql)
    expect([...(await sql`select 1 as one`)]).toEqual([{ one: 1 }])
  })

  it('ends a connection that only reads, and says so when every one does', async () => {
    await sql`set default_transaction_read_only = on`
    const before = await pid()
    await reachWritable(sql)
    expect(await pid()).not.toBe(before)

    const [database] = await admin<{ name: string }[]>`select current_database() as name`
    await admin.unsafe(`alter database "${database?.name}" set default_transaction_read_only = on`)
    await endIt()
    await expect(reachWritable(sql)).rejects.toThrow('the database takes no writes')
  })

  it('throws when there is no database', async () => {
    const nowhere = connect({ url: 'postgres://onesms@127.0.0.1:1/nowhere', max: 1 })
    await expect(reachWritable(nowhere)).rejects.toThrow('ECONNREFUSED')
    await nowhere.end({ timeout: 1 })
  })
})
