import { describe, expect, it, vi } from 'vitest'
import { createEmitter } from './emitter.ts'

interface Events {
  readonly tick: readonly [count: number]
}

describe('createEmitter', () => {
  it('tells every listener until it stops', () => {
    const report = vi.fn()
    const emitter = createEmitter<Events>(report)
    const seen: string[] = []
    const stop = emitter.on('tick', count => seen.push(`on ${count}`))
    emitter.once('tick', count => seen.push(`once ${count}`))
    expect(emitter.has('tick')).toBe(true)
    emitter.emit('tick', 1)
    emitter.emit('tick', 2)
    stop()
    emitter.emit('tick', 3)
    expect(seen).toEqual(['on 1', 'once 1', 'on 2'])
    expect(emitter.has('tick')).toBe(false)
    expect(report).not.toHaveBeenCalled()
  })

  it('E14: reports once what a listener throws, at once or later, and tells the others', async () => {
    const report = vi.fn()
    const other = vi.fn()
    const emitter = createEmitter<Events>(report)
    emitter.on('tick', () => {
      throw new Error('at once')
    })
    emitter.on('tick', async () => {
      throw new Error('later')
    })
    emitter.on('tick', other)
    emitter.emit('tick', 1)
    await Promise.resolve()
    expect(other).toHaveBeenCalledExactlyOnceWith(1)
    expect(report.mock.calls).toEqual([[new Error('at once')], [new Error('later')]])
  })
})
