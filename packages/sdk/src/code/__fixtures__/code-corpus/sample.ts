/** An invented SMS and what a person would type after reading it; `null` where there is nothing to type, or no telling what. */
export interface Sample {
  readonly text: string
  readonly code: string | null
  /** BCP 47. */
  readonly language: string
}

/** Labelled texts of one language. */
export function inLanguage(
  language: string,
  rows: readonly (readonly [text: string, code: string | null])[],
): Sample[] {
  return rows.map(([text, code]) => ({ text, code, language }))
}
