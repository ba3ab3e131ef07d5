import { describe, expect, it } from 'vitest'
import { createBreather } from './breathe.ts'

/** Works for this long without a pause. */
function busy(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end; );
}

describe('createBreather', () => {
  it('costs nothing while time is short, and gives others a turn after 8 ms', async () => {
    const breathe = createBreather()
    expect(breathe()).toBeUndefined()
    let turns = 0
    const other = setInterval(() => {
      turns += 1
    }, 1)
    for (let piece = 0; piece < 10; piece += 1) {
      busy(9)
      await breathe()
    }
    clearInterval(other)
    expect(turns).toBeGreaterThanOrEqual(5)
    expect(breathe()).toBeUndefined()
  })
})
