import type { Money } from '../money/money.ts'
import type { RequestPace } from '../utils/request-pace.ts'
import type { ActivationsFacet } from './activations.ts'
import type { CallOptions } from './call-options.ts'
import type { Country, Offer, Operator, Service } from './catalog.ts'
import type { ProviderEvents } from './events.ts'
import type { FailedBatch, OfferBatch, ScanReport } from './offer-batch.ts'
import type { PurchaseReference, PurchaseReport } from './outcome.ts'
import type { CountryRef, ServiceRef } from './references.ts'
import type { RentalsFacet } from './rentals.ts'
import type { NewsBatch, StreamCall } from './stream.ts'
import type { ProviderTraits } from './traits.ts'
import type { WebhooksFacet } from './webhooks.ts'

/** What a provider says of the account. */
export interface AccountFacet {
  /** What is left on the account. */
  balance(call: CallOptions): Promise<Money>
}

/** Narrows {@link CatalogFacet.offers}; at least one of service and country is required. */
export interface OfferQuery {
  readonly service?: ServiceRef
  readonly country?: CountryRef
}

/** Narrows {@link CatalogFacet.scan}. */
export interface ScanQuery {
  /** Default: every country the provider lists. */
  readonly countries?: readonly CountryRef[]
}

/** What a provider says it sells. Every call asks the provider; nothing is cached. */
export interface CatalogFacet {
  /** Every service that is sold somewhere. */
  services(call: CallOptions): Promise<readonly Service[]>
  /** Every country in which something is sold. */
  countries(call: CallOptions): Promise<readonly Country[]>
  /** The networks of a country. Absent where the provider does not tell them. */
  operators?(query: { readonly country: CountryRef }, call: CallOptions): Promise<readonly Operator[]>
  /** What is sold of one service, in one country, or both. */
  offers(query: OfferQuery, call: CallOptions): Promise<readonly Offer[]>
  /**
   * What is sold at this moment, straight from the source: the cheapest offer of each country or service. Absent where
   * `offers` is that already.
   */
  availability?(query: OfferQuery, call: CallOptions): Promise<readonly Offer[]>
  /** The bulk road: everything the provider sells, a batch per country. */
  scan(query: ScanQuery, call: CallOptions): AsyncGenerator<OfferBatch | FailedBatch, ScanReport, void>
}

/**
 * What a provider is. The client depends on this interface, providers implement it, neither knows the other.
 * `spec` is the version of this interface.
 */
export interface Provider {
  readonly spec: 1
  /** For example `hero-sms`: the prefix of every id this provider gives out. */
  readonly id: string
  /** For example `HeroSMS`. */
  readonly name: string
  /** Where it is, in case several places have one id: what a page keeps of one is not asked for at another. Holds no secret. */
  readonly address?: string
  /** ISO 4217 code of the account. */
  readonly currency: string
  readonly traits: ProviderTraits
  readonly account: AccountFacet
  readonly catalog: CatalogFacet
  readonly activations: ActivationsFacet
  /** Absent where the provider rents no numbers. */
  readonly rentals?: RentalsFacet
  /** Absent where the provider never calls. */
  readonly webhooks?: WebhooksFacet
  /** The providers it is made of; absent for one that sells by itself. Ids say which of them sold. */
  readonly members?: readonly Provider[]
  /**
   * What came of a purchase, by the reference it was sent under: then an unknown one is cleared up by this answer alone, and
   * one of any kind may be sent again. Sends no purchase. Absent where the provider keeps no purchases by their reference.
   */
  outcomeOf?(reference: PurchaseReference, call: CallOptions): Promise<PurchaseReport>
  /**
   * One stream of news about every number of the account, over one connection; its first batch comes as soon as it is open.
   * It ends or throws when the connection does; whoever reads it opens it again. Absent where one has to look.
   */
  stream?(call: StreamCall): AsyncIterable<NewsBatch>
  /** Tells `listener` what it decides by itself. Answers how to stop. */
  observe?(listener: (event: ProviderEvents) => void): () => void
  /**
   * From now on every request, a purchase included, waits for a turn of this pace beside the provider's own limiter, so that
   * several processes together keep to what one account may send. Absent where nothing is sent to a host.
   */
  usePace?(pace: RequestPace): void
  /**
   * How many repetitions of reads it may still make; those that succeed add to it. Near zero, a failure is told at once. Absent
   * where it repeats nothing by itself.
   */
  retriesLeft?(): number
  /** This process was away, asleep or offline: what was out of reach then may be asked again now. Sends nothing. */
  wake?(): void
}
