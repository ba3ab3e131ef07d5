import { describe, expect, it } from 'vitest'
import type { ObservedMessage } from './snapshot.ts'
import { withoutKey } from './without-key.ts'

const redact = (text: string) => text.replaceAll('s3cret', '[key]')
const message: ObservedMessage = { id: null, code: null, text: null, sender: null, channel: 'sms', receivedAt: null }

describe('withoutKey', () => {
  it('T04 takes the key out of every word of the host', () => {
    const told = {
      phone: '+447700900123',
      service: { slug: null, nativeId: 's3cret', name: 's3cret' },
      country: { iso: null, nativeId: '16', name: 'a s3cret' },
      operator: { nativeId: 's3cret', name: 's3cret' },
      messages: [
        { ...message, id: '0:s3cret', code: 's3cret', text: 'GET /?api_key=s3cret', sender: 's3cret' },
        message,
      ],
    }
    expect(withoutKey(told, redact)).toEqual({
      phone: '+447700900123',
      service: { slug: null, nativeId: '[key]', name: '[key]' },
      country: { iso: null, nativeId: '16', name: 'a [key]' },
      operator: { nativeId: '[key]', name: '[key]' },
      messages: [{ ...message, id: '0:[key]', code: '[key]', text: 'GET /?api_key=[key]', sender: '[key]' }, message],
    })
  })

  it('leaves as it is what tells of neither', () => {
    const told = { phone: '+447700900123', operator: null, messages: [] }
    expect(withoutKey(told, redact)).toEqual(told)
    expect(withoutKey({}, redact)).toEqual({})
  })
})
