import { describe, expect, it } from 'vitest'
import { shop } from './handler-api/__fixtures__/tiny-emulator.ts'

/** What a client knows of its numbers after so many orders, each tried up to `tries` times until it has an answer. */
async function buyer(tries: number) {
  const opened = shop('classic')
  const { faults, ledger } = opened.emulator
  faults.inject({ kind: 'commit-then-cut', nth: 3, times: 2 })
  faults.inject({ kind: 'commit-then-status', nth: 12 })
  faults.inject({ kind: 'double-commit', nth: 15 })
  const known = new Set<string>()
  for (let order = 0; order < 20; order += 1) {
    for (let attempt = 0; attempt < tries; attempt += 1) {
      const answer = await opened.get('getNumber&service=tg&country=187').catch(() => '')
      const [word, id = ''] = answer.split(':')
      if (word === 'ACCESS_NUMBER') {
        known.add(id)
        break
      }
    }
  }
  const charged = ledger.activations().filter(row => row.charged !== '0.0000')
  return { lost: charged.filter(({ id }) => !known.has(id)), charged, known }
}

describe('the ledger as a judge', () => {
  it('G03 convicts a client that tries again: it has paid for numbers that belong to nobody', async () => {
    const { lost, charged, known } = await buyer(3)
    expect(known.size).toBe(20)
    expect(charged).toHaveLength(24)
    expect(lost).toHaveLength(4)
  })

  it('finds what was charged behind the back of one that does not', async () => {
    const { lost, charged, known } = await buyer(1)
    expect([known.size, charged.length, lost.length]).toEqual([17, 21, 4])
  })
})
