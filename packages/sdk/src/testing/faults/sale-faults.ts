import { text } from '../emulators/reply.ts'
import { connectionReset } from './connection-reset.ts'
import { deliveryFaults } from './delivery-faults.ts'
import type { FaultEffect, FaultTable } from './fault-plan.ts'
import { page } from './reply-faults.ts'

/** Faults of a sale that any interface may show, whatever it sells; kind → details. */
export interface SaleFaults {
  /** Sold and charged; then the connection is reset. */
  readonly 'commit-then-cut': unknown
  /** The connection is reset; nothing is sold. */
  readonly 'cut-before-commit': unknown
  /** Sold and charged; never answered. */
  readonly 'commit-then-silence': unknown
  /** Never answered; sold and charged `ms` milliseconds after the request, 20,000 by default. */
  readonly 'commit-late': { readonly ms?: number }
  /** Sold and charged; answered with a page of this status, 502 by default. */
  readonly 'commit-then-status': { readonly status?: number }
  /** Sold twice and charged twice; answered with the second. */
  readonly 'double-commit': unknown
}

/** A scene whose desk can do something later. */
interface SaleScene {
  readonly desk: { later(ms: number, act: () => void): void }
}

const cut = () => {
  throw connectionReset()
}

/** The faults of a sale, made for the actions that sell. */
export function saleFaults<Scene extends SaleScene>(actions: ReadonlySet<string>): FaultTable<SaleFaults, Scene> {
  const selling = (effect: FaultEffect<Scene>): FaultEffect<Scene> => ({ actions, ...effect })
  return {
    'commit-then-cut': () => selling({ deliver: cut }),
    'cut-before-commit': () => selling({ perform: cut }),
    'commit-then-silence': () => selling(deliveryFaults.hang({})),
    'commit-late': ({ ms = 20_000 }) =>
      selling({
        ...deliveryFaults.hang({}),
        perform(act, { desk }) {
          desk.later(ms, act)
          return text('')
        },
      }),
    'commit-then-status': ({ status = 502 }) =>
      selling({ reply: () => page(`Error ${status}`, 'The server did not answer in time', status) }),
    'double-commit': () =>
      selling({
        perform(act) {
          act()
          return act()
        },
      }),
  }
}
