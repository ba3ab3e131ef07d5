import { describe, expect, it } from 'vitest'
import { createMemoryStore } from '../purchase/memory-store.ts'
import { virtualClient } from './__fixtures__/client.ts'
import { createClient } from './create-client.ts'

/** A page that was loaded anew and knows ids alone. */
async function loadedAnew(count: number) {
  const { vendor, clock, buy } = virtualClient({ hasList: true })
  const numbers = await Promise.all(Array.from({ length: count }, () => buy()))
  const client = createClient({ provider: vendor.provider, clock, store: createMemoryStore({ clock }) })
  return { vendor, clock, client, ids: numbers.map(({ id }) => id) }
}

describe('many numbers that are looked up at once', () => {
  it('cost one list', async () => {
    const { client, vendor, ids } = await loadedAnew(100)
    const before = vendor.callsOf('list').length
    const found = await Promise.all(ids.map(id => client.activations.get(id)))
    expect(found.map(({ id }) => id)).toEqual(ids)
    expect([vendor.callsOf('list').length - before, vendor.callsOf('fetch').length]).toEqual([1, 0])
  })

  it('are asked for one by one where the list does not hold them, each once however many ask', async () => {
    const { client, vendor, ids } = await loadedAnew(3)
    for (const id of ids.slice(1)) {
      vendor.change(id, { status: 'closed', phone: '+447700900123' })
    }
    const before = vendor.callsOf('list').length
    const found = await Promise.all([...ids, ...ids].map(id => client.activations.get(id)))
    expect(found[0]).toBe(found[3])
    expect([vendor.callsOf('list').length - before, vendor.callsOf('fetch').map(call => call.ids[0])]).toEqual([
      1,
      ids.slice(1),
    ])
  })

  it('fail together, and the next one asks anew', async () => {
    const { client, vendor, ids } = await loadedAnew(2)
    vendor.failNext('list', new Error('no'))
    const outcomes = await Promise.allSettled(ids.map(id => client.activations.get(id)))
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect((await client.activations.get(ids[0] ?? '')).status).toBe('waiting')
  })

  it('who leaves takes nothing from the others', async () => {
    const { client, vendor, clock, ids } = await loadedAnew(2)
    vendor.answerAfter(5_000)
    const leaving = new AbortController()
    const calls = [{ signal: leaving.signal }, {}]
    const got = calls.map((call, index) => client.activations.get(ids[index] ?? '', call))
    got[0]?.catch(() => {})
    await clock.advance(1_000)
    leaving.abort('enough')
    await expect(got[0]).rejects.toBe('enough')
    await clock.advance(5_000)
    expect((await got[1])?.id).toBe(ids[1])
    await expect(client.activations.get('virtual:99', { signal: AbortSignal.abort('no') })).rejects.toBe('no')
  })
})
