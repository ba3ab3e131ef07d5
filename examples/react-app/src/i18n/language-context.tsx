import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react'
import { createFormat, type Format } from '../format/format.ts'
import type { Dictionary } from './dictionary.ts'
import { chooseLanguage, type Language, languages, regionalForm } from './languages.ts'

interface Speech {
  readonly language: Language
  /** What is said in it. */
  readonly t: Dictionary
  readonly format: Format
  setLanguage(language: Language): void
}

const SpeechContext = createContext<Speech | null>(null)
const KEY = 'onesms-language'

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(() => chooseLanguage(recall(), navigator.languages))
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  const speech = useMemo(() => {
    const choose = (chosen: Language) => {
      remember(chosen)
      setLanguage(chosen)
    }
    return {
      language,
      t: languages[language],
      format: createFormat(regionalForm(language, navigator.languages)),
      setLanguage: choose,
    }
  }, [language])
  return <SpeechContext value={speech}>{children}</SpeechContext>
}

export function useSpeech(): Speech {
  const speech = use(SpeechContext)
  if (speech === null) throw new Error('There is no LanguageProvider above')
  return speech
}

// Where storage is forbidden the choice lasts as long as the page.
function recall(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null
  }
}

function remember(language: Language): void {
  try {
    localStorage.setItem(KEY, language)
  } catch {}
}
