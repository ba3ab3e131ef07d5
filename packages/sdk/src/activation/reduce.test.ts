import { describe, expect, it } from 'vitest'
import type { ActivationObservation, ActivationSnapshot } from '../provider/snapshot.ts'
import { answer, BOUGHT_AT, sms, waiting } from './__fixtures__/snapshots.ts'
import { type ReduceContext, reduce } from './reduce.ts'

const early: ReduceContext = { timeLeft: 600_000 }

/** Applies answers one after the other; tells what is known at the end, and every event. */
function after(answers: readonly ActivationObservation[], { context = early, from = waiting() } = {}) {
  let snapshot: ActivationSnapshot = from
  const events: string[] = []
  for (const each of answers) {
    const reduction = reduce(snapshot, each, context)
    snapshot = reduction.next
    for (const event of reduction.events) {
      if (event.type === 'message') events.push(`message ${event.message.code ?? event.message.text}`)
      else events.push(event.type === 'status' ? `${event.previous} > ${event.status}` : 'settled')
    }
  }
  return { snapshot, events, codes: snapshot.messages.map(({ code }) => code) }
}

const received = (code: string, at?: number) => answer({ status: 'received', messages: [sms({ code })] }, at)
const stillWaiting = (code: string, at?: number) => answer({ status: 'retrying', messages: [sms({ code })] }, at)

