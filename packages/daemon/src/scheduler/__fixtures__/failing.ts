import type { Database } from '../../db/tables.ts'

/** The same database, whose statements fail while `fails` is set. */
export function failing({ sql, schema }: Database) {
  const state = { fails: false, failures: 0 }
  const flaky: Database['sql'] = new Proxy(sql, {
    apply: (target, self, args) => {
      const isStatement = Array.isArray(args[0]) && 'raw' in args[0]
      if (!state.fails || !isStatement) return Reflect.apply(target, self, args)
      state.failures += 1
      return Promise.reject(Object.assign(new Error('write CONNECTION_CLOSED'), { code: 'CONNECTION_CLOSED' }))
    },
  })
  return Object.assign(state, { sql: flaky, schema })
}
