import { serve } from '@onesms/sdk/testing'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSale } from '../../testing/sell-process.ts'
import { type Mall, openMall, type Reply } from './__fixtures__/shop.ts'

/** Before the request is kept; then three writes and one purchase, a step before and one after each. */
const STEPS = 9

let mall: Mall
beforeEach(async () => {
  mall = await openMall()
})
afterEach(() => mall?.close())

/** Kills the process that took an order at a step, or when the provider has charged; then another one is asked again. */
async function crash(killAt: number | 'charged') {
  const { emulator, database, country, clock } = mall
  const body = { service: 'hero-sms:mute', country: `hero-sms:${country}` }
  const server = await serve({
    fetch: async request => {
      const response = await emulator.fetch(request)
      if (killAt === 'charged' && emulator.ledger.activations().length > 0) await sale.kill()
      return response
    },
  })
  const sale = startSale({
    provider: { url: `${server.url}/stubs/handler_api.php`, apiKey: emulator.apiKey },
    url: database.url,
    killAt: killAt === 'charged' ? 0 : killAt,
    key: 'k',
    body,
  })
  const result = await sale.result
  await server.close()
  // The clock of the database is not ours to move, so the purchase is made an old one.
  await database.sql`update onesms.purchase_intents
    set created_at = created_at - interval '15 min', sent_at = sent_at - interval '15 min'`
  const shop = mall.open({ policy: { accountMode: 'exclusive', maxPrice: new Map([['USD', '100']]) } })
  let again: Reply = await shop.buy('k')
  while (again.status === 202 || again.body.code === 'in_progress') {
    await clock.advance(1_000)
    again = await shop.buy('k')
  }
  const sold = emulator.ledger.activations().map(({ id }) => `hero-sms:${id}`)
  const owned = await database.sql`select activation_id from onesms.purchase_intents where activation_id is not null`
  const followed = await database.sql`select id, subject from onesms.activations`
  return { result, again, sold, owned: owned.map(row => row['activation_id']), followed: [...followed] }
}

describe('G04 P29 a process that is killed while it carries an order out', () => {
  it('leaves nothing to do when it is not killed', async () => {
    const { result, again, sold } = await crash(0)
    expect(result).toMatchObject({ steps: STEPS, status: 201, body: { id: sold[0] } })
    expect([again.status, again.body.id, sold.length]).toEqual([201, sold[0], 1])
  })

  it.each([...Array.from({ length: STEPS }, (_, index) => index + 1), 'charged' as const])(
    'at step %s: the key buys one number in all, and what was charged is owned and followed',
    async killAt => {
      const { result, again, sold, owned, followed } = await crash(killAt)
      expect(result).toBeNull()
      expect(owned).toEqual(sold)
      expect(followed).toEqual(sold.map(id => ({ id, subject: 'ann' })))
      // Between the commit of «sending» and the purchase nobody can know that nothing left: it is closed, not sent again.
      const isNeverSent = killAt === 5 || killAt === 6
      expect(sold).toHaveLength(isNeverSent ? 0 : 1)
      if (isNeverSent) expect([again.status, again.body.rejected]).toEqual([503, true])
      else expect([again.status, again.body.id]).toEqual([201, sold[0]])
    },
  )
})
