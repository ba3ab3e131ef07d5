import { afterEach, describe, expect, it, vi } from 'vitest'
import { createBreather } from './breathe.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

describe('createBreather', () => {
  it('costs nothing for 8 ms, and gives others a turn then', async () => {
    let time = 0
    vi.spyOn(performance, 'now').mockImplementation(() => time)
    const breathe = createBreather()
    for (const slice of [0, 1, 2]) {
      time = slice * 8 + 7.9
      expect(breathe()).toBeUndefined()
      time = slice * 8 + 8
      let hadTurn = false
      setImmediate(() => {
        hadTurn = true
      })
      const turn = breathe()
      await turn
      expect([turn instanceof Promise, hadTurn]).toEqual([true, true])
    }
  })
})
