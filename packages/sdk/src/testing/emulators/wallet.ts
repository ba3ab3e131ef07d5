const MICROS = 1_000_000

/** One movement of money on the account. */
export interface Charge {
  /** Milliseconds since the epoch, by the emulator's clock. */
  readonly at: number
  /** Id of the activation it was for. */
  readonly activation: string
  /** A decimal with four places at least; negative where money was given back. */
  readonly amount: string
}

/** The account's money in whole millionths, so that no sum is ever off. */
export interface Wallet {
  readonly micros: number
  /** Moves `micros` from the account to the host; negative gives them back. */
  charge(activation: string, micros: number, at: number): void
  charges(): readonly Charge[]
}

/** Throws a RangeError for a balance that is no decimal of at most four places. */
export function createWallet(balance: string): Wallet {
  if (!/^-?\d+(\.\d{1,4})?$/.test(balance)) throw new RangeError(`not a balance: ${JSON.stringify(balance)}`)
  let micros = Math.round(Number(balance) * MICROS)
  const charges: { at: number; activation: string; micros: number }[] = []
  return {
    get micros() {
      return micros
    },
    charge(activation, amount, at) {
      micros -= amount
      charges.push({ at, activation, micros: amount })
    },
    charges: () => charges.map(({ at, activation, micros: amount }) => ({ at, activation, amount: moneyOf(amount) })),
  }
}

/** So many millionths as a decimal with four places, or more where it has more. */
export function moneyOf(micros: number): string {
  const digits = String(Math.abs(micros)).padStart(7, '0')
  const fraction = digits.slice(-6).replace(/0{1,2}$/, '')
  return `${micros < 0 ? '-' : ''}${digits.slice(0, -6)}.${fraction}`
}
