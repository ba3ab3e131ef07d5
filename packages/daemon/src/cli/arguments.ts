import { InvalidArgumentError } from 'commander'

/** How many rows are wanted. */
export function toCount(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('must be a whole number from 1 to 9999')
}

/** The number of a port; 0 takes any free one. */
export function toPort(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text)
  throw new InvalidArgumentError('must be a whole number from 0 to 65535')
}
