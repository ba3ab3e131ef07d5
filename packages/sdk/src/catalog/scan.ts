import { AccountBlockedError, AuthenticationError } from '../errors/access.ts'
import { OneSmsError } from '../errors/base.ts'
import type { FailedBatch, OfferBatch, ScanReport } from '../provider/offer-batch.ts'

/** Batches of a scan, as they come. */
export type Batches = AsyncGenerator<OfferBatch | FailedBatch, void, void>

const PARTIAL_SHARE = 0.2

/** What a scan has sent and received so far. */
export class Traffic {
  requests = 0
  bytes = 0

  /** The same reader, which counts what it reads. */
  counted<A extends { readonly body: Uint8Array }, T>(read: (answer: A) => T): (answer: A) => T {
    return answer => {
      this.requests += 1
      this.bytes += answer.body.byteLength
      return read(answer)
    }
  }
}

/** Passes the batches on and tells what came. Where `isChosen`, those of other countries than the wanted are left out. */
export async function* scanOf(
  batches: Batches,
  wanted: ReadonlySet<string>,
  isChosen: boolean,
): AsyncGenerator<OfferBatch | FailedBatch, Pick<ScanReport, 'rows' | 'missing' | 'partial'>, void> {
  const missing = new Set(wanted)
  let rows = 0
  for await (const batch of batches) {
    if (isChosen && !wanted.has(batch.country)) continue
    if (batch.kind === 'offers') {
      missing.delete(batch.country)
      rows += batch.service.length
    }
    yield batch
  }
  return { rows, missing: [...missing], partial: missing.size > wanted.size * PARTIAL_SHARE }
}

/** Asks for one country after the other. One that fails is passed over, unless the host is closed to us. */
export async function* scanOneByOne(
  provider: string,
  countries: Iterable<string>,
  ask: (country: string) => Promise<readonly OfferBatch[]>,
): Batches {
  for (const country of countries) {
    try {
      yield* await ask(country)
    } catch (error) {
      // A host that is closed to us will not open for the next country either.
      if (!OneSmsError.is(error) || error instanceof AuthenticationError || error instanceof AccountBlockedError)
        throw error
      yield { kind: 'failed', provider, country, error }
    }
  }
}
