import type { ErrorReply } from './reply.ts'

interface Hint {
  readonly hint: string | null
}

const MOST = 50

/** The lengths that a host sells, where its refusal of another one names them: a list, or the longest of all. */
export function durationHint({ info }: ErrorReply): Hint {
  const { available_durations: lengths, max } = info
  const hours = Array.isArray(lengths) ? lengths.filter(isCount).slice(0, MOST) : []
  if (hours.length > 0) return { hint: `It sells these hours: ${hours.join(', ')}.` }
  return { hint: isCount(max) ? `It sells ${max} hours at most.` : null }
}

/** When a rental can be extended, where the refusal to do so now says it. */
export function freezeHint({ info }: ErrorReply): Hint {
  const seconds = info['retry_after_seconds']
  return { hint: isCount(seconds) ? `It can be extended in ${seconds} s.` : 'It can be extended later.' }
}

const isCount = (figure: unknown) => Number.isSafeInteger(figure) && Number(figure) > 0
