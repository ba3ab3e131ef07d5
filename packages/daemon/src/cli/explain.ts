import type { CatalogFacts, Facts } from '../db/store/inspect.ts'
import { wholeDatabase } from '../jobs/job.ts'
import { formatAge, formatCount } from './format.ts'

/** Seconds. */
const ABANDONED = 86_400

/** Says in words what the tables hold, and whether it adds up. */
export function explain({ catalogs, contradictions, lastRuns }: Facts): {
  readonly lines: readonly string[]
  readonly ok: boolean
} {
  const complaints = [
    ...(catalogs.length === 0 ? ['There is no catalog yet. Run: onesms sync services --once'] : []),
    ...complain(contradictions.serviceTotals, 'services have a total that is not the sum of their offers'),
    ...complain(contradictions.countryTotals, 'countries have a total that is not the sum of their offers'),
    ...complain(contradictions.orphans, 'services or countries have offers, but no row of their own'),
    ...catalogs.flatMap(mismatch),
    ...catalogs.flatMap(abandoned),
  ]
  return {
    ok: complaints.length === 0,
    lines: [
      ...catalogs.flatMap(describe),
      ...lastRuns.map(
        run =>
          `${run.provider === wholeDatabase.id ? wholeDatabase.name : run.provider}: last run of ${run.job} ${formatAge(run.age)} ago: ${run.status}${run.reason ? ` (${run.reason})` : ''}`,
      ),
      ...(complaints.length === 0
        ? ['Everything adds up.']
        : complaints.map(complaint => `Does not add up: ${complaint}`)),
    ],
  }
}

function describe(facts: CatalogFacts): string[] {
  const { provider, name } = facts
  return [
    `${provider} (${name}): ${formatCount(facts.offers)} offers, ${formatCount(facts.stock)} numbers, seen ${formatAge(facts.age)} ago`,
    `${provider}: ${formatCount(facts.services)} services (${formatCount(facts.unmappedServices)} under the provider's own name), ${formatCount(facts.countries)} countries (${formatCount(facts.unmappedCountries)} under the provider's own name)`,
    ...note(
      facts.missing,
      `${provider}: ${formatCount(facts.missing)} offers were missing in the last scan and are kept for now`,
    ),
    ...note(
      facts.tombstones,
      `${provider}: ${formatCount(facts.tombstones)} offers are gone and kept under a tombstone`,
    ),
    ...note(
      facts.staleCountries,
      `${provider}: ${formatCount(facts.staleCountries)} countries are stale, see the table stale_partitions`,
    ),
  ]
}

function mismatch({ provider, lastScan }: CatalogFacts): string[] {
  const { offers, stock, heldOffers, heldStock } = lastScan
  return offers === heldOffers && stock === heldStock
    ? []
    : [
        `${provider} holds ${heldOffers} offers and ${heldStock} numbers of what its last scan saw, which were ${offers} and ${stock}`,
      ]
}

/** A provider that is no longer synced still counts in every total. */
function abandoned({ provider, age }: CatalogFacts): string[] {
  return age > ABANDONED
    ? [
        `${provider} was last seen ${formatAge(age)} ago, and what it sold then still counts; if it is synced no longer: onesms forget ${provider}`,
      ]
    : []
}

function complain(count: number, what: string): string[] {
  return count > 0 ? [`${formatCount(count)} ${what}`] : []
}

function note(count: number, line: string): string[] {
  return count > 0 ? [line] : []
}
