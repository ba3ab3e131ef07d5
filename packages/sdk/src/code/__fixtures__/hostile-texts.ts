/** Texts of pieces that mean something to the scanner, in an order that means nothing; the same ones each time. */
export function* hostileTexts(count: number): Generator<string> {
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
