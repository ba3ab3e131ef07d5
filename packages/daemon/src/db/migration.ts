/** One step of the schema. */
export interface Migration {
  readonly id: number
  readonly name: string
  /** Whether older versions of the daemon must not work with the schema afterwards. */
  readonly breaking: boolean
  readonly sql: string
}
