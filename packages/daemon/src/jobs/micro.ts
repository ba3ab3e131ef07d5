/** A decimal amount as a whole number of millionths, which is as fine as the database keeps it: money is never a float. */
export function toMicro(amount: string): bigint {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d*)(?:\.(\d*))?$/.exec(amount) ?? []
  const micro = BigInt(whole || '0') * 1_000_000n + BigInt(fraction.slice(0, 6).padEnd(6, '0'))
  return sign ? -micro : micro
}

/** The decimal amount, without trailing zeros. */
export function fromMicro(micro: bigint): string {
  const size = micro < 0n ? -micro : micro
  const fraction = String(size % 1_000_000n)
    .padStart(6, '0')
    .replace(/0+$/, '')
  return `${micro < 0n ? '-' : ''}${size / 1_000_000n}${fraction && `.${fraction}`}`
}
