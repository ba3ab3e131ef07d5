/** Says why there is no embedded Postgres, then what to do about it. */
export class EmbeddedDatabaseError extends Error {
  override readonly name = 'EmbeddedDatabaseError'
}

/** The way out that is open on every system. */
export const USE_YOUR_OWN = 'Set DATABASE_URL to a Postgres server of your own.'
