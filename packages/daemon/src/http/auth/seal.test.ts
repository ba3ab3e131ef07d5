import fc from 'fast-check'
import { expect, it } from 'vitest'
import { isSealedBy, sealedSecret } from './seal.ts'
import { hashOf } from './token.ts'

const [ours, others] = [hashOf('ours'), hashOf('others')]

it('T15 a secret shows under whose hash it was made', () => {
  const text = sealedSecret(ours)
  expect(isSealedBy([others, ours], text)).toBe(true)
  expect(isSealedBy([others], text)).toBe(false)
  expect(isSealedBy([], text)).toBe(false)
})

it('T15 no two are alike', () => {
  expect(new Set(Array.from({ length: 100 }, () => sealedSecret(ours))).size).toBe(100)
})

it('T15 a made-up one, and one with any character changed, is nobody’s', () => {
  const text = sealedSecret(ours)
  const changed = fc.tuple(fc.nat(text.length - 1), fc.constantFrom(...'ABCxyz019-_')).map(([at, letter]) => {
    return text.slice(0, at) + letter + text.slice(at + 1)
  })
  const madeUp = fc.uint8Array({ minLength: 48, maxLength: 48 }).map(bytes => Buffer.from(bytes).toString('base64url'))
  fc.assert(
    fc.property(fc.oneof(changed, madeUp, fc.string()), guess => {
      expect(isSealedBy([ours], guess)).toBe(guess === text)
    }),
  )
})
