import type { ReactNode } from 'react'
import { InboxIcon } from './icons.tsx'

interface EmptyProps {
  readonly title: string
  readonly hint: string
  readonly children?: ReactNode
}

export function Empty({ title, hint, children }: EmptyProps) {
  return (
    <div className="empty">
      <InboxIcon />
      <p className="empty-title">{title}</p>
      <p>{hint}</p>
      {children}
    </div>
  )
}
