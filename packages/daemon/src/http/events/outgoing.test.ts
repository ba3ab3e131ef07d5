import { describe, expect, it } from 'vitest'
import { createOutgoing } from './outgoing.ts'

const chunk = (size: number, mark = 0) => new Uint8Array(size).fill(mark)
const open = () => {
  let closed = 0
  const outgoing = createOutgoing(() => {
    closed += 1
  })
  return { outgoing, closed: () => closed, reader: outgoing.body.getReader() }
}

describe('the body of a stream', () => {
  it('hands on what is pushed, before and after it is asked for, and ends after it', async () => {
    const { outgoing, reader, closed } = open()
    outgoing.push(chunk(1, 1))
    const [first, second] = [reader.read(), reader.read()]
    expect(await first).toMatchObject({ value: chunk(1, 1) })
    outgoing.push(chunk(1, 2))
    expect(await second).toMatchObject({ value: chunk(1, 2) })
    outgoing.push(chunk(1, 3))
    outgoing.end()
    outgoing.push(chunk(1, 4))
    expect(await reader.read()).toMatchObject({ value: chunk(1, 3) })
    expect(await reader.read()).toMatchObject({ done: true })
    expect(closed()).toBe(1)
  })

  it('ends while it is waited for', async () => {
    const { outgoing, reader, closed } = open()
    const read = reader.read()
    outgoing.end()
    expect(await read).toMatchObject({ done: true })
    expect(closed()).toBe(1)
  })

  it('D46 holds so much for who does not read, and no more', async () => {
    const { outgoing, reader, closed } = open()
    for (let count = 0; count < 64; count += 1) expect(outgoing.push(chunk(1_024))).toBe(true)
    expect(outgoing.push(chunk(1))).toBe(false)
    await reader.read()
    expect(outgoing.push(chunk(1))).toBe(true)
    expect([closed(), outgoing.handedOn]).toEqual([0, 1])
    outgoing.drop()
    expect([closed(), outgoing.isClosed, outgoing.isEmpty]).toEqual([1, true, true])
    expect(await reader.read()).toMatchObject({ done: true })
  })

  it('takes one chunk of any size from who has read the rest', async () => {
    const { outgoing, reader, closed } = open()
    outgoing.push(chunk(1_000_000))
    expect(closed()).toBe(0)
    expect((await reader.read()).value?.byteLength).toBe(1_000_000)
  })

  it('tells when all is handed on, and when it never will be', async () => {
    const { outgoing, reader } = open()
    await outgoing.drained()
    outgoing.push(chunk(1))
    const drained = outgoing.drained()
    await reader.read()
    await drained
    outgoing.push(chunk(1))
    const cancelled = outgoing.drained()
    await reader.cancel()
    await cancelled
    expect(outgoing.isClosed).toBe(true)
  })
})
