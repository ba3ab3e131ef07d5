import type { ActivationSnapshot, IntentFlag, SmsMessage } from '@onesms/sdk'
import { heroSms } from '@onesms/sdk/providers/hero-sms'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createIntentStore } from '../db/store/intents.ts'
import { openTrackingStage, type TrackingStage } from './__fixtures__/stage.ts'
import { recordSnapshot } from './record.ts'

let stage: TrackingStage
beforeAll(async () => {
  stage = await openTrackingStage()
})
afterAll(() => stage?.close())

/** What a process leaves behind that ends as soon as it has written down what it bought. */
async function boughtByTheDead(
  flags: readonly IntentFlag[],
  change: (bought: ActivationSnapshot) => ActivationSnapshot = bought => bought,
): Promise<string> {
  const { apiKey, fetch, catalog } = stage.emulator
  const request = {
    service: { nativeId: 'mute' },
    country: { nativeId: String(catalog.countries[0]?.id) },
    intentId: crypto.randomUUID(),
  }
  const provider = heroSms({ apiKey, fetch, requestsPerSecond: 1_000 })
  const store = createIntentStore(stage.database)
  const id = request.intentId
  await store.insert({
    id,
    account: provider.id,
    idempotencyKey: null,
    targets: provider.activations.targets(request),
    maxPrice: '0.01',
    gateFor: 0,
    state: 'prepared',
    activationId: null,
    snapshot: null,
    flags: [],
  })
  await store.begin(id)
  const snapshot = change(await provider.activations.purchase(request, {}))
  await store.transition(id, ['sending'], { state: 'confirmed', activationId: snapshot.id, snapshot, flags })
  return snapshot.id
}

const statusOf = async (id: string) => (await stage.row(id))?.snapshot.status

describe('what a process bought that ended at once', () => {
  it.each(['price_exceeded', 'surplus'] as const)(
    'P22 is given back by another one where it is %s',
    async flag => {
      const other = stage.open('other')
      other.tracker.start()
      await stage.clock.advance(5_000)
      const id = await boughtByTheDead([flag])
      expect((await stage.row(id))?.cancelRequestedAt).toBeInstanceOf(Date)
      await stage.clock.advance(118_000)
      await stage.until('it is given back', async () => (await statusOf(id)) === 'cancelled', 60)
      const [sold] = stage.emulator.ledger.activations().filter(each => id.endsWith(`:${each.id}`))
      expect(sold?.status).toBe('cancelled')
      await other.close()
    },
    30_000,
  )

  it('stays, where somebody waits for it', async () => {
    const id = await boughtByTheDead(['price_untold'])
    expect((await stage.row(id))?.cancelRequestedAt).toBeNull()
  })

  it('has the SMS that was there when it was found, also where nobody tells it again', async () => {
    const message: SmsMessage = {
      id: '0:77',
      text: 'Your code is 77',
      code: '77',
      sender: null,
      channel: 'sms',
      receivedAt: null,
    }
    const id = await boughtByTheDead([], bought => ({ ...bought, status: 'completed', messages: [message] }))
    const other = stage.open('other')
    other.tracker.start()
    await stage.until('it is seen', async () => (await stage.events(id)).includes('bought'), 60)
    expect((await stage.row(id))?.snapshot.messages).toEqual([message])
    expect(await stage.events(id)).toEqual(['bought', 'message'])
    await other.close()
  }, 30_000)

  it('has it also where somebody looks at the number before anybody follows it', async () => {
    const message = { id: '0:78', text: null, code: '78', sender: null, channel: 'sms', receivedAt: null } as const
    const id = await boughtByTheDead([], bought => ({ ...bought, status: 'received', messages: [message] }))
    const { snapshot } = (await stage.row(id)) ?? expect.fail('no row')
    expect(snapshot.messages).toEqual([])
    await recordSnapshot(stage.database, { ...snapshot, observedAt: new Date() })
    expect((await stage.row(id))?.snapshot.messages).toEqual([message])
    expect(await stage.events(id)).toEqual(['bought', 'message'])
  })
})
