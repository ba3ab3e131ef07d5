import { type AvailabilityQuery, createClient, OneSmsError, type Provider, UnknownReferenceError } from '@onesms/sdk'
import { nearest } from '@onesms/sdk/catalog'
import { z } from 'zod'
import { orAborted } from '../../jobs/or-aborted.ts'
import { DeadlineError, withDeadline } from '../deadline.ts'
import { providerId, reference } from '../fields.ts'
import { Problem } from '../problem.ts'
import { invalidParameter, parseQuery } from '../query.ts'
import { replyJson } from '../reply.ts'
import { unknownReference } from '../unknown-reference.ts'
import { type LiveOffer, offerFields, toLiveOffer } from './live-offer.ts'
import type { Route, RouteContext, RouteDoc } from './route.ts'

/** Who asks for this moment does not wait for the next one. */
const DEADLINE = 15_000

const query = z.object({
  service: reference.optional(),
  country: reference.optional(),
  provider: providerId.optional(),
})

const liveOffer = z.object({
  ...offerFields,
  success_rate: z.number().nullable().describe('0 to 1; `null` when untold'),
})

export const availabilityDoc: RouteDoc = {
  tag: 'Catalog',
  summary: 'What the providers sell at this moment',
  description:
    'Straight from the providers, uncached, within 15 s. `service` or `country` is a must, and not both. A provider that fails is answered beside the others; 502 where all do.',
  query,
  replies: {
    200: {
      description: 'What each provider answered',
      body: z.object({
        data: z.array(
          z.union([
            z.object({ provider: z.string(), observed_at: z.iso.datetime(), offers: z.array(liveOffer) }),
            z.object({ provider: z.string(), error: z.object({ code: z.string(), message: z.string() }) }),
          ]),
        ),
      }),
    },
  },
}

type Outcome =
  | { readonly provider: string; readonly observed_at: Date; readonly offers: readonly LiveOffer[] }
  | { readonly provider: string; readonly failure: unknown }

/** `GET /v1/availability`: what the providers sell at this moment, asked of each of them. Does without the database. */
export function availabilityRoute({ providers, inLine, clock, onError }: RouteContext): Route {
  const ask = async (provider: Provider, wanted: AvailabilityQuery, outer: AbortSignal): Promise<Outcome> => {
    const { catalog } = createClient({ provider })
    try {
      const { observedAt, offers } = await withDeadline({ clock, ms: DEADLINE, outer }, signal =>
        inLine(provider.id, async () => {
          signal.throwIfAborted() // while it waited
          return orAborted(signal, catalog.availability(wanted, { signal }))
        }),
      )
      return { provider: provider.id, observed_at: observedAt, offers: offers.map(toLiveOffer) }
    } catch (failure) {
      if (!outer.aborted && !isExpected(failure)) onError(failure)
      return { provider: provider.id, failure }
    }
  }

  return async request => {
    const { provider: id, ...references } = parseQuery(query, request.url)
    const { field, value, wanted } = readWanted(references)
    const asked = providers.filter(provider => id === undefined || provider.id === id)
    if (id !== undefined && asked.length === 0) {
      throw unknownReference(
        'provider',
        id,
        nearest(
          id,
          providers.map(provider => provider.id),
        ),
      )
    }
    const outcomes = await Promise.all(asked.map(provider => ask(provider, wanted, request.signal)))
    const failures = outcomes.flatMap(outcome => ('failure' in outcome ? [outcome.failure] : []))
    const data = outcomes.map(outcome =>
      'failure' in outcome ? { provider: outcome.provider, error: describe(outcome.failure) } : outcome,
    )
    if (failures.length === 0 || failures.length < outcomes.length) return replyJson({ data })
    if (failures.every(isUnknownReference)) {
      const suggestions = [...new Set(failures.flatMap(failure => failure.suggestions))]
      throw unknownReference(field, value, suggestions)
    }
    throw new Problem({ code: 'providers_failed', detail: 'Every provider failed; each says why.', members: { data } })
  }
}

function readWanted({
  service,
  country,
}: {
  readonly service?: string | undefined
  readonly country?: string | undefined
}) {
  if (service !== undefined && country !== undefined) {
    throw invalidParameter('country', 'cannot go with service: one of them is asked over all of the other')
  }
  if (service !== undefined) return { field: 'service', value: service, wanted: { service } }
  if (country !== undefined) return { field: 'country', value: country, wanted: { country } }
  throw new Problem({ code: 'missing_parameter', detail: 'Give service or country.' })
}

/** Foreign errors are not quoted: nobody knows what they say. */
function describe(failure: unknown): { readonly code: string; readonly message: string } {
  if (OneSmsError.is(failure)) return { code: failure.code, message: failure.message }
  return failure instanceof DeadlineError
    ? { code: 'provider_unavailable', message: `The provider gave ${failure.message}.` }
    : { code: 'internal', message: 'Asking the provider failed unexpectedly.' }
}

function isExpected(failure: unknown): boolean {
  return OneSmsError.is(failure) || failure instanceof DeadlineError
}

function isUnknownReference(failure: unknown): failure is UnknownReferenceError {
  return failure instanceof UnknownReferenceError
}
