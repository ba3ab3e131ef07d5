import { randomUUID } from 'node:crypto'
import { createHandlerApiEmulator } from '@onesms/sdk/testing'
import { expect, it, onTestFinished } from 'vitest'
import { createRunner } from '../scheduler/runner.ts'
import { createTestDatabase } from '../testing/database.ts'
import { emulatedProvider, NEVER, SMALL } from '../testing/stage.ts'
import { connect, type Pool } from './connect.ts'
import { migrate } from './migrate.ts'

const pools: Pool[] = []
function open(url: string): Pool {
  const pool = connect({ url, max: 1 })
  pools.push(pool)
  return pool
}

it('D12 no connection is to be had: the run is given up, and the next one of the same process succeeds', async () => {
  const { url, drop } = await createTestDatabase()
  const admin = open(url)
  const role = `onesms_test_${randomUUID().slice(0, 8)}`
  onTestFinished(async () => {
    await admin.unsafe(`drop owned by ${role} cascade; drop role ${role}`).simple()
    await Promise.all(pools.map(pool => pool.end({ timeout: 1 })))
    await drop()
  })
  await admin`create role ${admin(role)} login connection limit 2`
  await admin.unsafe(`do $$ begin execute format('grant create on database %I to ${role}', current_database()); end $$`)
  const limited = new URL(url)
  limited.username = role

  const sql = open(limited.href)
  await migrate({ sql, schema: 'onesms' })
  const provider = emulatedProvider(createHandlerApiEmulator({ size: SMALL }))
  const runner = createRunner({ database: { sql, schema: 'onesms' }, holder: 'a', schedule: NEVER })
  const { signal } = new AbortController()
  const sync = () => runner.run({ job: 'services', provider, trigger: 'manual', signal })

  await admin`select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename = ${role}`
  const others = [open(limited.href), open(limited.href)]
  for (const other of others) await other`select`
  await expect(sync()).rejects.toMatchObject({ code: '53300' })
  await Promise.all(others.map(other => other.end()))
  expect(await sync()).toMatchObject({ status: 'succeeded' })
})
