import type { Reply } from '../../reply.ts'
import { titled } from '../envelopes.ts'
import type { ExtensionRefusal } from '../rentals/extender.ts'
import type { RentRefusal } from '../rentals/renter.ts'
import { words } from './hero-sms-words.ts'

export const wrongService = titled('WRONG_SERVICE', 'Service not found', 400)
export const wrongCountry = titled('WRONG_COUNTRY', 'Country not found', 400)
export const wrongCurrency = titled('WRONG_CURRENCY', 'Currency is not supported', 400)
export const notRented = titled('BAD_SERVICE', 'The service has no rent', 400)

/** What could be had in place of a length that cannot, shortest first. */
export const badDuration = (hours: readonly number[]): Reply =>
  titled('BAD_DURATION', 'Duration is not available', 400, {
    min: hours[0] ?? 0,
    max: hours.at(-1) ?? 0,
    available_durations: hours,
  })

const noBalance = titled('NO_BALANCE', 'Not enough funds', 402)

export function refuseRent(refusal: RentRefusal): Reply {
  switch (refusal.refused) {
    case 'bad-service':
      return wrongService
    case 'bad-country':
      return wrongCountry
    case 'not-rented':
      return notRented
    case 'bad-duration':
      return badDuration(refusal.hours)
    case 'no-numbers':
      return titled('NO_NUMBERS', 'Numbers not found', 404)
    case 'no-balance':
      return noBalance
  }
}

export function refuseExtension(refusal: ExtensionRefusal): Reply {
  switch (refusal.refused) {
    case 'unknown':
      return words.unknownId
    case 'not-available':
      return titled('ACTION_NOT_AVAILABLE', 'The number cannot be prolonged, use reactivate', 400)
    case 'bad-duration':
      return badDuration(refusal.hours)
    case 'too-long':
      return titled('MAX_HOURS_EXCEED', 'Too many hours', 400, { max: refusal.most })
    case 'too-early':
      return titled('FREEZE_PERIOD_NOT_REACHED', 'It is too early to prolong', 400, {
        retry_after_seconds: Math.ceil(refusal.wait / 1_000),
      })
    case 'no-balance':
      return noBalance
  }
}