describe('reduce: the way of an SMS', () => {
  it('tells the SMS, then the status', () => {
    expect(after([answer({ status: 'waiting' }), received('1234')])).toMatchObject({
      snapshot: { status: 'received', messages: [{ id: '0:1234', code: '1234' }] },
      events: ['message 1234', 'waiting > received'],
    })
  })

  it('E01: ignores an answer that was overtaken, by its time or by the order of the questions', () => {
    const late = answer({ status: 'waiting', canRetry: true }, 5_000)
    expect(reduce(after([received('1234')]).snapshot, late, early)).toMatchObject({ ignored: 'overtaken', events: [] })
    const question = reduce(waiting(), received('1234'), { ...early, overtaken: true })
    expect(question).toMatchObject({ ignored: 'overtaken', next: { status: 'waiting', messages: [] } })
  })

  it('E01: a wall clock that was put back does not silence answers that came in order', () => {
    const answered = reduce(waiting(), received('1234', -3_600_000), { ...early, overtaken: false })
    expect(answered).toMatchObject({ ignored: null, next: { status: 'received' } })
  })

  it('E02: what received an SMS is never un-received; when the provider closes it, it did its work', () => {
    expect(after([received('1234'), answer({ status: 'waiting' }, 11_000)]).snapshot.status).toBe('received')
    expect(after([received('1234'), answer({ status: 'closed' }, 12_000)])).toMatchObject({
      snapshot: { status: 'completed', reason: null, refund: 'none', messages: [{ code: '1234' }] },
      events: ['message 1234', 'waiting > received', 'received > completed', 'settled'],
    })
  })

  it.each(['expired', 'closed', 'cancelled'] as const)(
    'E03: "%s" with a code in it: the SMS first, then the end',
    status => {
      const both = answer({ status, messages: [sms({ code: '1234' })] })
      expect(after([both], { context: { timeLeft: 0 } })).toMatchObject({
        snapshot: { status: 'completed', refund: 'none' },
        events: ['message 1234', 'waiting > completed', 'settled'],
      })
    },
  )

  it('E04: push and poll bring the same SMS: one event, and the richer telling is kept', () => {
    const push = answer(
      { messages: [sms({ id: 'm-1', text: 'Your code is 1234', code: '1234', sender: 'TG' })] },
      10_001,
    )
    const told = { id: 'm-1', code: '1234', text: 'Your code is 1234', sender: 'TG' }
    for (const answers of [
      [received('1234'), push],
      [push, received('1234', 10_002)],
    ]) {
      const { events, snapshot } = after(answers)
      expect(events).toEqual(['message 1234', 'waiting > received'])
      expect(snapshot.messages).toEqual([{ ...told, channel: 'sms', receivedAt: null }])
    }
  })

  it('E04: a text whose code we are not sure of, and the code alone, are one SMS', () => {
    const push = answer({ messages: [sms({ text: 'ref 88 12:34' })] }, 10_001)
    expect(after([push, received('12:34', 10_002)]).snapshot.messages).toMatchObject([
      { text: 'ref 88 12:34', code: '12:34' },
    ])
  })

  it('E05: the old code while another SMS is waited for is none', () => {
    const { events, snapshot } = after([received('1234'), stillWaiting('1234', 11_000), stillWaiting('1234', 12_000)])
    expect(events).toEqual(['message 1234', 'waiting > received', 'received > retrying'])
    expect(snapshot).toMatchObject({ status: 'retrying', rounds: 1, messages: [{ id: '0:1234' }] })
  })

  it('E05: the same code in a later round, or under another id, is another SMS', () => {
    const again = after([received('1234'), stillWaiting('1234', 11_000), received('1234', 12_000)])
    expect(again.snapshot.messages.map(({ id }) => id)).toEqual(['0:1234', '1:1234'])
    expect(again.events.at(-1)).toBe('retrying > received')
    const two = answer({ status: 'received', messages: [sms({ id: 'a', code: '1' }), sms({ id: 'b', code: '1' })] })
    expect(after([two]).events).toEqual(['message 1', 'message 1', 'waiting > received'])
  })

  it('E05: until the provider was seen waiting, the old code after our own wish for another is the old SMS', () => {
    const asked = reduce(after([received('1234')]).snapshot, answer({ status: 'retrying' }, 11_000), {
      ...early,
      retry: 'answered',
    })
    expect(asked.next).toMatchObject({ status: 'retrying', rounds: 0 })
    const stale = reduce(asked.next, received('1234', 12_000), { ...early, retry: 'unseen' })
    expect(stale).toMatchObject({ next: { status: 'retrying', messages: [{ id: '0:1234' }] }, events: [] })
    const seen = reduce(stale.next, answer({ status: 'waiting' }, 13_000), { ...early, retry: 'unseen' })
    expect(seen.next).toMatchObject({ status: 'retrying', rounds: 1 })
    expect(reduce(seen.next, received('1234', 14_000), early).next.messages).toHaveLength(2)
  })

  it('takes in a further SMS that came without being asked for', () => {
    expect(after([received('1234'), received('5678', 11_000)]).codes).toEqual(['1234', '5678'])
  })

  it.each(['12:34', 'G-004567', '004567'])('E06: a code is kept exactly: %s', code => {
    expect(after([received(code)]).codes).toEqual([code])
  })

  it('E06: an empty code is no SMS yet', () => {
    for (const empty of ['', ' ', '\u0000']) {
      const said = answer({ status: 'received', messages: [sms({ code: empty, text: empty })] })
      expect(after([said])).toMatchObject({ snapshot: { status: 'waiting', messages: [] }, events: [] })
    }
  })

  it('finds the code in a text where the provider tells none', () => {
    expect(after([answer({ messages: [sms({ text: 'Your verification code is 482913' })] })]).codes).toEqual(['482913'])
  })

  it('E16: drops an SMS that is older than the activation, and says so', () => {
    const old = sms({ code: '1234', receivedAt: new Date(BOUGHT_AT - 3_600_000) })
    const reduction = reduce(waiting(), answer({ status: 'received', messages: [old, sms({ code: '5678' })] }), early)
    expect(reduction.outdated).toEqual([old])
    expect(reduction.next.messages.map(({ code }) => code)).toEqual(['5678'])
  })

  it('E16: allows for two clocks that differ by a minute, and no more', () => {
    const outdated = (ms: number) => {
      const soon = sms({ code: '1234', receivedAt: new Date(BOUGHT_AT - ms) })
      return reduce(waiting(), answer({ messages: [soon] }), early).outdated.length
    }
    expect([20_000, 60_000, 60_001].map(outdated)).toEqual([0, 0, 1])
  })

  it('E12 E16: a provider whose clock is behind ours loses no SMS, since its own times are compared', () => {
    const hoursBehind = (ms: number) => new Date(BOUGHT_AT - 3 * 3_600_000 + ms)
    const seen = answer({ messages: [sms({ code: '1234', receivedAt: hoursBehind(8_000) })] })
    expect(reduce(waiting({ soldAt: hoursBehind(0) }), seen, early).next.messages).toHaveLength(1)
    expect(reduce(waiting({ soldAt: null }), seen, early).next.messages).toHaveLength(1) // untold: nothing to compare with
  })

  it('E17: keeps no NUL, no half of a pair, no endless text', () => {
    const text = `\u0000a\ud800b\n${'😀'.repeat(40_000)}`
    const [message] = after([answer({ messages: [sms({ text, sender: '\u0000X\udfff' })] })]).snapshot.messages
    expect(message?.text).toMatch(/^ab\n(😀)+$/u)
    expect(message?.text?.length).toBeLessThanOrEqual(4_096)
    expect(message?.text?.isWellFormed()).toBe(true)
    expect(message?.sender).toBe('X')
  })

  it('E18: rejects an answer about another number', () => {
    const foreign = { ...received('1234'), id: 'hero-sms:4712' }
    const snapshot = waiting()
    expect(reduce(snapshot, foreign, early)).toEqual({ next: snapshot, events: [], ignored: 'foreign', outdated: [] })
  })
})

