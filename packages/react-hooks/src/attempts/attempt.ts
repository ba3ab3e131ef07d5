import type { PurchaseRequest, RentalRequest } from '@onesms/sdk'

/** What is bought from a page. */
export type AttemptKind = 'activation' | 'rental'

/** One purchase that the user asked for. Whatever is sent for it is sent under its key, so that it is charged once. */
export interface Attempt<Request> {
  readonly key: string
  readonly request: Request
  /** When it was last sent, by the clock of the page; nothing of it left before. */
  readonly startedAt: number
  /** Whether its number was seen already. */
  readonly isBought: boolean
}

const FIELDS = ['service', 'country', 'operator', 'maxPrice', 'duration'] as const

/** What a request says, and nothing else that hangs on it: it is written down before it is sent. */
export function plainRequest<Request extends PurchaseRequest>(request: Request): Request {
  const { duration, ...rest } = request as Request & Partial<RentalRequest>
  const told = { ...rest, ...(duration && { duration: { ...duration } }) }
  return Object.fromEntries(
    FIELDS.flatMap(field => (told[field] === undefined ? [] : [[field, told[field]]])),
  ) as unknown as Request
}

/** Whether two plain requests ask for the same. */
export function isSame<Request>(one: Request, other: Request): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
