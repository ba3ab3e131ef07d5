import type { Intent, NumberSnapshot } from '@onesms/sdk'
import type { Account } from '../accounts/accounts.ts'
import type { Log } from './log.ts'
import { type LogFields, maskPhone } from './log-fields.ts'

/** Says what a person may have to look at: purchases in doubt and how they were cleared up, and numbers that are nobody's. */
export function logPurchases(log: Log, { id: account, client }: Account): void {
  client.on('purchase:unknown', ({ intent }) => {
    log.warn('Nobody can tell what came of a purchase; it is being looked for.', of(account, intent))
  })
  client.on('purchase:resolved', ({ intent, snapshot }) => {
    log.info(
      `A purchase was cleared up: it bought ${snapshot ? 'a number' : 'nothing'}.`,
      of(account, intent, snapshot),
    )
  })
  client.on('purchase:orphan', ({ intent, snapshot }) => {
    log.warn('A number on the account belongs to no purchase.', of(account, intent, snapshot))
  })
  client.on('failover', ({ from, to, error }) => {
    const next = to === null ? 'none is left' : `${to} is next`
    log.info(`${from} refused a purchase; ${next}.`, { account, provider: from, code: error.code })
  })
}

const of = (account: string, { id, state }: Intent, number: NumberSnapshot | null = null): LogFields => ({
  account,
  intent_id: id,
  action: 'purchase',
  result: state,
  ...(number?.phone && { phone_masked: maskPhone(number.phone) }),
})
