import { noProblems } from '../../catalog/problems.ts'
import { unexpected } from '../../errors/unexpected.ts'
import { textOf } from '../../http/host-answer.ts'
import { parseExactJson } from '../../utils/exact-json.ts'
import type { Answer, Command } from './api.ts'
import { type ExtensionOption, readExtensionOptions } from './extension-options.ts'
import { readSale, type Sale } from './purchase-answer.ts'
import { type Rows, readData, readRows } from './read-answer.ts'
import { type RentalOfferRow, readRentalOffers } from './rental-offers.ts'
import { extensionRefusals, rentRefusals } from './rental-refusals.ts'
import { type ErrorReply, readReply } from './reply.ts'
import { readSmsPage, type SmsPage } from './sms-page.ts'
import { kindOf } from './words.ts'

/** What a rental names, in the host's own ids. */
export interface RentQuery {
  readonly service: string
  readonly country: string
  readonly operator: string | undefined
  readonly hours: number
}

/** @billing Charges the account. */
export function getRentNumber({ hours, ...query }: RentQuery): Command<Sale> {
  const sale = readSale(rentRefusals)
  return {
    action: 'getRentNumber',
    params: { ...query, duration: String(hours) },
    size: 'word',
    read: answer => {
      const sold = sale(answer)
      if (sold.isRental !== false) return sold
      throw unexpected('shape', answer, 'with a number that is not rented', sold.nativeId)
    },
  }
}

/**
 * Buys more time for a number. An answer about another number is not the answer to this.
 * @billing Charges the account.
 */
export function prolong(id: string, hours: number): Command<Sale> {
  const sale = readSale(extensionRefusals)
  return {
    action: 'prolong',
    method: 'POST',
    params: { id, duration: String(hours) },
    size: 'word',
    read: answer => {
      const sold = sale(answer)
      if (sold.nativeId === id) return sold
      throw unexpected('shape', answer, 'with another number', sold.nativeId)
    },
  }
}

/** The word for a service that is not rented; one that nobody knows is `WRONG_SERVICE`. */
const NOT_RENTED = 'BAD_SERVICE'

/** For how long and at which price a service can be rented, in one country or in all. */
export function serviceCountRent(query: {
  readonly service: string
  readonly country: string | undefined
}): Command<Rows<RentalOfferRow>> {
  const rows = readRows(readRentalOffers, { mayBeEmpty: true })
  return {
    action: 'serviceCountRent',
    params: { ...query },
    read: answer => (errorOf(answer)?.code === NOT_RENTED ? { rows: [], problems: noProblems() } : rows(answer)),
  }
}

/** By how long a rented number can be extended now. */
export function prolongOptions(id: string): Command<Rows<ExtensionOption>> {
  return {
    action: 'prolongOptions',
    params: { id },
    size: 'word',
    read: readRows(readExtensionOptions, { mayBeEmpty: true }),
  }
}

const PAGE = '100'

/** A page of the SMS of one number, the first without a `page`. `null` when the host does not tell them any more. */
export function getAllSms(id: string, page: number | undefined): Command<SmsPage | null> {
  return {
    action: 'getAllSms',
    params: { id, size: PAGE, page: page?.toString() },
    size: 'page',
    read: answer => {
      const error = errorOf(answer)
      const kind = error && kindOf(error)
      if (kind === 'ended' || kind === 'missing') return null
      return readData(value => readSmsPage(value, id), undefined, parseExactJson)(answer)
    },
  }
}

function errorOf(answer: Answer): ErrorReply | null {
  const reply = readReply(textOf(answer))
  return reply.kind === 'error' ? reply : null
}
