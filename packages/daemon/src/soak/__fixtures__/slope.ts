/** How steep the straight line is that fits best, and what it is at most with a confidence of 95 %. */
export interface Slope {
  readonly slope: number
  readonly atMost: number
}

/** Fits a line by least squares. There must be three points, and not all at one place. */
export function slopeOf(points: readonly (readonly [x: number, y: number])[]): Slope {
  const meanOf = (axis: 0 | 1) => points.reduce((sum, point) => sum + point[axis], 0) / points.length
  const [meanX, meanY] = [meanOf(0), meanOf(1)]
  const spread = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0)
  if (points.length < 3 || spread === 0) throw new RangeError('too few points for a line and its error')
  const slope = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / spread
  const misses = points.reduce((sum, [x, y]) => sum + (y - meanY - slope * (x - meanX)) ** 2, 0)
  const freedom = points.length - 2
  return { slope, atMost: slope + quantile95(freedom) * Math.sqrt(misses / freedom / spread) }
}

/** Student's quantile for 95 % on one side, by its expansion about that of the normal distribution. */
export function quantile95(freedom: number): number {
  const z = 1.6448536
  return (
    z +
    (z ** 3 + z) / (4 * freedom) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * freedom ** 3)
  )
}
