/** What is bought from a page. */
export type AttemptKind = 'activation' | 'rental'

/** One purchase that the user asked for. Whatever is sent for it is sent under its key, so that it is charged once. */
export interface Attempt<Request> {
  readonly key: string
  readonly request: Request
  /** When it was last sent, by the clock of the page; nothing of it left before. */
  readonly startedAt: number
  /** Whether its number was seen already. */
  readonly isBought?: boolean
  /** Whether it was sent before as well, so that how the last sending ended says nothing of the whole. */
  readonly isResent?: boolean
}

/** All words of a request, in the order in which they are compared. */
const WORDS = ['service', 'country', 'nativeId', 'operator', 'maxPrice', 'duration', 'hours', 'days']

/** What a request says, and nothing else that hangs on it: it is written down before it is sent. */
export const plainRequest = <Request>(request: Request): Request => JSON.parse(JSON.stringify(request, WORDS))

/** Whether two plain requests ask for the same. */
export const isSame = <Request>(one: Request, other: Request): boolean => JSON.stringify(one) === JSON.stringify(other)
