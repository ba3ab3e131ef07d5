/** Digits behind the calling code; nine where nothing else is said. */
const LENGTHS: ReadonlyMap<string, number> = new Map(
  Object.entries({
    1: 10,
    7: 10,
    20: 10,
    30: 10,
    39: 10,
    44: 10,
    45: 8,
    47: 8,
    49: 11,
    52: 10,
    53: 8,
    54: 10,
    55: 11,
    57: 10,
    58: 10,
    62: 11,
    63: 10,
    65: 8,
    81: 10,
    82: 10,
    86: 11,
    90: 10,
    91: 10,
    92: 10,
    95: 10,
    98: 10,
  }),
)

/** Ranges that are nobody's: area code 555 in North America, the drama numbers of Ofcom in Britain. */
const BEGINNINGS: ReadonlyMap<string, string> = new Map([
  ['1', '555'],
  ['44', '77009'],
])

/** Coprime to every power of ten, so that consecutive numbers look unlike and never meet. */
const STRIDE = 7_368_787

/** An invented number of the country: its calling code and as many digits as numbers there have. */
export function inventPhone(dialCode: string, sequence: number): string {
  const start = BEGINNINGS.get(dialCode) ?? '7'
  const free = (LENGTHS.get(dialCode) ?? 9) - start.length
  const digits = (BigInt(sequence) * BigInt(STRIDE)) % 10n ** BigInt(free)
  return `${dialCode}${start}${String(digits).padStart(free, '0')}`
}
