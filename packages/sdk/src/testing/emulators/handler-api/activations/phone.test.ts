import { describe, expect, it } from 'vitest'
import { wireCountries } from '../directory.generated.ts'
import { inventPhone } from './phone.ts'

describe('invented phone numbers', () => {
  it('begin with the calling code and are as long as E.164 allows, in every country', () => {
    for (const { dialCode } of wireCountries) {
      const phone = inventPhone(dialCode, 1)
      expect(phone).toMatch(/^[1-9]\d{7,14}$/)
      expect(phone.startsWith(dialCode)).toBe(true)
    }
  })

  it('differ from each other 100,000 times', () => {
    for (const dialCode of ['1', '44', '62']) {
      const phones = new Set(Array.from({ length: 100_000 }, (_, index) => inventPhone(dialCode, index + 1)))
      expect(phones.size).toBe(100_000)
    }
  })

  it('are nobody’s where such ranges exist', () => {
    expect(inventPhone('1', 7)).toMatch(/^1555\d{7}$/)
    expect(inventPhone('44', 7)).toMatch(/^4477009\d{5}$/)
  })
})
