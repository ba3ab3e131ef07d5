/** One figure of a catalog's size. Throws a RangeError for one that the host cannot have. */
export function wholeSize(name: string, value: number, most: number): number {
  if (Number.isInteger(value) && value >= 1 && value <= most) return value
  throw new RangeError(`size.${name} is a whole number from 1 to ${most}, not ${value}`)
}
