import type { Timeline } from '../../handler-api/activations/timeline.ts'
import type { OrderStatus } from './order.ts'

/** The account's reputation: it falls with numbers given back, and at nothing the account may not buy for a day. */
export interface Rating {
  /** From 0 to 96, in steps of a hundredth. */
  readonly points: number
  /** Whether the account may buy. */
  readonly allows: boolean
  /** Counts how an order ended. */
  note(status: OrderStatus, by: 'owner' | 'host'): void
}

const MOST = 9_600
const DAY = 86_400_000
const LOSSES: Partial<Record<OrderStatus, number>> = { TIMEOUT: -15, CANCELED: -10, BANNED: -10 }

export function createRating(timeline: Timeline): Rating {
  let hundredths = MOST
  return {
    get points() {
      return hundredths / 100
    },
    get allows() {
      return hundredths > 0
    },
    note(status, by) {
      const change = status === 'FINISHED' ? (by === 'owner' ? 50 : 40) : (LOSSES[status] ?? 0)
      if (hundredths === 0) return
      hundredths = Math.min(MOST, Math.max(0, hundredths + change))
      if (hundredths === 0) {
        timeline.later(DAY, () => {
          hundredths = MOST
        })
      }
    },
  }
}
