import type { Database } from '../../db/tables.ts'

/** The same database; once, something else happens just ahead of the first statement that contains `part`. */
export function aheadOf(part: string, { sql, schema }: Database, happens: () => Promise<void>): Database {
  let happened = false
  const watched: Database['sql'] = new Proxy(sql, {
    apply: (target, self, args) => {
      const [strings] = args
      if (happened || !Array.isArray(strings) || !strings.join('').includes(part))
        return Reflect.apply(target, self, args)
      happened = true
      return happens().then(() => Reflect.apply(target, self, args))
    },
  })
  return { sql: watched, schema }
}
