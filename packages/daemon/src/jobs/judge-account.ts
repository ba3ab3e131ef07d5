import type { AccountMode, Money } from '@onesms/sdk'
import type { LedgerFacts } from '../db/store/ledger-facts.ts'
import { fromMicro, toMicro } from './micro.ts'

/** Balance and spending at an instant when nothing was open, so that both are exact. */
export interface Point {
  readonly balance: Money
  readonly spent: string
}

/** What books and provider say of an account. */
export interface AccountFacts {
  readonly mode: AccountMode
  readonly balance: Money
  readonly ledger: LedgerFacts
  /** Numbers on the account that no purchase owns; `null` where that cannot be told now. */
  readonly unattributed: readonly string[] | null
  /** When they were compared last; `null` before the first time. */
  readonly point: Point | null
  /** What has gone since an operator last accepted it, and no purchase explains. */
  readonly unexplained: string
}

export interface Judgement {
  readonly status: 'succeeded' | 'rejected'
  readonly reason: string | null
  readonly details: {
    /** What an operator, or a program, is to look at first; `null`: nothing. */
    readonly guard: 'audit' | 'balance' | 'unattributed' | null
    readonly point: Point | null
    /** What came to the account beside refunds, since the last time. */
    readonly topped_up: string
    readonly unexplained: string
    /** By how much that may be off, for what is still open; `null`: no bound. */
    readonly margin: string | null
  }
}

/**
 * Whether the books of an account agree with its provider: what was spent is what the balance fell by, but for top-ups, every
 * confirmed purchase was sent once, and every number has an owner. On a shared account others buy too, so there only the
 * audit is judged, and the rest is said.
 */
export function judgeAccount({ mode, balance, ledger, unattributed, point, unexplained }: AccountFacts): Judgement {
  const least = toMicro(ledger.leastSpent)
  const most = ledger.mostSpent === null ? null : toMicro(ledger.mostSpent)
  const isExact = most === least
  const before = point?.balance.currency === balance.currency ? point : null
  const surplusOf = (spent: bigint) =>
    before ? toMicro(balance.amount) - toMicro(before.balance.amount) + spent - toMicro(before.spent) : 0n
  // With the most that can have been spent, the least is missing.
  const surplus = most === null ? 0n : surplusOf(most)
  const missing = surplus < 0n ? -surplus : 0n
  const gone = toMicro(unexplained) + missing
  const complaints = complaintsOf(ledger, gone, balance.currency, unattributed ?? [])
  const judged = mode === 'exclusive' ? complaints : complaints.filter(({ guard }) => guard === 'audit')
  return {
    status: judged.length > 0 ? 'rejected' : 'succeeded',
    reason: complaints.length > 0 ? complaints.map(({ text }) => text).join('; ') : null,
    details: {
      guard: judged[0]?.guard ?? null,
      point: isExact ? { balance, spent: fromMicro(least) } : before,
      topped_up: fromMicro(isExact && surplus > 0n ? surplus : 0n),
      // What is only missing for now is compared with the same point again.
      unexplained: fromMicro(isExact ? gone : toMicro(unexplained)),
      margin: most === null ? null : fromMicro(most - least),
    },
  }
}

function complaintsOf(
  { wronglyAudited }: LedgerFacts,
  gone: bigint,
  currency: string,
  unattributed: readonly string[],
) {
  return [
    wronglyAudited.length > 0 && {
      guard: 'audit' as const,
      text: `confirmed purchases were not sent and confirmed exactly once by the audit: ${wronglyAudited.join(', ')}`,
    },
    gone > 0n && {
      guard: 'balance' as const,
      text: `${fromMicro(gone)} ${currency} left the account, and no purchase explains it`,
    },
    unattributed.length > 0 && {
      guard: 'unattributed' as const,
      text: `unattributed: ${unattributed.length} numbers on the account belong to no purchase: ${unattributed.slice(0, 20).join(', ')}`,
    },
  ].filter(complaint => complaint !== false)
}
