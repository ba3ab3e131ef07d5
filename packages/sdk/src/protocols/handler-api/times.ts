const DATE_TIME = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:\.\d{1,9})?(Z|[+-]\d{2}:\d{2})?$/
const LONGEST_LIFE = 366 * 86_400_000

/** An instant by the host's clock. `null` when there is none, or one without a zone: nobody knows which it is. */
export function readInstant(value: unknown): Date | null {
  const time = parse(value)
  return time?.zone ? new Date(time.ms) : null
}

/** Milliseconds between two times of one host. Without zones the difference is good all the same. */
export function readSpan(from: unknown, to: unknown): number | null {
  const [start, end] = [parse(from), parse(to)]
  if (!start || !end || Boolean(start.zone) !== Boolean(end.zone)) return null
  const span = end.ms - start.ms
  return span > 0 && span <= LONGEST_LIFE ? span : null
}

/** `0000-00-00 00:00:00` stands for "none" and is no date. */
function parse(value: unknown): { readonly ms: number; readonly zone: string | undefined } | null {
  const match = typeof value === 'string' ? DATE_TIME.exec(value) : null
  if (!match) return null
  const [, date, time, zone] = match
  const ms = Date.parse(`${date}T${time}${zone ?? 'Z'}`)
  return Number.isNaN(ms) ? null : { ms, zone }
}
