import type { ReactNode } from 'react'

interface ChoicesProps<Value> {
  readonly label: string
  readonly isLabelShown?: boolean
  readonly options: readonly { readonly value: Value; readonly text: ReactNode }[]
  readonly value: Value
  readonly onChange: (value: Value) => void
}

/** Buttons of which one is pressed. */
export function Choices<Value extends string | number | null>(props: ChoicesProps<Value>) {
  const { label, isLabelShown = false, options, value, onChange } = props
  return (
    <fieldset className="choices">
      <legend className={isLabelShown ? 'choices-label' : 'visually-hidden'}>{label}</legend>
      {options.map(option => (
        <button
          key={option.value}
          type="button"
          className="chip"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
        >
          {option.text}
        </button>
      ))}
    </fieldset>
  )
}
