import { AuthenticationError, ConfigurationError } from '@onesms/sdk'
import { describe, expect, it } from 'vitest'
import { batchOf, noProblems, providerOf, small, type Told } from '../jobs/__fixtures__/made-provider.ts'
import { collectCandidate } from './candidate.ts'

const { signal } = new AbortController()
const collect = (told: Told) =>
  collectCandidate(
    providerOf(() => told),
    { signal },
  )
const failedBatch = (country: string, message = 'no answer') =>
  ({ kind: 'failed', provider: 'made-up', country, error: new ConfigurationError(message) }) as const

describe('collectCandidate', () => {
  it('reads what the provider lists and sells', async () => {
    const candidate = await collect(small)
    expect(candidate.lines.join('')).toBe('16\ttg\t\t\t0.50\t10\n16\tzz\t\t\t0.25\t0\n43\ttg\t\t\t0.75\t\\N\n')
    expect(candidate).toMatchObject({
      provider: { id: 'made-up', name: 'Made Up', currency: 'USD' },
      services: small.services,
      countries: small.countries,
      observed: ['16', '43'],
      failed: [],
      asked: 2,
      requests: 3,
      bytes: 100,
      stats: { offers: 3, countries: 2, services: 2, zeroStock: 1, totalStock: 10, priceSum: 1.5, currency: 'USD' },
    })
  })

  it('adds under their own ids what only the offers name', async () => {
    const candidate = await collect({ ...small, batches: [batchOf('99', [['new', '1', 1]])] })
    expect(candidate.services.at(-1)).toEqual({ slug: null, nativeId: 'new', name: 'new' })
    expect(candidate.countries.at(-1)).toEqual({ iso: null, nativeId: '99', name: '99' })
  })

  it('asks for everything at once, and counts a country that is listed twice once', async () => {
    const asked: unknown[] = []
    const provider = providerOf(() => ({
      ...small,
      countries: [...(small.countries ?? []), ...(small.countries ?? [])],
    }))
    const { catalog } = provider
    const scan: typeof catalog.scan = (query, call) => {
      asked.push(query)
      return catalog.scan(query, call)
    }
    const candidate = await collectCandidate({ ...provider, catalog: { ...catalog, scan } }, { signal })
    expect(asked).toEqual([{}])
    expect(candidate.asked).toBe(2)
  })

  it('D25 takes a key that comes twice once, also in another batch, and counts it', async () => {
    const candidate = await collect({
      ...small,
      batches: [
        batchOf('16', [
          ['tg', '0.50', 10],
          ['tg', '0.60', 20],
        ]),
        batchOf('16', [['tg', '0.70', 30]]),
      ],
      report: { problems: { ...noProblems, duplicate: 4 } },
    })
    expect(candidate.lines.join('')).toBe('16\ttg\t\t\t0.50\t10\n')
    expect(candidate.faults).toEqual({ invalid: 0, duplicates: 6 })
    expect(candidate.stats).toMatchObject({ offers: 1, totalStock: 10 })
  })

  it('tells operators and suppliers of one service apart', async () => {
    const rows = [
      ['tg', '1', 1],
      ['tg', '2', 2],
      ['tg', '3', 3],
      ['tg', '4', 4],
    ] as const
    const operator = ['a', null, 'a', null]
    const supplier = [null, 'a', 'b', 'a']
    const candidate = await collect({ ...small, batches: [batchOf('16', rows, { operator, supplier })] })
    expect(candidate.lines.join('')).toBe('16\ttg\ta\t\t1\t1\n16\ttg\t\ta\t2\t2\n16\ttg\ta\tb\t3\t3\n')
    expect(candidate.faults.duplicates).toBe(1)
  })

  it('counts as unreadable what was left out, not what was kept', async () => {
    const problems = { price: 1, stock: 2, id: 4, duplicate: 8, zeroPrice: 16, caseVariant: 32 }
    const candidate = await collect({ ...small, report: { problems } })
    expect(candidate.faults).toEqual({ invalid: 7, duplicates: 8 })
    expect(candidate.problems).toEqual(problems)
  })

  it('D23 a country that failed is not observed, whatever else the scan said of it', async () => {
    const candidate = await collect({
      ...small,
      batches: [...(small.batches ?? []), failedBatch('43', 'no answer\nTry later.')],
      report: { missing: ['43'] },
    })
    expect(candidate.observed).toEqual(['16'])
    expect(candidate.failed).toEqual([{ country: '43', reason: 'no answer Try later.' }])
    expect(candidate.stats.countries).toBe(1)
  })

  it('takes a country that the answer leaves out as one with nothing to sell', async () => {
    const candidate = await collect({
      ...small,
      batches: [batchOf('16', [['tg', '1', 1]])],
      report: { missing: ['43'] },
    })
    expect(candidate.observed).toEqual(['16', '43'])
    expect(candidate.failed).toEqual([])
    expect(candidate.stats.countries).toBe(2)
  })

  it('does not believe that when the answer leaves out many', async () => {
    const candidate = await collect({
      ...small,
      batches: [failedBatch('16')],
      report: { missing: ['16', '43'], partial: true },
    })
    expect(candidate.observed).toEqual([])
    expect(candidate.failed).toEqual([
      { country: '16', reason: 'no answer' },
      { country: '43', reason: 'missing in the answer' },
    ])
    expect(candidate.stats.countries).toBe(0)
  })

  it('says how far it has come, failures included', async () => {
    const seen: string[] = []
    const told = { ...small, batches: [failedBatch('16'), batchOf('43', [])] }
    await collectCandidate(
      providerOf(() => told),
      { signal, onCountry: (done, of) => seen.push(`${done}/${of}`) },
    )
    expect(seen).toEqual(['1/2', '2/2'])
  })

  it('refuses offers in another currency than the account', async () => {
    const told = { ...small, batches: [batchOf('16', [['tg', '1', 1]], { currency: 'EUR' })] }
    await expect(collect(told)).rejects.toThrow('the offers of country 16 are in EUR, the account is in USD')
  })

  it('lets the errors of the provider through', async () => {
    const error = new AuthenticationError('no such key')
    const provider = providerOf(() => {
      throw error
    })
    await expect(collectCandidate(provider, { signal })).rejects.toBe(error)
  })
})
