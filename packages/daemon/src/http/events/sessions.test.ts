import { FakeClock } from '@onesms/sdk/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CatalogDatabase, createCatalogDatabase } from '../../scheduler/__fixtures__/catalog-database.ts'
import { until } from '../../testing/until.ts'
import { activation, writeBought } from '../../tracking/__fixtures__/bought.ts'
import { type EventServer, startEventServer, tokenOf } from './__fixtures__/event-server.ts'

const clock = new FakeClock()
let database: CatalogDatabase
let server: EventServer
beforeAll(async () => {
  database = await createCatalogDatabase()
  server = await startEventServer(database, { clock })
  await writeBought(database, [activation('1')], { subject: 'alice/carol' })
})
afterAll(async () => {
  await server?.stop()
  await database?.drop()
})

async function issue(): Promise<{ readonly id: string; readonly token: string }> {
  const response = await fetch(`${server.url}/v1/tokens`, {
    method: 'POST',
    headers: { authorization: `Bearer ${tokenOf('alice')}`, 'content-type': 'application/json' },
    body: JSON.stringify({ subject: 'alice/carol', scopes: ['activation:read'], expires_in: 60 }),
  })
  expect(response.status).toBe(201)
  return (await response.json()) as { id: string; token: string }
}

/** Second by second, so that no answer of the database, which lives in another time, is given up for late. */
async function pass(seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    await clock.advance(1_000)
    await database.sql`select 1`
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}

describe('T18 a stream that was opened by a short-lived token', () => {
  it('tells of the numbers of its subject, and ends with it', async () => {
    const { id, token } = await issue()
    const reader = server.read('/v1/events', { token })
    const [event] = await reader.until(1)
    expect(event?.data.activation.id).toBe('hero-sms:1')
    await pass(15)
    await reader.untilBody(':\n\n')
    await database.sql`update onesms.sessions set expires_at = clock_timestamp() where id = ${id}` // by its clock it ends
    await pass(15)
    expect(await reader.ended).toBe(true)
  })

  it('ends when that is revoked', async () => {
    const { id, token } = await issue()
    const [reader, other] = [server.read('/v1/events', { token }), server.read('/v1/events')]
    await reader.until(1)
    expect(await other.status).toBe(200)
    const { status } = await fetch(`${server.url}/v1/tokens/${id}`, {
      method: 'DELETE',
      headers: { authorization: `Bearer ${tokenOf('alice')}` },
    })
    expect(status).toBeLessThan(300)
    await pass(15)
    expect(await reader.ended).toBe(true)
    await until('the other one lives', () => other.body().includes(':\n\n'))
    other.close()
  })
})
