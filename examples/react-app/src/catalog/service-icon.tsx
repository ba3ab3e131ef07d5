import { initialsOf } from '../format/initials.ts'
import { inkOn } from './icon-ink.ts'
import { useDecor } from './use-decor.ts'

interface ServiceIconProps {
  readonly slug: string | null
  readonly name: string
  readonly size?: 'small' | 'large'
}

/** The icon of a service, else its initials. It says nothing that the name beside it does not. */
export function ServiceIcon({ slug, name, size = 'small' }: ServiceIconProps) {
  const icons = useDecor()?.icons
  const icon = slug !== null && icons && Object.hasOwn(icons, slug) ? icons[slug] : undefined
  if (!icon) {
    return (
      <span className={`icon icon-${size}`} aria-hidden="true">
        {initialsOf(name)}
      </span>
    )
  }
  return (
    <span
      className={`icon icon-${size} icon-brand`}
      style={{ background: `#${icon.hex}`, color: inkOn(icon.hex) }}
      aria-hidden="true"
    >
      <svg viewBox="0 0 24 24" role="presentation" focusable="false">
        <path d={icon.path} fill="currentColor" />
      </svg>
    </span>
  )
}
