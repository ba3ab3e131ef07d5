import type { Provider } from '../../provider/provider.ts'
import {
  type AccountOptions,
  createVirtualAccount,
  type Sale,
  type VirtualAccount,
} from '../../purchase/simulation/virtual-account.ts'
import type { Clock } from '../../utils/clock.ts'
import { failover } from '../failover.ts'

/** Two virtual accounts behind failover, judged by one ledger. Both give out the same native ids. */
export function openPair(options: AccountOptions): VirtualAccount {
  const sales = new Map<string, Sale>()
  const [left, right] = ['left', 'right'].map(id => createVirtualAccount({ ...options, id, sales }))
  if (!left || !right) throw new Error('a pair is two')
  return {
    provider: failover([left.provider, right.provider], { clock: options.clock }),
    sales,
    requests: left.requests,
    buyElsewhere: left.buyElsewhere,
    complete(activationId) {
      left.complete(activationId)
      right.complete(activationId)
    },
  }
}

/**
 * The composite as one process has it: when the process dies between two members, nobody asks the second. `clock` is that
 * of the process: no sleep of the dead ends.
 */
export function inProcess({ members = [] }: Provider, clock: Clock): Provider {
  const [first, ...others] = members.map(member => mortalMember(member, clock))
  if (!first) throw new Error('it is made of none')
  return failover([first, ...others], { clock })
}

function mortalMember(member: Provider, clock: Clock): Provider {
  const { activations } = member
  const breath = () => clock.sleep(0)
  return {
    ...member,
    activations: {
      ...activations,
      purchase: (order, call) => activations.purchase(order, call).finally(breath),
    },
  }
}
