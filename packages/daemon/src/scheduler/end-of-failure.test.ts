import { AuthenticationError } from '@onesms/sdk'
import { describe, expect, it } from 'vitest'
import { FencedError } from '../db/store/fence.ts'
import { endOfFailure } from './end-of-failure.ts'

const plain = { isAborted: false, isLeaseLost: false }
const end = (error: unknown, how: Partial<typeof plain> = {}) => endOfFailure(error, { ...plain, ...how })

describe('endOfFailure', () => {
  it('tells a failure, an abort and a lost lease apart', () => {
    expect(end(new Error('x')).status).toBe('failed')
    expect(end(new Error('x'), { isAborted: true }).status).toBe('aborted')
    expect(end(new Error('x'), { isLeaseLost: true }).status).toBe('fenced')
    expect(end(new Error('x'), { isAborted: true, isLeaseLost: true }).status).toBe('fenced')
    expect(end(new FencedError('x')).status).toBe('fenced')
  })

  it('gives the reason in one line, with the code of our own errors', () => {
    const error = new AuthenticationError('the key was refused', { hint: 'Check it.' })
    expect(end(error).reason).toBe('authentication: the key was refused. Check it.')
    expect(end(new Error('first\nsecond')).reason).toBe('first. second')
    expect(end(new Error()).reason).toBe('unknown failure')
    expect(end('a string').reason).toBe('a string')
  })
})
