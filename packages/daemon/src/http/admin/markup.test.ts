import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { distance, foreign, html, maskPhone, span, table, time } from './markup.ts'

describe('markup', () => {
  it('T26 no text becomes markup, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), text => {
        const inside = String(foreign(text)).replace(/^<bdi>|<\/bdi>$/g, '')
        if (text !== '') expect(inside).not.toMatch(/[<>"']/)
        const attribute = String(html`<i title="${text}">`)
        expect(attribute.match(/"/g)).toHaveLength(2)
      }),
    )
  })

  it('T32 shows what nobody would see, and keeps what is only foreign', () => {
    expect(String(foreign('a\u202eb\u0000c\u001b[31m'))).toBe('<bdi>a\\u202eb\\u0000c\\u001b[31m</bdi>')
    expect(String(foreign('رمز 你好 é\n\tx'))).toBe('<bdi>رمز 你好 é\n\tx</bdi>')
    expect(String(foreign('x'.repeat(10_000)))).toHaveLength('<bdi></bdi>'.length + 501)
    expect(String(foreign(null))).toContain('none')
  })

  it('says when, with the zone and from now', () => {
    const now = new Date('2026-03-01T10:00:00Z')
    expect(String(time(new Date('2026-03-01T09:57:00Z'), now))).toContain('3 min ago')
    expect(String(time(new Date('2026-03-01T09:57:00Z')))).toContain('2026-03-01 09:57:00 UTC')
    expect(String(time(null))).toContain('never')
    expect([distance(-1), distance(90_000), distance(-3 * 86_400_000)]).toEqual(['now', 'in 90 s', '3 d ago'])
    expect([span(7_200_000), span(0)]).toEqual(['2 h', '0 s'])
  })

  it('tells numbers apart without telling them', () => {
    expect(maskPhone('+447911123456')).toBe('+44 ••• 456')
    expect(maskPhone('12345')).toBe('•••')
    expect(maskPhone(null)).toBe('removed')
  })

  it('a table without rows says so in words', () => {
    expect(String(table({ caption: 'Runs', head: ['Run'], empty: 'Nothing has run yet.' }, []))).toBe(
      '<p class="empty">Nothing has run yet.</p>',
    )
  })
})
