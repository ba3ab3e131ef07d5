import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scrubbed } from './scrub.ts'

const KEY = 'c4n4ryKEY0fF1fty'

describe('scrubbed', () => {
  it.each([
    [`https://api.test/stubs/handler_api.php?api_key=${KEY}&action=getNumber`, 'https://api.test'],
    [`Failed to parse URL from http://[::1]:8080/x?api_key=${KEY}`, 'Failed to parse URL from http://[::1]:8080'],
    [
      `at postgres://onesms:${KEY}@db.internal:5432/onesms, twice`,
      'at postgres://db.internal:5432, twice'.replace(', twice', ' twice'),
    ],
    [`postgres://onesms:${KEY.slice(0, 4)}/${KEY.slice(4)}@db/onesms`, 'postgres://onesms'],
    [`Authorization: Bearer ${KEY}`, 'Authorization: Bearer […]'],
    [`"api_key": "${KEY}", "action": "x"`, '"api_key": "[…]", "action": "x"'],
    [`token=${KEY};x`, 'token=[…];x'],
    ['Serving http://127.0.0.1:8787/v1/services from the database', 'Serving http://127.0.0.1:8787 from the database'],
    ['on 2026-11-27 it took 1,234,567 rows and 42 s', 'on 2026-11-27 it took 1,234,567 rows and 42 s'],
    ['of 192.168.100.200', 'of 192.168.100.200'],
    ['call 0044 (0)7911 123456 now', 'call …456 now'],
  ])('T01 T33 makes of %s: %s', (text, expected) => {
    const line = scrubbed(text, 1_000)
    expect(line).toBe(expected)
    expect(line).not.toContain(KEY.slice(0, 8))
  })

  it('T02 does not cut a key in two and keep half of it', () => {
    for (let before = 0; before < 300; before += 1) {
      const line = scrubbed(`${'x'.repeat(before)} https://api.test/?api_key=${KEY}`, 100)
      expect(line).not.toContain(KEY.slice(0, 4))
    }
  })

  it('is one line of no more than it may be, whatever it is given, and keeps no long number', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), fc.integer({ min: 8, max: 200 }), (text, longest) => {
        const line = scrubbed(text, longest)
        expect(line.length).toBeLessThanOrEqual(longest)
        expect(line).not.toMatch(/\n|\r|\u2028|\u2029|\d{7,}/)
      }),
    )
  })

  it('T23 takes a megabyte of what is worst for it in no time', () => {
    for (const worst of ['a://', '1 ', 'key=', 'bearer ', 'a@', `${'x'.repeat(9)}_`, '::']) {
      const begun = performance.now()
      scrubbed(worst.repeat(1_000_000 / worst.length), 1_000)
      expect(performance.now() - begun).toBeLessThan(50)
    }
  })
})
