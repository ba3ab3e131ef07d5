/** Of a standard normal distribution: 95 % lie within it to both sides. */
const Z = 1.959963984540054

/**
 * The rate that a share is at least, with the confidence that so many trials give: the lower bound of Wilson's interval at
 * 95 %. One success in one trial is worth less than 90 in 100. `null` without a trial.
 */
export function wilsonFloor(successes: number, trials: number): number | null {
  if (trials === 0) return null
  if (successes === 0) return 0
  const share = successes / trials
  const z2 = Z * Z
  const middle = share + z2 / (2 * trials)
  const spread = Z * Math.sqrt((share * (1 - share) + z2 / (4 * trials)) / trials)
  return Math.max(0, (middle - spread) / (1 + z2 / trials))
}
