import { describe, expect, it } from 'vitest'
import { activationTarget } from '../provider/activation-target.ts'
import { snapshotOf } from './__fixtures__/scene.ts'
import { intentFromJson, snapshotFromJson } from './json.ts'

describe('what a store keeps as text', () => {
  it('is the same again: a rental is told from an activation', () => {
    const { rounds: _, canRetry: __, ...known } = snapshotOf('1', 'telegram')
    for (const snapshot of [snapshotOf('1', 'telegram'), { ...known, kind: 'rental', status: 'active' }]) {
      expect(snapshotFromJson(JSON.parse(JSON.stringify(snapshot)))).toEqual(snapshot)
    }
  })

  it('of a time when nothing but activations could be bought is read as such', () => {
    const { kind: _, hours: __, extends: ___, ...before } = activationTarget('made-up', 'telegram', '16')
    const row = { id: 'old', targets: [before], snapshot: null, createdAt: new Date(0), sentAt: null }
    const intent = intentFromJson(JSON.parse(JSON.stringify(row)), 5_000)
    expect(intent).toMatchObject({ asked: null, age: 5_000, targets: [activationTarget('made-up', 'telegram', '16')] })
  })
})
