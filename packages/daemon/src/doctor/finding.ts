/** What one check came to. `problem`: something will not work, or is in danger; `warning`: worth knowing. */
export interface Finding {
  readonly check: string
  readonly level: 'ok' | 'warning' | 'problem'
  /** The fact and, where it is not well, what to do. */
  readonly text: string
}
