const HOUR = 3_600_000

const seconds = (at: number) => new Date(at).toISOString().slice(0, 19)

/** `2026-01-01 00:00:00` */
export const naiveUtc = (at: number): string => seconds(at).replace('T', ' ')

/** `2026-01-01 03:00:00`: no zone is told, and it is Moscow's. */
export const naiveTime = (at: number): string => naiveUtc(at + 3 * HOUR)

/** `2026-01-01T00:00:00+00:00` */
export const utcTime = (at: number): string => `${seconds(at)}+00:00`

/** `2026-01-01T03:00:00+03:00` */
export const moscowTime = (at: number): string => `${seconds(at + 3 * HOUR)}+03:00`

/** `2026-01-01T00:00:00.000000Z` */
export const microTime = (at: number): string => new Date(at).toISOString().replace('Z', '000Z')
