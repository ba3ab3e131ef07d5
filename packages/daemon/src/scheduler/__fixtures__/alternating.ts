import type { Pool } from '../../db/connect.ts'

/** A pool that sends each statement, and each transaction, down another one in turn, as a transaction pooler may. */
export function alternating(pools: readonly [Pool, ...Pool[]]): Pool {
  let turn = 0
  const next = (): Pool => {
    turn = (turn + 1) % pools.length
    return pools[turn] ?? pools[0]
  }
  return new Proxy(pools[0], {
    apply: (_target, self, args) => Reflect.apply(next(), self, args),
    get: (target, name, receiver) => (name === 'begin' ? next().begin : Reflect.get(target, name, receiver)),
  })
}
