import type { OfferBatch, ScanReport } from '../provider/offer-batch.ts'
import type { CatalogFacet } from '../provider/provider.ts'

/** A whole scan. A country that failed fails it. */
export async function drained(scan: ReturnType<CatalogFacet['scan']>) {
  const batches: OfferBatch[] = []
  for (;;) {
    const step = await scan.next()
    if (step.done) return { batches, report: step.value satisfies ScanReport }
    if (step.value.kind === 'failed') throw step.value.error
    batches.push(step.value)
  }
}