describe('reduce: the end', () => {
  it.each([
    ['we asked for it', { timeLeft: 600_000, cancelRequested: true }, 'cancelled', 'user'],
    ['we asked for it, and its time is over too', { timeLeft: -5, cancelRequested: true }, 'cancelled', 'user'],
    ['its time is over', { timeLeft: 0 }, 'expired', 'timeout'],
    ['its time is nearly over, as clocks go', { timeLeft: 4_000 }, 'expired', 'timeout'],
    ['nobody knows why', { timeLeft: 600_000 }, 'cancelled', 'vendor'],
  ] as const)('"closed" when %s', (_, context, status, reason) => {
    expect(after([answer({ status: 'closed' })], { context }).snapshot).toMatchObject({
      status,
      reason,
      refund: 'expected',
    })
  })

  it('takes the word of a provider that says more', () => {
    expect(after([answer({ status: 'cancelled', reason: 'reported', refund: 'confirmed' })]).snapshot).toMatchObject({
      status: 'cancelled',
      reason: 'reported',
      refund: 'confirmed',
    })
    expect(after([answer({ status: 'completed' })]).snapshot).toMatchObject({ status: 'completed', refund: 'none' })
  })

  it('is final; only that the money came back may be learned later', () => {
    const ended = after([answer({ status: 'closed' })]).snapshot
    const more = reduce(
      ended,
      answer({ status: 'received', messages: [sms({ code: '1' })], price: null }, 20_000),
      early,
    )
    expect(more).toMatchObject({ ignored: 'settled', events: [] })
    expect(more.next).toBe(ended)
    expect(reduce(ended, answer({ refund: 'confirmed' }, 20_000), early).next).toMatchObject({
      status: 'cancelled',
      refund: 'confirmed',
    })
  })

  it('what is untold unsays nothing', () => {
    const told = answer({ price: { amount: '0.30', currency: 'USD' }, canRetry: true })
    const { snapshot } = after([told, answer({ price: null, canRetry: null, expiresAt: null }, 11_000)])
    expect(snapshot).toMatchObject({ price: { amount: '0.30' }, canRetry: true, expiresAt: waiting().expiresAt })
  })
})
