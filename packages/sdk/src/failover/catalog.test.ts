import { describe, expect, it } from 'vitest'
import { UnknownReferenceError } from '../errors/catalog.ts'
import { ProviderUnavailableError } from '../errors/transport.ts'
import type { FailedBatch, OfferBatch } from '../provider/offer-batch.ts'
import { COUNTRY, member, SERVICE } from './__fixtures__/member.ts'
import { failover } from './failover.ts'

const both = () => failover([member('a').provider, member('b').provider])

describe('the catalog of several providers', () => {
  it('names what they sell by our own names; what nobody has mapped is left out', async () => {
    expect(await both().catalog.services({})).toEqual([{ ...SERVICE, nativeId: 'telegram' }])
    expect(await both().catalog.countries({})).toEqual([{ ...COUNTRY, nativeId: 'GB' }])
  })

  it('has the offers of all, each under its seller', async () => {
    const offers = await both().catalog.offers({ service: 'telegram' }, {})
    expect(offers.map(({ provider }) => provider)).toEqual(['a', 'b'])
  })

  it('a provider that fails is left out while another answers; where none does, the first says why', async () => {
    const [a, b] = [member('a'), member('b')]
    a.look = () => Promise.reject(new ProviderUnavailableError('a is down'))
    const { catalog } = failover([a.provider, b.provider])
    expect(await catalog.offers({ country: 'GB' }, {})).toMatchObject([{ provider: 'b' }])
    b.look = () => Promise.reject(new ProviderUnavailableError('b is down'))
    await expect(catalog.offers({ country: 'GB' }, {})).rejects.toThrow('a is down')
  })

  it('an open question and an id of one provider are refused', async () => {
    const { catalog } = both()
    await expect(catalog.offers({}, {})).rejects.toMatchObject({ code: 'configuration' })
    await expect(catalog.offers({ service: { nativeId: 'tg' } }, {})).rejects.toMatchObject({ code: 'capability' })
  })

  it('networks are one list where there is one provider', async () => {
    const tele2 = { nativeId: 'tele2', name: 'Tele2' }
    const { provider } = member('a')
    const choosy = { ...provider, catalog: { ...provider.catalog, operators: async () => [tele2] } }
    expect(await failover([choosy]).catalog.operators?.({ country: 'GB' }, {})).toEqual([tele2])
    const two = failover([choosy, member('b').provider])
    await expect(two.catalog.operators?.({ country: 'GB' }, {})).rejects.toMatchObject({ code: 'capability' })
  })
})

describe('the scan of several providers', () => {
  async function scanned(catalog: ReturnType<typeof both>['catalog'], countries?: readonly string[]) {
    const batches: (OfferBatch | FailedBatch)[] = []
    const scan = catalog.scan(countries ? { countries } : {}, {})
    for (;;) {
      const { done, value } = await scan.next()
      if (done) return { batches, report: value }
      batches.push(value)
    }
  }

  it('takes one after the other; each batch says who sells it, and the reports add up', async () => {
    const { batches, report } = await scanned(both().catalog)
    expect(batches.map(({ provider }) => provider)).toEqual(['a', 'b'])
    expect(report).toEqual({
      requests: 2,
      bytes: 20,
      rows: 2,
      missing: ['7', '7'],
      partial: false,
      problems: { price: 2, stock: 0, id: 0, duplicate: 0, zeroPrice: 0, caseVariant: 0 },
    })
  })

  it('leaves out who does not know a country, unless nobody does', async () => {
    const { provider } = member('a')
    const abroad = (id: string) => ({
      ...provider,
      id,
      catalog: {
        ...provider.catalog,
        // biome-ignore lint/correctness/useYield: it fails before it has anything
        scan: async function* () {
          throw new UnknownReferenceError('no such country', { provider: id, kind: 'country' })
        },
      },
    })
    const { batches } = await scanned(failover([abroad('x'), member('b').provider]).catalog, ['GB'])
    expect(batches.map(batch => batch.provider)).toEqual(['b'])
    const nobody = failover([abroad('x'), abroad('y')])
    await expect(scanned(nobody.catalog, ['GB'])).rejects.toMatchObject({ code: 'unknown_reference', provider: 'x' })
  })
})
