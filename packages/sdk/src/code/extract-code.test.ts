import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blind, heldOut, tuned } from './__fixtures__/code-corpus/index.ts'
import type { Sample } from './__fixtures__/code-corpus/sample.ts'
import { extractCode } from './extract-code.ts'

const corpus = [...tuned, ...heldOut, ...blind]

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
  it('G10 is never wrong', () => {
    expect(judge(corpus).wrong).toEqual([])
  })

  it.each([
    [99, 'it was adjusted to', tuned],
    [99, 'it was held back from', heldOut],
    [98, 'of somebody who had never seen it', blind], // what it reaches, so that no change makes it less
    [99, 'of them all', [...tuned, ...heldOut, ...blind]],
  ])('G10 is right on %i of 100 texts %s', (share, _, samples) => {
    expect(judge(samples).rightShare).toBeGreaterThanOrEqual(share / 100)
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
    ['a word with a number behind it', 'Your code: SPRING30', null],
    ['a word with a number before it', 'Code 20OFF', null],
    ['words and numbers by turns', 'Use code BUY2GET1', null],
    ['a word with a number, said to programs', 'Order\n@acme.example #SPRING30', 'SPRING30'],
    ['letters and digits by turns, small ones among them', 'Your password: kT4m9Q', 'kT4m9Q'],
    ['what opens a locker', 'Your parcel is in locker 12. Code: 4821', null],
    ['what a thing is fetched with', 'Code de retrait : 8841', null],
    ['what lets one fetch, and is verified', 'Your withdrawal verification code is 482913', '482913'],
    ['what a text asks to type, and what for', 'Enter 482913 to log in', '482913'],
    ['what for, and what a text asks to type', 'Pro přihlášení zadejte: 482913', '482913'],
    ['the verb behind the code', 'Tasdiqlash uchun 482913 raqamini kiriting', '482913'],
    ['where to type it, and the code in a line of its own', 'Введите в приложении:\n\n204 618\n\nAcme', '204618'],
    ['what to use that is no code', 'Use 5000 points before Friday. Sign in to your account', null],
    ['what to use that has a name', 'Use this account number to pay: 44820175. Log in for more', null],
    ['a number that is asked for and leads nowhere', 'Use our shuttle and taxi line free of charge: 4821', null],
    ['digits in four pairs', 'Use 73 10 52 88 to verify that it is you', '73105288'],
    ['a telephone in four pairs', 'Questions on your code, write to 73 10 52 88', null],
    ['three digits', 'code 123', null],
    ['nine digits', 'code 123456789', null],
    ['cash on delivery', 'COD 1250', null],
    ['a letter that sets no space, one that does, and a digit', '가a1 Code 5519', '5519'],
    ['a bound code with a sign that nobody types', '@a.example #12345@', null],
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
      expect([null, '12345678']).toContain(extractCode(`${'x'.repeat(length)}\nCode: 12345678`))
      expect([null, '12345678']).toContain(extractCode(`${'x'.repeat(length)}\n@a.example #12345678`))
    }
  })

  it('E17 takes no half of a code where a text grows too long when its signs are taken apart', () => {
    for (let length = 6100; length < 6160; length += 1) {
      const text = `${'\ufdfa'.repeat(length / 18)}${'x'.repeat(length % 18)}\nCode: 12345678`
      expect([null, '12345678']).toContain(extractCode(text))
    }
  })

  it('T23 gives nothing but a code, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), text => {
        expect(extractCode(text) ?? '0000').toMatch(/^[0-9A-Za-z-]{4,18}$/)
      }),
    )
  })
})
