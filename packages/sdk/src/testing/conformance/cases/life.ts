import { NotFoundError } from '../../../errors/activation.ts'
import { OneSmsError } from '../../../errors/base.ts'
import { equal, errorOf, failureOf, isTrue } from '../assert.ts'
import type { Scene } from '../scene.ts'
import { connectionCut } from '../wire.ts'
import type { CaseOf } from './case.ts'

export const SMS = { text: 'Your code is 004567', code: '004567' } as const

/** A number from its purchase to its end. */
export const lifeCases: readonly CaseOf[] = [
  {
    name: 'waits, then has the SMS and its code, as often as one looks',
    run: async ({ provider, buy, vendor }) => {
      const { id } = await buy()
      const before = await provider.activations.fetch(id, {})
      equal([before.id, before.status, before.messages ?? []], [id, 'waiting', []], 'before the SMS')
      vendor.sms(id, SMS)
      for (let look = 0; look < 2; look += 1) {
        const after = await provider.activations.fetch(id, {})
        equal(
          [after.id, after.status, after.messages?.map(({ code }) => code)],
          [id, 'received', ['004567']],
          'after it',
        )
        for (const { text } of after.messages ?? [])
          isTrue(text === null || text === SMS.text, 'the text is whole, or untold')
      }
    },
  },
  {
    name: 'E18 an answer that names another number is not taken for this one',
    run: async ({ provider, buy, vendor, wire }) => {
      const [mine, other] = [await buy(), await buy()]
      vendor.sms(other.id, SMS)
      let told = ''
      wire.fault = async send => {
        const response = await send()
        told = await response.clone().text()
        return response
      }
      await provider.activations.fetch(other.id, {})
      // What names nobody can be told from nothing.
      if (!told.split(/[^\w-]+/).includes(other.nativeId)) return
      wire.fault = async () => new Response(told)
      await failureOf(() => provider.activations.fetch(mine.id, {}), "another number's answer")
    },
  },
  {
    name: 'an id of nobody is not found, one of another provider without asking',
    run: async ({ provider, buy, wire }) => {
      const { id, nativeId } = await buy()
      const { activations } = provider
      const before = wire.count
      const calls = { fetch: activations.fetch, cancel: activations.cancel, complete: activations.complete }
      for (const [name, call] of Object.entries(calls)) {
        for (const foreign of ['nobody:1', nativeId, '', `nobody:${id}`]) {
          if (call) await errorOf(() => call(foreign, {}), `${name} of ${JSON.stringify(foreign)}`, 'not_found')
        }
      }
      equal(wire.count, before, 'requests')
      const unknown = `${id.split(':')[0]}:${nativeId.replace(/\d/g, '9')}`
      await errorOf(() => activations.fetch(unknown, {}), `fetch of ${unknown}`, 'not_found')
    },
  },
  {
    name: 'completes a number that has its SMS, where it wants to be completed; it stays charged',
    run: async ({ provider, buy, vendor, onlyNumber }) => {
      const { complete, fetch } = provider.activations
      if (!complete) return
      const { id } = await buy()
      vendor.sms(id, SMS)
      await fetch(id, {})
      const done = await complete(id, {})
      equal([done.id, done.status, done.refund ?? 'none'], [id, 'completed', 'none'], 'where it stands')
      isTrue(Number(onlyNumber().charged) > 0, 'it is charged')
      isTrue(await isOver({ provider }, id), 'it is over')
    },
  },
  {
    name: 'P41 refuses to take a number back too early, where it does, and takes it in time: the money is back',
    run: async ({ provider, buy, clock, vendor, onlyNumber }) => {
      const { balance } = vendor.ledger
      const { id } = await buy()
      const { cancel } = provider.activations
      if (provider.traits.cancelAfter > 0) {
        await errorOf(() => cancel(id, {}), 'a cancellation at once', 'too_early_to_cancel')
        isTrue(Number(onlyNumber().charged) > 0, 'it is charged still')
        await clock.advance(provider.traits.cancelAfter)
      }
      const { status, reason, refund } = await cancel(id, {})
      equal([status, reason], ['cancelled', 'user'], 'where it stands')
      isTrue(['confirmed', 'expected', 'not_charged'].includes(refund ?? ''), `refund is ${refund}`)
      equal(Number(onlyNumber().charged), 0, 'what is charged')
      equal(Number(vendor.ledger.balance), Number(balance), 'balance')
      isTrue(await isOver({ provider }, id), 'it is over')
    },
  },
  {
    name: 'P42 does not take back a number that has an SMS: it stays received and charged',
    run: async ({ provider, buy, vendor, clock, onlyNumber }) => {
      const { id } = await buy()
      await clock.advance(provider.traits.cancelAfter)
      vendor.sms(id, SMS)
      const { cancel, fetch } = provider.activations
      const answer = await cancel(id, {}).catch((error: unknown) => error)
      const isRefused = OneSmsError.is(answer) && answer.code === 'invalid_transition'
      const isUncertain = !(answer instanceof Error) && (answer as { status?: string }).status === 'closed'
      isTrue(isRefused || isUncertain, `it is refused, not ${JSON.stringify(answer)}`)
      equal((await fetch(id, {})).status, 'received', 'status')
      isTrue(Number(onlyNumber().charged) > 0, 'it is charged')
    },
  },
  {
    name: 'P40 a cancellation whose answer is lost is an error, and the next look tells',
    run: async ({ provider, buy, clock, wire }) => {
      const { id } = await buy()
      await clock.advance(provider.traits.cancelAfter)
      wire.fault = connectionCut
      const before = wire.count
      await errorOf(() => provider.activations.cancel(id, {}), 'a cancellation whose answer is lost')
      wire.fault = null
      isTrue(wire.count > before, 'it was sent')
      isTrue(await isOver({ provider }, id), 'it is over')
    },
  },
  {
    name: 'E05 asks for another SMS, where it can, and has it also if it reads like the first',
    run: async ({ provider, buy, vendor }) => {
      const { retry, fetch } = provider.activations
      if (!retry) return
      const { id } = await buy()
      vendor.sms(id, SMS)
      await fetch(id, {})
      equal((await retry(id, {})).status, 'retrying', 'status once it was asked for')
      isTrue(['retrying', 'received'].includes((await fetch(id, {})).status ?? ''), 'it waits for another one')
      vendor.sms(id, SMS)
      const after = await fetch(id, {})
      equal([after.status, after.messages?.at(-1)?.code], ['received', '004567'], 'after the second SMS')
    },
  },
  {
    name: 'gives a bad number back, where it can',
    run: async ({ provider, buy, clock, onlyNumber }) => {
      const { report } = provider.activations
      if (!report) return
      const { id } = await buy()
      await clock.advance(provider.traits.cancelAfter)
      const { status, reason } = await report(id, 'already_used', {})
      equal([status, reason], ['cancelled', 'reported'], 'where it stands')
      equal(Number(onlyNumber().charged), 0, 'what is charged')
    },
  },
]

/** Whether a number is over by the provider's word; some forget what has ended. */
async function isOver({ provider }: Pick<Scene, 'provider'>, id: string): Promise<boolean> {
  try {
    const { status } = await provider.activations.fetch(id, {})
    return status !== undefined && !['waiting', 'received', 'retrying'].includes(status)
  } catch (error) {
    if (error instanceof NotFoundError) return true
    throw error
  }
}
