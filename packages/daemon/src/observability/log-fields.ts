import { printable, scrubbed } from './scrub.ts'

/**
 * What a line may say beside its message. There is no field for a key, a URL, the text of an SMS, a whole phone or a token,
 * and what is no field is not written.
 */
export interface LogFields {
  readonly request_id?: string
  /** In the run log. */
  readonly run_id?: number
  readonly intent_id?: string
  readonly provider?: string
  readonly account?: string
  /** What was done: a job, a route such as `GET /v1/offers`, a call of a provider such as `activations.purchase`. */
  readonly action?: string
  /** How far a run came: `reading` or `writing`. */
  readonly phase?: string
  readonly duration_ms?: number
  readonly result?: string
  /** For programs: of an error or a problem. */
  readonly code?: string
  readonly http_status?: number
  /** As {@link maskPhone} makes it. Any digits before the last three are cut off all the same. */
  readonly phone_masked?: string
}

type Words = 'request_id' | 'intent_id'
type Texts = 'provider' | 'account' | 'action' | 'phase' | 'result' | 'code'
type Counts = Exclude<keyof LogFields, Words | Texts | 'phone_masked'>

const words = (value: unknown) => (typeof value === 'string' ? printable(value).slice(0, 128) : undefined)
const texts = (value: unknown) => (typeof value === 'string' ? scrubbed(value, 200) : undefined)
const counts = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : undefined)

const READERS: Readonly<
  Record<Words | Texts | 'phone_masked', (value: unknown) => string | undefined> &
    Record<Counts, (value: unknown) => number | undefined>
> = {
  request_id: words,
  run_id: counts,
  intent_id: words,
  provider: texts,
  account: texts,
  action: texts,
  phase: texts,
  duration_ms: counts,
  result: texts,
  code: texts,
  http_status: counts,
  phone_masked: value => (typeof value === 'string' ? maskPhone(value) : undefined),
}

/** The names of the fields there are. */
export const logFields: readonly string[] = Object.keys(READERS)

/** The fields as they are written: those there are, cleaned. A key that is no field is left out, whatever a type let through. */
export function readFields(fields: LogFields): Record<string, string | number> {
  const read: Record<string, string | number> = {}
  for (const [name, reader] of Object.entries(READERS)) {
    const value = reader(fields[name as keyof LogFields])
    if (value !== undefined) read[name] = value
  }
  return read
}

/** `…123`: enough to tell two numbers of one hour apart. */
export function maskPhone(phone: string): string {
  return `…${phone.replace(/\D/g, '').slice(-3)}`
}
