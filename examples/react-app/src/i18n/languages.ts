import type { Dictionary } from './dictionary.ts'
import { en } from './en.ts'
import { fr } from './fr.ts'

export const languages = { en, fr } as const satisfies Record<string, Dictionary>
export type Language = keyof typeof languages

export const isLanguage = (text: unknown): text is Language =>
  typeof text === 'string' && Object.hasOwn(languages, text)

/** The wanted form of a language, with its region, by which figures and dates are written: `en-GB` for `en`. */
export function regionalForm(language: Language, wanted: readonly string[]): string {
  return wanted.find(tag => tag.toLowerCase().split('-')[0] === language && isTag(tag)) ?? language
}

/** Chromium tells `en-US@posix` where the machine has no locale, and `Intl` throws at that. */
function isTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1
  } catch {
    return false
  }
}

/** The first of the wanted languages that there is, whatever its region; else English. */
export function chooseLanguage(remembered: string | null, wanted: readonly string[]): Language {
  const candidates = [remembered, ...wanted.map(tag => tag.toLowerCase().split('-')[0])]
  return candidates.find(isLanguage) ?? 'en'
}
