import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openLedger } from '../../accounts/open-ledger.ts'
import { NO_LIMITS } from '../../purchase/policy.ts'
import { until } from '../../testing/until.ts'
import { type Mall, openMall, type Reply } from './__fixtures__/shop.ts'

let mall: Mall
beforeAll(async () => {
  mall = await openMall()
})
beforeEach(() => mall.database.clear())
afterAll(() => mall?.close())

const brief = ({ status, body }: Reply) => [status, body.code, body.rejected ?? false]
const kept = async () => (await mall.database.sql`select from onesms.purchase_requests`).count > 0

/** Lets no purchase pass while something is done. */
async function whileNobodyPasses<T>(act: () => Promise<T>): Promise<T> {
  return mall.database.sql.begin(async tx => {
    await tx`select pg_advisory_xact_lock(hashtextextended('onesms purchases onesms', 0))`
    return act()
  }) as Promise<T>
}

describe('P26 one key in two processes, of which one refuses', () => {
  it('what was proven not to be bought is not bought by the other one a moment later', async () => {
    const [seller, strict] = [
      mall.open({ database: mall.database.connect() }),
      mall.open({ database: mall.database.connect(), policy: { enabled: false } }),
    ]
    const before = mall.wire()
    const { bought, refused } = await whileNobodyPasses(async () => {
      const bought = seller.buy('k')
      await until('the key is kept', kept)
      return { bought, refused: await strict.buy('k') }
    })
    const told = await bought
    expect(brief(refused)).toEqual([403, 'purchase_disabled', true])
    expect([...brief(told), mall.wire() - before]).toEqual([503, 'not_sent', true, 0])
    expect((await seller.buy('k')).status).toBe(201) // the key may be used again
  })

  it('nothing is proven while the other one buys', async () => {
    const strict = mall.open({ database: mall.database.connect(), policy: { enabled: false } })
    const provider = mall.provider()
    let refused: Reply | undefined
    const purchase: typeof provider.activations.purchase = async (...args) => {
      refused = await strict.buy('k')
      return provider.activations.purchase(...args)
    }
    const seller = mall.open({ providers: [{ ...provider, activations: { ...provider.activations, purchase } }] })
    expect((await seller.buy('k')).status).toBe(201)
    expect(refused && brief(refused)).toEqual([409, 'in_progress', false])
  })

  it('also where they sell from different providers', async () => {
    const other = { ...mall.provider(), id: 'other' }
    const [seller, stranger] = [
      mall.open({ database: mall.database.connect() }),
      mall.open({ database: mall.database.connect(), providers: [other] }),
    ]
    const before = mall.wire()
    const { bought, refused } = await whileNobodyPasses(async () => {
      const bought = seller.buy('k')
      await until('the key is kept', kept)
      return { bought, refused: await stranger.buy('k') }
    })
    const { status } = await bought
    expect(brief(refused)).toEqual([404, 'unknown_reference', true])
    expect([status, mall.wire() - before]).toEqual([503, 0])
  })

  it('a purchase that is about to be sent again is not, once somebody was told that nothing is bought', async () => {
    const strict = mall.open({ policy: { enabled: false } })
    const seller = mall.open({ database: mall.database.connect() })
    await seller.buy('k')
    // As it stands between two attempts to send it.
    const [intent] = await mall.database.sql<{ id: string }[]>`
      update onesms.purchase_intents set state = 'not_sent', activation_id = null, snapshot = null returning id`
    expect(brief(await strict.buy('k'))).toEqual([403, 'purchase_disabled', true])
    const limits = { subject: NO_LIMITS, total: NO_LIMITS }
    const ledger = openLedger(mall.database, [mall.provider()], { limits })
    await expect(ledger.begin(intent?.id ?? '')).rejects.toThrow('refused to somebody else')
    expect((await seller.buy('k')).status).toBe(201)
  })
})
