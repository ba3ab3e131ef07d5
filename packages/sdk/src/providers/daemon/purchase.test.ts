import { describe, expect, it } from 'vitest'
import type { Activation } from '../../activation/activation.ts'
import type { PurchaseUnknownError } from '../../purchase/unknown-error.ts'
import { pass } from '../../testing/conformance/scene.ts'
import { afterSale, connectionCut, lostAnswers } from '../../testing/conformance/wire.ts'
import { connectionReset } from '../../testing/faults/connection-reset.ts'
import { onPosts, openScene, RENTAL, TELEGRAM } from './__fixtures__/scene.ts'

const failure = <T>(promise: Promise<T>) =>
  promise.then(
    () => expect.fail('it did not fail'),
    error => error,
  )

describe('a purchase through a daemon', () => {
  it.each(Object.entries(lostAnswers))('%s, once: the same key is sent again, one number is sold', async (_, spoil) => {
    const { page, before, vendor, clock, sold, posts } = openScene()
    const client = page()
    let isLost = false
    before.fault = afterSale(vendor, response => {
      isLost = true
      return spoil(response)
    })
    const bought = await pass(clock, client.activations.buy(TELEGRAM))
    expect(isLost).toBe(true)
    expect([sold(), posts().length]).toEqual([1, 2])
    expect(bought.id).toBe(`hero-sms:${vendor.ledger.activations()[0]?.id}`)
    await client.close()
  })

  it.each([
    ['P01 cut', connectionCut],
    [
      'P07 a page of status 502',
      async (send: () => Promise<Response>) => send().then(() => new Response('<html>', { status: 502 })),
    ],
    ['P09 a page of status 200', async (send: () => Promise<Response>) => send().then(() => new Response('<html>'))],
  ])('%s, every time: unknown after four POSTs, then the daemon is asked by the key', async (_, fault) => {
    const { page, before, clock, sold, posts, standIn } = openScene()
    const client = page()
    before.fault = onPosts(fault)
    const error: PurchaseUnknownError<Activation> = await pass(clock, failure(client.activations.buy(TELEGRAM)))
    expect(error.code).toBe('purchase_unknown')
    expect([sold(), posts().length]).toEqual([1, 4])
    const found = await pass(clock, error.reconcile())
    expect(found?.snapshot).toMatchObject({ provider: 'hero-sms', status: 'waiting' })
    expect(standIn.requests).toContain('GET purchases')
    expect(standIn.requests).not.toContain('GET activations')
    expect([sold(), posts().length]).toEqual([1, 4])
  })

  it('P02 what never arrived is unknown until its horizon, then known to have bought nothing', async () => {
    const { page, before, clock, sold } = openScene()
    const client = page()
    before.fault = onPosts(() => Promise.reject(connectionReset()))
    const error: PurchaseUnknownError<Activation> = await pass(clock, failure(client.activations.buy(TELEGRAM)))
    expect(error.code).toBe('purchase_unknown')
    expect(await pass(clock, error.reconcile())).toBeNull()
    expect(sold()).toBe(0)
    await client.close()
  })

  it('E20 rentals and extensions are sent again under their key, and charged once', async () => {
    const { page, before, vendor, clock } = openScene()
    const client = page()
    const cut = () => {
      let isLeft = true
      before.fault = afterSale(vendor, response => {
        if (!isLeft) return response
        isLeft = false
        throw connectionReset()
      })
    }
    cut()
    const rental = await pass(clock, client.rentals.rent(RENTAL))
    await clock.advance(600_000)
    cut()
    const end = rental.snapshot.expiresAt?.getTime() ?? 0
    const prices: unknown[] = []
    client.on('purchase:confirmed', ({ snapshot }) => prices.push(snapshot.price))
    await pass(clock, rental.extend({ hours: 24 }))
    expect([rental.snapshot.price, prices]).toEqual([expect.anything(), [null]]) // the daemon tells what the rental cost
    expect(vendor.ledger.rentals?.().map(({ extensions }) => extensions.length)).toEqual([1])
    expect(rental.snapshot.expiresAt?.getTime()).toBeGreaterThan(end)
    await client.close()
  })

  it('R03 a page that is loaded anew and buys under the same key has the same number', async () => {
    const { page, clock, sold, vendor } = openScene()
    const first = await pass(clock, page().activations.buy(TELEGRAM, { idempotencyKey: 'visit-17' }))
    vendor.sms(first.id, { text: 'Your code is 004567', code: '004567' })
    const again = await pass(clock, page().activations.buy(TELEGRAM, { idempotencyKey: 'visit-17' }))
    expect([again.id, sold()]).toEqual([first.id, 1])
    expect(
      await failure(page().activations.buy({ ...TELEGRAM, maxPrice: '0.40' }, { idempotencyKey: 'visit-17' })),
    ).toMatchObject({ code: 'idempotency_conflict', rejected: true })
    expect(sold()).toBe(1)
  })

  it('R16 an outcome that the daemon does not know yet is followed to its end', async () => {
    const { page, behind, vendor, clock, sold, posts, standIn } = openScene()
    behind.fault = afterSale(vendor, () => Promise.reject(connectionReset()))
    const client = page()
    const bought = await pass(clock, client.activations.buy(TELEGRAM))
    expect(bought.id).toBe(`hero-sms:${vendor.ledger.activations()[0]?.id}`)
    expect([sold(), posts()]).toEqual([1, ['POST activations']])
    expect(standIn.requests).toContain('GET purchases/:id')
    await client.close()
  })

  it('R16 also where it ends in nothing, which is proof that nothing was bought', async () => {
    const { page, behind, clock, sold } = openScene()
    behind.fault = (send, { url }) => (url.includes('getNumber') ? Promise.reject(connectionReset()) : send())
    const error = await pass(clock, failure(page().activations.buy(TELEGRAM)))
    const outcome = error.code === 'purchase_unknown' ? await pass(clock, error.reconcile()) : error.rejected
    expect([null, true]).toContain(outcome)
    expect(sold()).toBe(0)
  })

  it('R16 for two minutes at most; then it is unknown here, too', async () => {
    const { page, before, behind, vendor, clock, sold } = openScene()
    behind.fault = afterSale(vendor, () => Promise.reject(connectionReset()))
    before.fault = (send, { url }) => (url.includes('/purchases/') ? Promise.reject(connectionReset()) : send())
    const start = clock.now()
    const error = await pass(clock, failure(page().activations.buy(TELEGRAM)))
    expect([error.code, sold()]).toEqual(['purchase_unknown', 1])
    expect(clock.now() - start).toBeGreaterThanOrEqual(90_000)
    expect(clock.now() - start).toBeLessThanOrEqual(120_000)
  })
})
