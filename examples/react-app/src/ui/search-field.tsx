import { useId } from 'react'
import { useSpeech } from '../i18n/language-context.tsx'
import { CloseIcon, SearchIcon } from './icons.tsx'

interface SearchFieldProps {
  readonly label: string
  readonly placeholder?: string
  readonly value: string
  readonly onChange: (typed: string) => void
  /** Enter was pressed. */
  readonly onSubmit?: () => void
}

export function SearchField({ label, placeholder, value, onChange, onSubmit }: SearchFieldProps) {
  const { t } = useSpeech()
  const id = useId()
  return (
    <search className="search">
      <label htmlFor={id} className="visually-hidden">
        {label}
      </label>
      <SearchIcon />
      <input
        id={id}
        value={value}
        type="search"
        autoComplete="off"
        spellCheck={false}
        placeholder={placeholder ?? label}
        onChange={event => onChange(event.target.value)}
        onKeyDown={event => {
          if (event.key === 'Enter') onSubmit?.()
          if (event.key === 'Escape') onChange('')
        }}
      />
      {value !== '' && (
        <button type="button" className="search-clear" aria-label={t.services.clear} onClick={() => onChange('')}>
          <CloseIcon />
        </button>
      )}
    </search>
  )
}
