import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { heldOut, tuned } from './__fixtures__/code-corpus/index.ts'
import type { Sample } from './__fixtures__/code-corpus/sample.ts'
import { extractCode } from './extract-code.ts'

const corpus = [...tuned, ...heldOut]
const FUZZ_INPUTS = process.env['ONESMS_TEST_TIER'] === 'full' ? 1_000_000 : 100_000

function judge(samples: readonly Sample[]) {
  const answers = samples.map(sample => ({ ...sample, answer: extractCode(sample.text) }))
  return {
    wrong: answers.filter(({ code, answer }) => answer !== null && answer !== code),
    rightShare: answers.filter(({ code, answer }) => answer === code).length / answers.length,
  }
}

describe('the corpus', () => {
  it('G10 has 600 texts and more, each once, in 30 languages and more', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(600)
    expect(new Set(corpus.map(({ text }) => text)).size).toBe(corpus.length)
    expect(new Set(corpus.map(({ language }) => language)).size).toBeGreaterThanOrEqual(30)
  })

  it('G10 is hard in at least a third: numbers and no code, or a code among other numbers', () => {
    const numbersIn = (text: string) => text.match(/\p{Nd}+/gu)?.length ?? 0
    const hard = corpus.filter(({ text, code }) => numbersIn(text) > (code === null ? 0 : 2))
    expect(hard.length).toBeGreaterThanOrEqual(corpus.length / 3)
  })
})

describe('extractCode', () => {
  it.each([
    ['it was adjusted to', tuned],
    ['it was held back from', heldOut],
  ])('G10 is right on 99 of 100 texts %s, and never wrong', (_, samples) => {
    const { wrong, rightShare } = judge(samples)
    expect(wrong).toEqual([])
    expect(rightShare).toBeGreaterThanOrEqual(0.99)
  })

  it.each<[what: string, text: string, code: string | null]>([
    ['a telephone, a year and a price', '© 2024 Acme. Code 4821 for $1999.00, questions: +1 (555) 010-0147', '4821'],
    ['a local telephone', 'Your code did not work? Call 555 0142', null],
    ['a telephone after the word', 'We sent a code to 5550199', null],
    ['a year alone', 'Building code 2018 applies', null],
    ['a code that looks like a year', 'Your code is 2024', '2024'],
    ['a date', 'Your code came on 20250311 or 11.03.2025', null],
    ['a time', 'Your code expires at 14:30, or 1430', null],
    ['an amount before and after', 'USD 4500, code 77120, 5500 EUR', '77120'],
    ['the end of a card number', 'Code for card ending 1234: 567890', '567890'],
    ['a masked account', 'OTP for A/c XX7788 and **4471 is 614207', '614207'],
    ['an order', 'Order 48213: your code is 5519', '5519'],
    ['minutes', 'Code 5519, 10 minutes', '5519'],
    ['a short number to answer to', 'Your code: 5519. Reply STOP to 28812', '5519'],
    ['an address', 'Your code: https://acme.example/verify?code=448201', null],
    ['an address without scheme', 'Your code: acme.example/448201', null],
    ['a share', 'Your code gives 5000%', null],
    ['a promotion', 'Promo code 448201', null],
    ['a post code', 'Code postal 75011', null],
    ['the hash of an app', '<#> 5519 is your code\nFA+9qCX9VSu', '5519'],
    ['a code bound to a domain', 'Order 77120\n@acme.example #123456', '123456'],
    ['Arabic digits', 'رمز التحقق ٤٨٢٩١٣', '482913'],
    ['Persian digits', 'کد تایید ۴۸۲۹۱۳', '482913'],
    ['Devanagari digits', 'कोड ४८२९१३', '482913'],
    ['Bengali digits', 'কোড ৪৮২৯১৩', '482913'],
    ['Thai digits', 'รหัส ๔๘๒๙๑๓', '482913'],
    ['full-width digits', '認証コード：４８２９１３', '482913'],
    ['unbreakable spaces', 'Your\u00a0code:\u00a0482\u202f913', '482913'],
    ['marks of direction', '\u200fהקוד שלך: \u202a\u200e482913\u200e\u202c', '482913'],
    ['signs without width', 'Your co\u200bde is 48\u200b29\ufeff13', '482913'],
    ['accents written apart', 'Tu co\u0301digo es 4829', '4829'],
    ['the code first', '482913 is your code', '482913'],
    ['the code in a line of its own', 'Enter the code below\n\n482913\n\nAcme', '482913'],
    ['the text is the code', '482913\n', '482913'],
    ['a grouped code', 'Code 123-456', '123456'],
    ['the same code twice', 'Code 123 456, that is 123456', '123456'],
    ['a prefix that the form shows', 'G-004567 is your code', '004567'],
    ['another prefix', 'AB-004567 is your code', null],
    ['capitals and digits', 'Your code is 7KQ2-9XMB', '7KQ2-9XMB'],
    ['capitals and digits that nothing calls a code', 'Your code. Plate 7KQ2-9XMB', null],
    ['two different codes', 'Your codes are 1234 and 5678', null],
    ['two that may be the code', 'code 1234 or 5678', null],
    ['three digits', 'code 123', null],
    ['nine digits', 'code 123456789', null],
    ['cash on delivery', 'COD 1250', null],
    ['no text', '', null],
  ])('E07 %s', (_, text, code) => {
    expect(extractCode(text)).toBe(code)
  })

  it('E07 gives every code of 4 to 8 digits that a text states outright, leading zeros included', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{4,8}$/), code => {
        expect(extractCode(`Your Acme code is ${code}. Do not share it.`)).toBe(code)
        expect(extractCode(`验证码：${code}，请勿泄露`)).toBe(code)
        expect(extractCode(`${code} is your code`)).toBe(code)
      }),
    )
  })

  it('E07 gives none of two different codes, whichever comes first', () => {
    const code = fc.stringMatching(/^[0-9]{4,6}$/)
    fc.assert(
      fc.property(code, code, (one, other) => {
        const text = `Your code is ${one}. Your code is ${other}.`
        expect(extractCode(text)).toBe(one === other ? one : null)
      }),
    )
  })

  it('E17 takes no half of a code where a long text is cut', () => {
    for (let length = 2000; length < 2060; length += 1) {
      const text = `${'x'.repeat(length)}\nCode: 12345678`
      expect([null, '12345678']).toContain(extractCode(text))
    }
  })
})

