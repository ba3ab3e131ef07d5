import { FakeClock } from '@onesms/sdk/testing'
import { describe, expect, it } from 'vitest'
import type { Identity } from '../auth/identity.ts'
import { createOutgoing } from './outgoing.ts'
import { createStreams, type OpenStream, type Streams } from './streams.ts'

const identityOf = (subject: string, session: string | null = null): Identity => ({
  subject,
  session,
  scopes: new Set(['activation:read']),
})

function open() {
  const clock = new FakeClock()
  const stopping = new AbortController()
  const streams = createStreams({ clock, signal: stopping.signal })
  return { clock, stopping, streams }
}

function add(streams: Streams, identity: Identity, isAdmitted: OpenStream['isAdmitted'] = async () => true) {
  const outgoing = createOutgoing(() => streams.remove(entry))
  const entry = { identity, outgoing, isAdmitted }
  streams.add(entry)
  return outgoing
}

describe('open streams', () => {
  it('are kept alive by a line every 15 seconds', async () => {
    const { clock, streams } = open()
    const reader = add(streams, identityOf('alice')).body.getReader()
    for (let beat = 0; beat < 3; beat += 1) {
      const read = reader.read()
      await clock.advance(15_000)
      expect(new TextDecoder().decode((await read).value)).toBe(':\n\n')
    }
    await reader.cancel()
    await clock.advance(15_000)
    expect(clock.sleeping).toBe(0)
  })

  it('D46 are let go after a minute in which nothing is read', async () => {
    const { clock, streams } = open()
    const outgoing = add(streams, identityOf('alice'))
    await clock.advance(60_000)
    expect(outgoing.isClosed).toBe(false)
    await clock.advance(15_000)
    expect(outgoing.isClosed).toBe(true)
  })

  it('D46 go on however slowly they are read', async () => {
    const { clock, streams } = open()
    const outgoing = add(streams, identityOf('alice'))
    const reader = outgoing.body.getReader()
    for (let count = 0; count < 20; count += 1) outgoing.push(new Uint8Array(10))
    for (let minute = 0; minute < 15; minute += 1) {
      await reader.read()
      await clock.advance(45_000)
    }
    expect(outgoing.isClosed).toBe(false)
  })

  it('end with the session by which they were opened; while nobody knows whether it has ended, they go on', async () => {
    const { clock, streams } = open()
    let answer: () => Promise<boolean> = async () => true
    const ofSession = add(streams, identityOf('alice', 'ses_1'), () => answer())
    const ofToken = add(streams, identityOf('alice'), async () => false)
    await clock.advance(15_000)
    answer = () => Promise.reject(new Error('the database is away'))
    await clock.advance(15_000)
    expect([ofSession.isClosed, ofToken.isClosed]).toEqual([false, false])
    answer = async () => false
    await clock.advance(15_000)
    expect([ofSession.isClosed, ofToken.isClosed]).toEqual([true, false])
  })

  it('are so many of a session, so many of a subject, and no more when it is over', () => {
    const { streams, stopping } = open()
    const [alice, session, bob] = [identityOf('alice'), identityOf('alice', 'ses_1'), identityOf('bob')]
    const outgoings = Array.from({ length: 20 }, () => add(streams, session))
    const codeOf = (identity: Identity) => {
      try {
        streams.checkRoom(identity)
        return null
      } catch (error) {
        return (error as { facts: { code: string } }).facts.code
      }
    }
    expect([codeOf(session), codeOf(alice)]).toEqual(['too_many_requests', null])
    outgoings[0]?.drop()
    expect(codeOf(session)).toBeNull()
    for (let count = 0; count < 2_000; count += 1) add(streams, alice)
    expect([codeOf(alice), codeOf(bob)]).toEqual(['too_many_requests', null])
    for (let count = 0; count < 3_000; count += 1) add(streams, identityOf(`user ${count}`))
    expect(codeOf(bob)).toBe('draining')
    stopping.abort()
    expect(codeOf(bob)).toBe('draining')
    expect(outgoings.every(({ isClosed }) => isClosed)).toBe(true)
  })
})
