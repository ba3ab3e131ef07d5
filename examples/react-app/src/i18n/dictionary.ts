import type { ServiceCategory } from '@onesms/sdk/catalog'

type Said = (what: string) => string
/** `told` is the figure as the language writes it. */
type Counted = (count: number, told: string) => string
type Texts<Key extends string> = Readonly<Record<Key, string>>

/** Everything that the app says. A language is one of these, so that none lacks a text. */
export interface Dictionary {
  readonly app: Texts<
    'skip' | 'sections' | 'buy' | 'rentals' | 'history' | 'balance' | 'language' | 'broken' | 'reload'
  >
  readonly steps: Texts<'label' | 'service' | 'country' | 'confirm' | 'number'> & { readonly change: Said }
  readonly services: Texts<
    | ('buyTitle' | 'buyLead' | 'rentTitle' | 'rentLead' | 'search' | 'placeholder' | 'clear' | 'categories' | 'all')
    | ('list' | 'soldOut' | 'more' | 'none' | 'noneHint' | 'everywhere')
  > & { readonly found: Counted; readonly stock: Counted }
  readonly categories: Texts<ServiceCategory>
  readonly countries: Texts<
    | ('lead' | 'staleLead' | 'search' | 'sort' | 'price' | 'stock' | 'success' | 'list' | 'untold' | 'soldOut')
    | ('none' | 'noneHint' | 'nothingHint' | 'again')
  > & {
    readonly title: Said
    readonly from: Said
    readonly available: Counted
    readonly successRate: Said
    readonly nothing: Said
  }
  readonly confirm: Texts<
    | ('title' | 'rentTitle' | 'service' | 'country' | 'price' | 'stock' | 'duration' | 'cap' | 'capHint')
    | ('capMissing' | 'capUnreadable' | 'capZero' | 'capDecimals' | 'promise' | 'rentPromise' | 'soldOut' | 'elsewhere')
    | ('assured' | 'once' | 'onceHint' | 'held' | 'heldHint' | 'back')
  > & { readonly capLow: Said; readonly buy: Said; readonly rent: Said }
  readonly pending: Texts<'buying' | 'buyingHint' | 'checking' | 'checkingHint'>
  readonly failures: Texts<
    | ('title' | 'out_of_stock' | 'price_cap' | 'insufficient_balance' | 'limit_reached' | 'purchase_held')
    | ('purchase_not_sent' | 'provider_unavailable' | 'authentication' | 'capability' | 'too_early_to_cancel')
    | ('purchase_unknown' | 'invalid_transition' | 'not_found' | 'unknown_reference' | 'other' | 'details')
  > & { readonly lowest: Said; readonly useLowest: Said }
  readonly status: Texts<'waiting' | 'received' | 'retrying' | 'completed' | 'cancelled' | 'expired' | 'active'>
  readonly number: Texts<
    | ('phone' | 'copyPhone' | 'copyCode' | 'copied' | 'copyFailed' | 'code' | 'waiting' | 'retrying' | 'noCode')
    | ('timeLeft' | 'over' | 'messages' | 'noMessages' | 'noMessagesYet' | 'call' | 'retry' | 'complete' | 'cancel')
    | ('cancelAsked' | 'another' | 'anotherRental' | 'history' | 'refundNotCharged' | 'refundUnknown' | 'loading')
    | 'missing'
  > &
    Readonly<
      Record<
        | ('title' | 'endedTitle' | 'from' | 'cancelIn' | 'paid' | 'refundNone' | 'refundExpected' | 'refundConfirmed')
        | ('announceMessage' | 'announceEnded'),
        Said
      >
    > & { readonly announceCode: (service: string, code: string) => string }
  readonly rentals: Texts<'lead' | 'extendBy' | 'chooseDuration'> & {
    readonly extendFor: Said
    readonly until: Said
    readonly hours: Counted
    readonly days: Counted
  }
  readonly history: Texts<'title' | 'lead' | 'list' | 'activation' | 'rental' | 'none' | 'noneHint' | 'first'> & {
    readonly open: Said
  }
  readonly errors: Texts<'title' | 'command' | 'retry' | 'offline'>
}
