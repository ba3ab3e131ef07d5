import { describe, expect, it } from 'vitest'
import type { ActivationObservation } from '../provider/snapshot.ts'
import { AT, member, snapshotOf } from './__fixtures__/member.ts'
import { failover } from './failover.ts'

const told = (id: string, facts: Partial<ActivationObservation> = {}): ActivationObservation => ({
  id,
  provider: id.split(':')[0] ?? '',
  nativeId: id.split(':')[1] ?? '',
  observedAt: AT,
  ...facts,
})
const many = async (ids: readonly string[]) => new Map(ids.map(id => [id, told(id)]))

describe('by the id of a number', () => {
  it.each(['c:1', 'x', '', ':1', 'failover:1'])('%j was sold by nobody here', async id => {
    const { activations } = failover([member('a').provider, member('b').provider])
    await expect(activations.fetch(id, {})).rejects.toMatchObject({ code: 'not_found', provider: 'failover' })
    await expect(activations.cancel(id, {})).rejects.toMatchObject({ code: 'not_found' })
  })

  it('everything about it goes to the one that sold it', async () => {
    const complete = async (id: string) => told(id, { status: 'completed' })
    const report = async (id: string) => told(id, { status: 'cancelled', reason: 'reported' })
    const retry = async (id: string) => told(id, { status: 'retrying' })
    const able = member('b', { activations: { complete, report, retry } })
    const { activations } = failover([member('a').provider, able.provider])
    expect(await activations.fetch('a:1', {})).toMatchObject({ provider: 'a' })
    expect(await activations.cancel('b:1', {})).toMatchObject({ provider: 'b', status: 'cancelled' })
    expect(await activations.complete?.('b:1', {})).toMatchObject({ status: 'completed' })
    expect(await activations.report?.('b:1', 'no_sms', {})).toMatchObject({ reason: 'reported' })
    expect(await activations.retry?.('b:1', {})).toMatchObject({ status: 'retrying' })
  })

  it('one that closes by itself is looked at; what it has not is refused', async () => {
    const able = member('b', { activations: { retry: async id => told(id), report: async id => told(id) } })
    const { activations } = failover([member('a').provider, able.provider])
    expect(await activations.complete?.('a:1', {})).toMatchObject({ provider: 'a', status: 'waiting' })
    await expect(activations.retry?.('a:1', {})).rejects.toMatchObject({ code: 'capability', provider: 'a' })
    await expect(activations.report?.('a:1', 'banned', {})).rejects.toMatchObject({ code: 'capability' })
    const plain = failover([member('a').provider])
    expect(plain.activations).not.toHaveProperty('retry')
    expect(plain.activations).not.toHaveProperty('report')
    expect(plain.activations).not.toHaveProperty('fetchMany')
  })
})

describe('many at once', () => {
  it('each is asked for its own; whoever fails or has no list says nothing', async () => {
    const asked: (readonly string[])[] = []
    const noting = async (ids: readonly string[]) => {
      asked.push(ids)
      return many(ids)
    }
    const broken = () => Promise.reject(new Error('502'))
    const { activations } = failover([
      member('a', { activations: { fetchMany: noting } }).provider,
      member('b', { activations: { fetchMany: broken } }).provider,
      member('c').provider,
      member('d', { activations: { fetchMany: noting } }).provider,
    ])
    const answer = await activations.fetchMany?.(['a:1', 'b:1', 'c:1', 'd:1', 'x:1', 'a:2'], {})
    expect([...(answer?.keys() ?? [])]).toEqual(['a:1', 'a:2', 'd:1'])
    expect(asked).toEqual([['a:1', 'a:2'], ['d:1']])
  })

  it('aborted, the reason comes back', async () => {
    const { activations } = failover([member('a', { activations: { fetchMany: many } }).provider])
    const signal = AbortSignal.abort(new Error('enough'))
    await expect(activations.fetchMany?.(['a:1'], { signal })).rejects.toThrow('enough')
  })
})

describe('the list', () => {
  const at = (seconds: number) => new Date(AT.getTime() + seconds * 1_000)
  const sold = (id: string, native: string, seconds: number) => ({ ...snapshotOf(id, native), createdAt: at(seconds) })

  it('is that of all, in the order of sale', async () => {
    const a = member('a', { activations: { list: async () => [sold('a', '1', 3), sold('a', '2', 1)] } })
    const late = { ...sold('b', '1', 9), soldAt: at(2) }
    const b = member('b', { activations: { list: async () => [late] } })
    const list = await failover([a.provider, b.provider]).activations.list?.({})
    expect(list?.map(({ id }) => id)).toEqual(['a:2', 'b:1', 'a:1'])
  })

  it('of which one failed is none: an error is not an empty list', async () => {
    const broken = member('b', { activations: { list: () => Promise.reject(new Error('502')) } })
    const { activations } = failover([member('a').provider, broken.provider])
    await expect(activations.list?.({})).rejects.toThrow('502')
  })

  it('is there only where every provider has one', () => {
    const { list: _, ...activations } = member('b').provider.activations
    const listless = { ...member('b').provider, activations }
    expect(failover([member('a').provider, listless]).activations).not.toHaveProperty('list')
  })
})
