import { FakeClock } from '@onesms/sdk/testing'
import { expect, it } from 'vitest'
import { createDatabaseGate, DatabaseUnavailableError } from './database-gate.ts'

it('says that the database is away in one way, whatever the driver calls it', async () => {
  const gate = createDatabaseGate(new FakeClock())
  const failing = (code: string) => gate(() => Promise.reject(Object.assign(new Error(code), { code })))
  for (const code of ['ECONNREFUSED', 'CONNECT_TIMEOUT', 'CONNECTION_CLOSED', '57P01', '53300', '08006', '28P01']) {
    await expect(failing(code)).rejects.toThrow(DatabaseUnavailableError)
  }
  for (const code of ['42P01', '22P02', 'ERR_INVALID_ARG_TYPE']) await expect(failing(code)).rejects.toThrow(code)
})

it('gives up on a read after five seconds, and after less when told so', async () => {
  const clock = new FakeClock()
  const gate = createDatabaseGate(clock)
  const never = () => new Promise<never>(() => {})
  const slow = expect(gate(never)).rejects.toThrow(DatabaseUnavailableError)
  const ping = expect(gate(never, 1_000)).rejects.toThrow(DatabaseUnavailableError)
  await clock.advance(1_000)
  await ping
  await clock.advance(3_999)
  expect(clock.sleeping).toBe(1)
  await clock.advance(1)
  await slow
})

it('sends a few at a time, in the order in which they came; the others wait, and whoever waits for too long is not sent', async () => {
  const clock = new FakeClock()
  const gate = createDatabaseGate(clock)
  const sent: number[] = []
  const ends: (() => void)[] = []
  const read = (place: number) => () => {
    sent.push(place)
    return new Promise<void>(resolve => ends.push(resolve))
  }
  const first = Array.from({ length: 3 }, (_, place) => gate(read(place), 60_000))
  const impatient = expect(gate(read(3), 1_000)).rejects.toThrow(DatabaseUnavailableError)
  const last = gate(read(4))
  await clock.advance(1_000)
  await impatient
  expect(sent).toEqual([0, 1, 2])
  ends[1]?.()
  await first[1]
  expect(sent).toEqual([0, 1, 2, 4])
  for (const end of ends) end()
  await Promise.all([...first, last])
  expect(clock.sleeping).toBe(0)
})

it('sends nothing more while 64 reads hang, also when nobody waits for them any more', async () => {
  const clock = new FakeClock()
  const gate = createDatabaseGate(clock)
  let release = () => {}
  const hanging = new Promise<void>(resolve => {
    release = resolve
  })
  for (let sent = 0; sent < 64; ) {
    const given = Array.from({ length: Math.min(3, 64 - sent) }, () => expect(gate(() => hanging)).rejects.toThrow())
    await clock.advance(5_000)
    await Promise.all(given)
    sent += given.length
  }
  let asked = false
  const read = async () => {
    asked = true
  }
  await expect(gate(read)).rejects.toThrow(DatabaseUnavailableError)
  expect(asked).toBe(false)
  release()
  await clock.advance(0)
  await gate(read)
  expect(asked).toBe(true)
})
