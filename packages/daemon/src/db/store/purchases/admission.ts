import { type Intent, IntentStoreError } from '@onesms/sdk'
import { microsOf } from '../../../purchase/amounts.ts'
import { breachOf, type Wanted } from '../../../purchase/limits.ts'
import type { Limits } from '../../../purchase/policy.ts'
import { PurchaseRefusedError } from '../../../purchase/refused-error.ts'
import type { Sql } from '../../connect.ts'
import { readPurchaseSwitch } from './switch.ts'
import { readSessionBudget, readUsage } from './usage.ts'

/** What is asked about: an intent, or the draft of one. */
export type Applicant = Pick<Intent, 'id' | 'account' | 'idempotencyKey' | 'targets' | 'maxPrice'>

/** Who stands behind a purchase. */
export interface Origin {
  readonly subject: string
  readonly session: string | null
  readonly requestId: string | null
}

/** Decides whether a purchase may be made, within the transaction that makes it possible. */
export interface Admission {
  /**
   * Lets an intent pass, and tells whose it is. Until the transaction ends nobody else is let pass.
   * @throws {@link PurchaseRefusedError}
   */
  admit(tx: Sql, applicant: Applicant): Promise<Origin>
  /** @throws {@link PurchaseRefusedError} while nothing at all may be bought. */
  checkSwitch(sql: Sql): Promise<void>
}

export interface AdmissionRules {
  readonly schema: string
  /** The accounts there are, and their currencies. */
  readonly accounts: readonly { readonly id: string; readonly currency: string }[]
  readonly limits: { readonly subject: Limits; readonly total: Limits }
}

/**
 * Holds purchases to limits. Whoever asks takes the lock first, so that no two count the same; what was let pass counts with
 * its cap from its own transaction on.
 */
export function createAdmission({ schema, accounts, limits }: AdmissionRules): Admission {
  const ids = accounts.map(({ id }) => id)
  const currencies = new Map(accounts.map(({ id, currency }) => [id, currency]))

  const isLimited = (what: keyof Limits) => limits.subject[what] !== null || limits.total[what] !== null

  const checkSwitch = async (sql: Sql) => {
    const { isOn, reason } = await readPurchaseSwitch(sql, schema)
    if (isOn) return
    const fact = `nothing is sold at present${reason === null ? '' : `: ${reason}`}`
    throw new PurchaseRefusedError(fact, { code: 'purchase_disabled', limit: null, until: null })
  }

  const checkLimits = async (tx: Sql, { id }: Applicant, wanted: Wanted, subject: string) => {
    const spending = accounts.filter(({ currency }) => currency === wanted.currency).map(account => account.id)
    const usage = await readUsage(tx, schema, { subject, accounts: ids, spending, without: id, isLimited })
    for (const whose of ['subject', 'total'] as const) {
      const breach = breachOf(limits[whose], usage[whose], wanted)
      if (breach) throw reached(`${whose}.${breach.limit}`, breach.until)
    }
  }

  const checkSession = async (tx: Sql, { id }: Applicant, { price, currency }: Wanted, session: string) => {
    const budget = await readSessionBudget(tx, schema, { session, without: id })
    if (!budget?.isValid) throw reached('session.expired', null)
    const { cap, spent } = budget
    const isMeant = cap !== null && budget.currency === currency
    if (!isMeant || microsOf(spent) + microsOf(price) > microsOf(cap)) throw reached('session.spendCap', null)
  }

  return {
    checkSwitch,
    admit: async (tx, applicant) => {
      await takeTurn(tx, schema)
      const { account, maxPrice, targets } = applicant
      const [, origin] = await Promise.all([checkSwitch(tx), readOrigin(tx, schema, applicant)])
      const currency = currencies.get(account)
      if (!origin || maxPrice === null || currency === undefined) {
        throw new PurchaseRefusedError('nobody asked for this purchase, or it has no cap', {
          code: 'purchase_disabled',
          limit: null,
          until: null,
        })
      }
      const wanted = { price: maxPrice, currency, isNumber: targets.every(({ kind }) => kind !== 'extension') }
      await checkLimits(tx, applicant, wanted, origin.subject)
      if (origin.session !== null) await checkSession(tx, applicant, wanted, origin.session)
      return origin
    },
  }
}

/** One at a time, whatever the process; what the one before has written is seen. A process that freezes gives its turn up. */
async function takeTurn(tx: Sql, schema: string): Promise<void> {
  await Promise.all([
    tx`select set_config('lock_timeout', '5s', true), set_config('statement_timeout', '10s', true),
      set_config('idle_in_transaction_session_timeout', '5s', true)`,
    tx`select pg_advisory_xact_lock(hashtextextended(${`onesms purchases ${schema}`}, 0))`,
  ])
}

/** The request that the key of an intent is made of; it is not closed until the transaction ends. */
async function readOrigin(tx: Sql, schema: string, { account, idempotencyKey }: Applicant): Promise<Origin | null> {
  if (idempotencyKey === null) return null
  const colon = idempotencyKey.indexOf(':')
  const [row] = await tx<(Origin & { readonly isClosed: boolean })[]>`
    select subject, session, request_id as "requestId", closed_at is not null as "isClosed"
    from ${tx(schema)}.purchase_requests
    where subject = ${idempotencyKey.slice(0, colon)} and key = ${idempotencyKey.slice(colon + 1)}
      and account = ${account}
    for share`
  if (row?.isClosed) throw new IntentStoreError('the purchase was refused to somebody else under its key meanwhile')
  return row ?? null
}

function reached(limit: string, until: Date | null): PurchaseRefusedError {
  const when = until === null ? '' : `; the first moment to ask again is ${until.toISOString()}`
  return new PurchaseRefusedError(`the limit ${limit} is reached${when}`, { code: 'limit_reached', limit, until })
}
