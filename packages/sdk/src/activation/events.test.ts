import { afterEach, describe, expect, it, vi } from 'vitest'
import { virtualClient } from '../client/__fixtures__/client.ts'

afterEach(() => vi.restoreAllMocks())

describe('events of an activation', () => {
  it('tells messages, statuses and the end in order, to the activation and the client', async () => {
    const { buy, clock, vendor, client } = virtualClient()
    const activation = await buy()
    const seen: string[] = []
    activation.on('message', ({ code }) => seen.push(`message ${code}`))
    activation.on('status', (status, previous) => seen.push(`${previous} > ${status}`))
    activation.once('settled', ({ status }) => seen.push(`settled ${status}`))
    client.on('activation:message', event =>
      seen.push(`client ${event.message.code} ${event.activation === activation}`),
    )
    client.once('activation:settled', event => seen.push(`client ${event.activation.status}`))
    vendor.sms(activation.id, { code: '1234' })
    await clock.advance(6_000)
    await activation.complete()
    expect(seen).toEqual([
      ...['message 1234', 'client 1234 true', 'waiting > received'],
      ...['received > completed', 'settled completed', 'client completed'],
    ])
    expect(clock.sleeping).toBe(0)
  })

  it('asks nobody while nobody listens, and stops when the last one leaves', async () => {
    const { buy, clock, vendor, client } = virtualClient()
    client.on('activation:message', () => {}) // an observer of the client is no reason to ask
    const activation = await buy()
    await clock.advance(60_000)
    expect(vendor.callsOf('fetch')).toEqual([])
    const stops = [activation.on('message', () => {}), activation.subscribe(() => {})]
    await clock.advance(0)
    expect(vendor.callsOf('fetch')).toHaveLength(1) // the last look was long ago
    stops[0]?.()
    await clock.advance(6_000)
    expect(vendor.callsOf('fetch')).toHaveLength(2)
    for (const stop of stops) stop()
    await clock.advance(600_000)
    expect(vendor.callsOf('fetch')).toHaveLength(2)
  })

  it('E19: who comes late is told what is there', async () => {
    const { buy, vendor } = virtualClient()
    const activation = await buy()
    vendor.sms(activation.id, { code: '1234' })
    await activation.refresh()
    await activation.complete()
    const [message, once, settled, left] = [vi.fn(), vi.fn(), vi.fn(), vi.fn()]
    activation.on('message', message)
    activation.once('message', once)
    activation.on('settled', settled)
    activation.on('message', left)()
    await Promise.resolve()
    expect(message).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: '1234' }))
    expect(once).toHaveBeenCalledOnce()
    expect(settled).toHaveBeenCalledExactlyOnceWith(activation.snapshot)
    expect(left).not.toHaveBeenCalled()
  })

  it('E14: a listener that throws is reported once; others are told, and the wait goes on', async () => {
    const { buy, clock, vendor, client } = virtualClient()
    const activation = await buy()
    const [other, errors] = [vi.fn(), vi.fn()]
    const fault = new Error('a fault of the listener')
    client.on('error', errors)
    activation.on('message', () => {
      throw fault
    })
    activation.on('message', other)
    const code = activation.waitForCode()
    vendor.sms(activation.id, { code: '1234' })
    await clock.advance(6_000)
    expect(await code).toBe('1234')
    expect(other).toHaveBeenCalledOnce()
    expect(errors).toHaveBeenCalledExactlyOnceWith({ error: fault, activation: null, rental: null })
  })

  it('E14: with nobody to report it to, the process is warned', async () => {
    const { buy, clock, vendor } = virtualClient()
    const warning = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
    const activation = await buy()
    const fault = new Error('a fault of the listener')
    activation.subscribe(() => {
      throw fault
    })
    vendor.sms(activation.id, { code: '1234' })
    await clock.advance(6_000)
    expect(warning).toHaveBeenCalledExactlyOnceWith(fault)
  })

  it('E16: an SMS older than the activation is told as an error, once, and to nobody else', async () => {
    const { buy, clock, vendor } = virtualClient()
    const activation = await buy()
    const [message, error] = [vi.fn(), vi.fn()]
    activation.on('message', message)
    activation.on('error', error)
    vendor.sms(activation.id, { code: '1234', receivedAt: new Date(clock.now() - 3_600_000) })
    await clock.advance(30_000)
    expect(vendor.callsOf('fetch').length).toBeGreaterThan(2)
    expect(message).not.toHaveBeenCalled()
    expect(error).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'unexpected_response' }))
  })

  it('E18: an answer about another number is an error, and changes nothing', async () => {
    const { buy, clock, vendor } = virtualClient()
    const activation = await buy()
    const error = vi.fn()
    activation.on('error', error)
    vendor.change(activation.id, { id: 'virtual:99', status: 'closed' })
    await clock.advance(6_000)
    expect(activation.status).toBe('waiting')
    expect(error).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'unexpected_response' }))
  })

  it('calls subscribers for changes alone, each with another snapshot', async () => {
    const { buy, clock, vendor } = virtualClient()
    const activation = await buy()
    const before = activation.snapshot
    const listener = vi.fn()
    activation.subscribe(listener)
    await clock.advance(20_000)
    expect(listener).not.toHaveBeenCalled()
    vendor.sms(activation.id, { code: '1234' })
    await clock.advance(6_000)
    expect(listener).toHaveBeenCalledOnce()
    expect(activation.snapshot).not.toBe(before)
    expect(before.status).toBe('waiting')
    expect(JSON.parse(JSON.stringify(activation))).toMatchObject({ id: activation.id, messages: [{ code: '1234' }] })
  })
})

describe('messages()', () => {
  it('yields every SMS, those that are there first, until the end', async () => {
    const { buy, clock, vendor } = virtualClient()
    const activation = await buy()
    vendor.sms(activation.id, { code: '1' })
    await activation.refresh()
    const codes: (string | null)[] = []
    const loop = (async () => {
      for await (const { code } of activation.messages()) codes.push(code)
    })()
    vendor.sms(activation.id, { code: '2' })
    await clock.advance(6_000)
    vendor.sms(activation.id, { code: '3' })
    await clock.advance(6_000)
    await activation.complete()
    await loop
    expect(codes).toEqual(['1', '2', '3'])
  })

  it('E15: leaving the loop stops the asking', async () => {
    const { buy, clock, vendor } = virtualClient()
    const activation = await buy()
    const loop = (async () => {
      for await (const { code } of activation.messages()) if (code) break
    })()
    vendor.sms(activation.id, { code: '1' })
    await clock.advance(6_000)
    await loop
    const before = vendor.calls.length
    await clock.advance(60_000)
    expect(vendor.calls).toHaveLength(before)
    expect(clock.sleeping).toBe(0)
  })
})