describe('extractCode on hostile text', () => {
  it(`T23 never throws, and gives nothing but a code: ${FUZZ_INPUTS} texts`, { timeout: 300_000 }, () => {
    const answers = new Set<string>()
    for (const text of hostileTexts(FUZZ_INPUTS)) answers.add(extractCode(text) ?? '')
    expect(answers.size).toBeGreaterThan(1000)
    expect([...answers].filter(answer => answer !== '' && !/^[0-9A-Za-z-]{4,18}$/.test(answer))).toEqual([])
  })

  it('T23 survives any text at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3000 }), text => {
        expect(extractCode(text) ?? '0000').toMatch(/^[0-9A-Za-z-]{4,18}$/)
      }),
    )
  })

  it.each([
    ['digits', '1'],
    ['spaced digits', '1 '],
    ['dashed digits', '1-'],
    ['codes', '1234 '],
    ['letters', 'a'],
    ['words', 'a '],
    ['the word', 'code '],
    ['the word, uncut', 'code'],
    ['the word and codes', 'code 1234 '],
    ['labels and codes', 'order 1234 '],
    ['letters and digits', 'A1'],
    ['dashed letters and digits', 'A1-'],
    ['dots', '.'],
    ['an address', 'a.b/'],
    ['spaces', ' a    '],
    ['Korean, which grows when taken apart', '인증번호 '],
    ['one sign that stands for eighteen', '\ufdfa'],
  ])('T23 looks at twice the text with twice the steps: %s', (_, unit) => {
    const steps = [512, 1024, 2048].map(length => stepsFor(unit.repeat(length).slice(0, length)))
    const [quarter = 0, half = 0, whole = 0] = steps
    expect(half).toBeLessThanOrEqual(quarter * 2.2 + 200)
    expect(whole).toBeLessThanOrEqual(half * 2.2 + 200)
    expect(whole).toBeLessThanOrEqual(2048 * 400)
    expect(stepsFor(unit.repeat(50_000))).toBeLessThanOrEqual(whole * 1.1 + 200)
  })
})

/** How often a text is looked at: every look of the scanner goes through one of two methods, which are counted. */
function stepsFor(text: string): number {
  const { charAt, startsWith } = String.prototype
  let steps = 0
  const counted = <A extends unknown[], R>(method: (this: string, ...args: A) => R) =>
    function (this: string, ...args: A): R {
      steps += 1
      return method.apply(this, args)
    }
  Object.assign(String.prototype, { charAt: counted(charAt), startsWith: counted(startsWith) })
  try {
    extractCode(text)
  } finally {
    Object.assign(String.prototype, { charAt, startsWith })
  }
  return steps
}

/** Texts of pieces that mean something to the scanner, in an order that means nothing; the same ones each time. */
function* hostileTexts(count: number): Generator<string> {
  const pieces = [
    ...[
      'code',
      'Code:',
      'код',
      '验证码',
      'رمز',
      'order',
      'card',
      'USD',
      'is',
      'use',
      'promo',
      'to',
      'COD',
      'G-',
      'FB-',
    ],
    ...[' ', ' ', ' ', '\n', '.', '. ', ',', '-', ':', '/', '#', '@', '*', '+', '(', ')', '%', '://', '$', '…', '،'],
    ...[
      '1234',
      '482913',
      '٤٨٢٩',
      '12',
      '7',
      '2024',
      '12.03.2025',
      '555-0142',
      'A1B2C3',
      '7KQ2-9XMB',
      '@a.example #12345',
    ],
    ...['\u0000', '\ud800', '\udc00', '\u200f', '\u0301', '\ufdfa', '😀', '𝟙𝟚𝟛𝟜', '①②③④', 'İ', 'ß', 'ﬁ', 'é', '가'],
  ]
  let state = 20_250_311
  const next = (below: number) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
  for (let index = 0; index < count; index += 1) {
    let text = ''
    for (let left = next(16); left > 0; left -= 1) {
      text += next(8) === 0 ? String(next(99_999_999)) : pieces[next(pieces.length)]
    }
    yield text
  }
}
