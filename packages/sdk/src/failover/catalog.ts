import { addProblems } from '../catalog/problems.ts'
import { CapabilityError } from '../errors/access.ts'
import { OneSmsError } from '../errors/base.ts'
import type { CallOptions } from '../provider/call-options.ts'
import type { Offer } from '../provider/catalog.ts'
import { checkOfferQuery } from '../provider/check-offer-query.ts'
import type { FailedBatch, OfferBatch, ScanReport } from '../provider/offer-batch.ts'
import type { CatalogFacet, OfferQuery, ScanQuery } from '../provider/provider.ts'
import { answersOf } from './answers.ts'
import type { FailoverParts } from './parts.ts'
import { commonName } from './request.ts'

/** What the members sell together: under our own names, since those of one mean nothing to another. */
export function createCatalog(parts: FailoverParts): CatalogFacet {
  const { id, members } = parts
  const [only] = members
  return {
    services: async call => {
      const rows = (await Promise.all(members.map(({ catalog }) => catalog.services(call)))).flat()
      return union(rows, ({ slug }) => slug).map(([nativeId, row]) => ({ ...row, nativeId }))
    },
    countries: async call => {
      const rows = (await Promise.all(members.map(({ catalog }) => catalog.countries(call)))).flat()
      return union(rows, ({ iso }) => iso).map(([nativeId, row]) => ({ ...row, nativeId }))
    },
    operators: async (query, call) => {
      if (members.length === 1 && only?.catalog.operators) return only.catalog.operators(query, call)
      throw new CapabilityError('the networks of several providers are not one list', {
        provider: id,
        operation: 'catalog.operators',
        hint: 'Ask one of the providers.',
      })
    },
    offers: (query, call) => offersOfAll(parts, query, call),
    scan: (query, call) => scanAll(parts, query, call),
  }
}

/** The first row of each name, in the order of the members. Rows without one are left out. */
function union<Row>(rows: readonly Row[], nameOf: (row: Row) => string | null): readonly (readonly [string, Row])[] {
  const known = new Map<string, Row>()
  for (const row of rows) {
    const name = nameOf(row)
    if (name !== null && !known.has(name)) known.set(name, row)
  }
  return [...known]
}

async function offersOfAll(
  { id, members }: FailoverParts,
  asked: OfferQuery,
  call: CallOptions,
): Promise<readonly Offer[]> {
  const context = { provider: id, operation: 'catalog.offers' }
  checkOfferQuery(asked, context)
  const { service, country } = asked
  const query = {
    ...(service !== undefined && { service: commonName(service, context) }),
    ...(country !== undefined && { country: commonName(country, context) }),
  }
  const questions = members.map(async ({ catalog }) => catalog.offers(query, call))
  return answersOf(questions, call)
}

/** One member after the other, each batch with the ids of the member that sells it. */
async function* scanAll(
  { id, members }: FailoverParts,
  { countries }: ScanQuery,
  call: CallOptions,
): AsyncGenerator<OfferBatch | FailedBatch, ScanReport, void> {
  const context = { provider: id, operation: 'catalog.scan' }
  const query = countries ? { countries: countries.map(country => commonName(country, context)) } : {}
  const reports: ScanReport[] = []
  const refusals: unknown[] = []
  for (const member of members) {
    try {
      reports.push(yield* member.catalog.scan(query, call))
    } catch (error) {
      if (!OneSmsError.is(error) || error.code !== 'unknown_reference') throw error
      refusals.push(error) // it does not sell in one of the countries
    }
  }
  if (reports.length === 0) throw refusals[0]
  return reports.reduce(addReports)
}

function addReports(left: ScanReport, right: ScanReport): ScanReport {
  const problems = { ...left.problems }
  addProblems(problems, right.problems)
  return {
    requests: left.requests + right.requests,
    bytes: left.bytes + right.bytes,
    rows: left.rows + right.rows,
    problems,
    missing: [...left.missing, ...right.missing],
    partial: left.partial || right.partial,
  }
}
