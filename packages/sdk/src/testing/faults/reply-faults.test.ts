import { describe, expect, it } from 'vitest'
import { type Reply, written } from '../emulators/reply.ts'
import type { FaultEffect } from './fault-plan.ts'
import { replyFaults } from './reply-faults.ts'

const request = new Request('https://host.test/api?api_key=s3cret&action=list')
const sound = written('{"list":[1,2.5],"name":"a"}')
const spoiled = (effect: FaultEffect<never>, reply: Reply = sound): Reply => effect.reply?.(reply, request) ?? reply

/** What is answered in place of an action, and that the action was not carried out. */
const instead = ({ perform }: FaultEffect<never>): Reply => {
  const act = () => {
    throw new Error('it was carried out')
  }
  return perform?.(act, undefined as never, request) ?? act()
}

describe('faults of the answer', () => {
  it.each([
    ['empty', ''],
    ['empty-array', '[]'],
    ['empty-object', '{}'],
    ['null', 'null'],
    ['false', 'false'],
    ['empty-string', '""'],
  ] as const)('C01 %s', (kind, body) => {
    expect(spoiled(replyFaults[kind]({}))).toEqual({ ...sound, body })
  })

  it('P12 bodies that are cut, followed or framed by something', () => {
    expect(spoiled(replyFaults.truncated({})).body).toBe('{"list":[1,2.')
    expect(spoiled(replyFaults.truncated({ share: 0.1 })).body).toBe('{"')
    expect(spoiled(replyFaults['trailing-garbage']({})).body).toBe('{"list":[1,2.5],"name":"a"}\n<!-- 0.0231s -->')
    expect(spoiled(replyFaults['bom-crlf']({})).body).toBe('\uFEFF{"list":[1,2.5],"name":"a"}\r\n')
    expect(spoiled(replyFaults.quoted({}), { ...sound, body: 'ACCESS_READY' }).body).toBe('"ACCESS_READY"')
  })

  it('P12 content types that lie in both directions', () => {
    const announced = (reply: Reply, contentType?: string) =>
      spoiled(replyFaults['wrong-content-type'](contentType ? { contentType } : {}), reply).headers['content-type']
    expect(announced(sound)).toBe('text/html; charset=windows-1251')
    expect(announced({ ...sound, body: 'BAD_KEY' })).toBe('application/json')
    expect(announced(sound, 'image/png')).toBe('image/png')
  })

  it('numbers as strings and lists as objects, in JSON alone', () => {
    expect(spoiled(replyFaults['numeric-strings']({})).body).toBe('{"list":["1","2.5"],"name":"a"}')
    expect(spoiled(replyFaults['list-as-object']({})).body).toBe('{"list":{"0":1,"1":2.5},"name":"a"}')
    const token = { ...sound, body: 'ACCESS_BALANCE:1' }
    expect(spoiled(replyFaults['numeric-strings']({}), token)).toEqual(token)
  })

  it('P08 server errors and P09 pages with status 200', () => {
    expect(instead(replyFaults['server-error']({}))).toMatchObject({ status: 500, body: '{"message":"Server Error"}' })
    const page = instead(replyFaults['server-error']({ status: 503, as: 'html' }))
    expect(page).toMatchObject({ status: 503, headers: { 'content-type': 'text/html; charset=utf-8' } })
    expect(spoiled(replyFaults.html({}))).toMatchObject({
      status: 200,
      body: expect.stringMatching(/^<!DOCTYPE html>/),
    })
  })

  it('T04 errors that repeat the URL, key included', () => {
    const [page, json] = [
      spoiled(replyFaults['echo-url']({})),
      spoiled(replyFaults['echo-url']({ status: 200, as: 'json' })),
    ]
    expect(page).toMatchObject({ status: 500, body: expect.stringContaining('api_key=s3cret') })
    expect(json).toMatchObject({ status: 200, body: `{"error":"${request.url}"}` })
  })

  it('T06 redirects', () => {
    const location = 'https://other.test/?api_key=s3cret'
    for (const status of [301, 302, 303, 307, 308] as const) {
      expect(instead(replyFaults.redirect({ status, location }))).toEqual({ status, headers: { location }, body: '' })
    }
  })

  it('any answer at all', () => {
    expect(spoiled(replyFaults.answer({ body: 'ACCESS_NUMB', status: 418, contentType: 'text/css' }))).toEqual({
      status: 418,
      headers: { 'content-type': 'text/css' },
      body: 'ACCESS_NUMB',
    })
    expect(spoiled(replyFaults.answer({}))).toEqual({ ...sound, body: '' })
  })
})
