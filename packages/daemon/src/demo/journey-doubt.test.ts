import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../testing/until.ts'
import { type AppStage, openAppStage } from './__fixtures__/app-stage.ts'
import { BUY, shopperAt } from './__fixtures__/shopper.ts'
import { DEMO_POLICY } from './sale.ts'

describe('a purchase of which the page does not know what came', () => {
  let stage: AppStage
  beforeAll(async () => {
    stage = await openAppStage()
  })
  afterEach(() => stage.emulator.faults.clear())
  afterAll(() => stage.close())

  const sold = () => stage.emulator.ledger.activations().length

  it('R03 is taken up by a page that is loaded anew in the middle of it, and charged once', async () => {
    await using visit = await stage.visit()
    const { page } = visit
    const shopper = shopperAt(page)
    await shopper.toTheButton()
    const before = sold()
    const release = stage.hold()
    await shopper.press(BUY)
    await shopper.read('Buying your number…')
    const { sql, schema } = stage.database
    await until(
      'the purchase to have come to the daemon',
      async () => (await sql`select from ${sql(schema)}.purchase_intents where state = 'sending'`).count === 1,
    )
    await page.reload()
    await shopper.read('Checking with the provider…')
    expect(await page.getByRole('button', { name: BUY }).count()).toBe(0)
    release()
    await shopper.read('Waiting for the SMS')
    expect(sold()).toBe(before + 1)
  })

  it('R06 goes on while its page is elsewhere, which finds its number when it comes back', async () => {
    await using visit = await stage.visit()
    const { page } = visit
    const shopper = shopperAt(page)
    await shopper.toTheButton()
    const before = sold()
    const release = stage.hold()
    await shopper.press(BUY)
    await shopper.read('Buying your number…')
    await page.getByRole('link', { name: 'History' }).click()
    release()
    await page.goBack()
    await shopper.read('Waiting for the SMS')
    expect(sold()).toBe(before + 1)
  })

  it('R15 R16 is being checked and cannot be sent again, and its number is shown once it is found', async () => {
    await using visit = await stage.visit()
    const { page } = visit
    const shopper = shopperAt(page)
    await shopper.toTheButton()
    const before = sold()
    stage.emulator.faults.inject({ kind: 'reset', action: 'getNumberV2', times: 1 })
    const listAgain = stage.emulator.faults.inject({ kind: 'list-error' })
    await shopper.press(BUY)
    await shopper.read('Checking with the provider…')
    expect(await page.getByRole('button', { name: BUY }).count()).toBe(0)
    listAgain()
    await shopper.read('Waiting for the SMS')
    expect(sold()).toBe(before + 1)
  })

  it('R15 R16 is being checked, and may be tried again once a person has said that nothing was bought', async () => {
    await using visit = await stage.visit()
    const { page } = visit
    const shopper = shopperAt(page)
    await shopper.toTheButton()
    stage.emulator.faults.inject({ kind: 'list-error' })
    stage.emulator.faults.inject({ kind: 'server-error', action: 'getNumberV2', times: 1 })
    await shopper.press(BUY)
    await shopper.read('Checking with the provider…')
    const headers = { authorization: `Bearer ${stage.token}`, 'content-type': 'application/json' }
    const open = await fetch(`${stage.url}/v1/purchases/open`, { headers })
    const { data } = (await open.json()) as { data: readonly { readonly id: string }[] }
    const resolved = await fetch(`${stage.url}/v1/purchases/${data[0]?.id}/resolve`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ activation_id: 'none', reason: 'the provider says so' }),
    })
    expect(resolved.status).toBe(200)
    await shopper.read('Nothing was bought')
    await page.getByRole('button', { name: BUY }).waitFor()
  })

  it('R18 is one of two in two tabs, each with its own number', async () => {
    await using visit = await stage.visit()
    const { page } = visit
    const other = shopperAt(await page.context().newPage())
    const before = sold()
    await Promise.all([shopperAt(page).buy(), other.buy()])
    expect(sold()).toBe(before + 2)
  })

  it('R18 is the last one, in one of two tabs, of those that may be bought in a minute, and the other tab says so', async () => {
    await using visit = await stage.visit()
    const { page } = visit
    const pages = [page, await page.context().newPage()]
    const asked = page.waitForRequest(/\/v1\/services/)
    await Promise.all(pages.map(each => shopperAt(each).toTheButton()))
    const { authorization = '' } = await (await asked).allHeaders()
    const perMinute = DEMO_POLICY.limits.subject.perMinute ?? 0
    for (let bought = 1; bought < perMinute; bought += 1) {
      const response = await fetch(`${stage.url}/v1/activations`, {
        method: 'POST',
        body: JSON.stringify({ service: 'telegram', country: 'GB' }),
        headers: { authorization, 'content-type': 'application/json', 'idempotency-key': `number ${bought}` },
      })
      expect(response.status).toBe(201)
    }
    const before = sold()
    await Promise.all(pages.map(each => shopperAt(each).press(BUY)))
    const said = await Promise.all(
      pages.map(async each => {
        const outcome = each.getByText(/^Waiting for the SMS$|^The limit of what may be bought here is reached/).first()
        return outcome.textContent()
      }),
    )
    expect(said.sort()).toEqual([
      'The limit of what may be bought here is reached. Try again later. ',
      'Waiting for the SMS',
    ])
    expect(sold()).toBe(before + 1)
    visit.forgive() // the answer 429
  })
})
