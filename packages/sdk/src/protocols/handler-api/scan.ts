import { AccountBlockedError, AuthenticationError } from '../../errors/access.ts'
import { OneSmsError } from '../../errors/base.ts'
import type { FailedBatch, OfferBatch, RowProblems, ScanReport } from '../../provider/offer-batch.ts'
import type { CallOptions } from '../../provider/provider.ts'
import { createBreather } from '../../utils/breathe.ts'
import { isRecord } from '../../utils/record.ts'
import { type Answer, type Command, type HandlerApi, readData } from './api.ts'
import { ColumnCollector } from './columns.ts'
import { getCountries } from './commands.ts'
import { toError, unexpectedShape } from './errors.ts'
import { type Member, objectMembers, parseMember } from './members.ts'
import { detectNesting, noProblems, readCountry, readPrices, readService } from './prices.ts'

/** Bodies up to this size are parsed at once: that takes a few milliseconds. */
const AT_ONCE = 256 * 1024
/** Up to this many countries are asked for one by one, where the whole table would be far more than was asked. */
const FEW = 5
const PARTIAL_SHARE = 0.2

interface Scan {
  readonly api: HandlerApi
  readonly currency: string
  readonly wholeTable: boolean
  /** Native ids; `null` for every country the host lists. */
  readonly countries: readonly string[] | null
}

type Batches = AsyncGenerator<OfferBatch | FailedBatch, void, void>

/** Reads everything the host sells, a batch per country, without holding the event loop. */
export async function* scanPrices(
  { api, currency, wholeTable, countries }: Scan,
  call: CallOptions,
): AsyncGenerator<OfferBatch | FailedBatch, ScanReport, void> {
  const problems = noProblems()
  const sizes: number[] = []
  const wanted = new Set(countries ?? (await api.send(getCountries, call)).rows.map(({ id }) => id))
  const atOnce = wholeTable && (countries === null || wanted.size > FEW)
  const batches = atOnce
    ? readWholeTable(await api.send(rawPrices({}, sizes), call), currency, problems)
    : readOneByOne(api, [...wanted], currency, problems, sizes, call)
  const missing = new Set(wanted)
  let rows = 0
  for await (const batch of batches) {
    if (countries !== null && !wanted.has(batch.country)) continue
    if (batch.kind === 'offers') {
      missing.delete(batch.country)
      rows += batch.service.length
    }
    yield batch
  }
  return {
    requests: sizes.length + (countries === null ? 1 : 0),
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    rows,
    problems,
    missing: [...missing],
    partial: missing.size > wanted.size * PARTIAL_SHARE,
  }
}

async function* readOneByOne(
  api: HandlerApi,
  countries: readonly string[],
  currency: string,
  problems: RowProblems,
  sizes: number[],
  call: CallOptions,
): Batches {
  for (const country of countries) {
    try {
      const answer = await api.send(rawPrices({ country }, sizes), call)
      const collector = new ColumnCollector(currency)
      collector.open(country)
      parsePrices(answer, { country }, collector, problems)
      yield* collector.take()
    } catch (error) {
      // A refused key will not be taken for the next country either.
      if (!OneSmsError.is(error) || error instanceof AuthenticationError || error instanceof AccountBlockedError)
        throw error
      yield { kind: 'failed', country, error }
    }
  }
}

async function* readWholeTable(answer: Answer, currency: string, problems: RowProblems): Batches {
  const collector = new ColumnCollector(currency)
  if (answer.body.byteLength <= AT_ONCE) {
    parsePrices(answer, {}, collector, problems)
    return yield* collector.take()
  }
  const breathe = createBreather()
  try {
    const members = new Map<string, Member>() // of a key given twice the last one wins, as in JSON.parse
    for (const member of objectMembers(answer.body)) {
      members.set(member.key, member)
      await breathe()
    }
    const nesting = detectNesting(members.keys())
    if (nesting === null)
      throw unexpectedShape(`${answer.provider} answered ${answer.operation} in an unknown shape`, answer)
    for (const [key, member] of members) {
      const value = parseMember(answer.body, member)
      if (nesting === 'service-first') {
        readService(key, value, {}, collector.sink, problems)
      } else {
        if (/^\d+$/.test(key)) collector.open(key)
        readCountry(key, value, {}, collector.sink, problems)
        yield* collector.take()
      }
      await breathe()
    }
    yield* collector.take()
  } catch (error) {
    if (error instanceof SyntaxError) throw toError({ kind: 'unreadable', reason: 'malformed' }, answer)
    throw error
  }
}

/** The answer as bytes: a large one is parsed later, a small one may be an error that decides about a repetition. */
function rawPrices(params: { readonly country?: string }, sizes: number[]): Command<Answer> {
  return {
    action: 'getPrices',
    params,
    read: answer => {
      sizes.push(answer.body.byteLength)
      if (answer.body.byteLength <= AT_ONCE)
        readData(value => value, { mayBeEmpty: params.country !== undefined })(answer)
      else if (!looksWhole(answer.body)) throw toError({ kind: 'unreadable', reason: 'malformed' }, answer)
      return answer
    },
  }
}

function parsePrices(
  answer: Answer,
  filter: { readonly country?: string },
  collector: ColumnCollector,
  problems: RowProblems,
): void {
  const value = readData(parsed => parsed, { mayBeEmpty: filter.country !== undefined })(answer)
  // A country that is there with nothing to sell was answered all the same.
  if (isRecord(value)) for (const key of Object.keys(value)) if (/^\d+$/.test(key)) collector.open(key)
  if (!readPrices(value, filter, collector.sink, problems)) {
    throw unexpectedShape(`${answer.provider} answered ${answer.operation} in an unknown shape`, answer)
  }
}

/** A cheap look at both ends: a table of this size that was cut, or that is a page, should be read again. */
function looksWhole(body: Uint8Array): boolean {
  const text = new TextDecoder()
  return /^\ufeff?\s*\{/.test(text.decode(body.subarray(0, 64))) && /\}\s*$/.test(text.decode(body.subarray(-64)))
}
