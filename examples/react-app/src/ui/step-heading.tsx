import { type ReactNode, useEffect, useRef } from 'react'
import { wasGoneTo } from '../route/use-route.ts'

interface StepHeadingProps {
  readonly children: ReactNode
  readonly lead?: ReactNode
  /** What the title of the page says; default: the app alone. */
  readonly title?: string
  /** Whether it takes the focus also where nobody has gone anywhere, as a number that has just been bought. */
  readonly isNews?: boolean
}

/** The heading of what is shown. It takes the focus, so that keyboards and screen readers go along. */
export function StepHeading({ children, lead, title, isNews = false }: StepHeadingProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (!isNews && !wasGoneTo()) return
    window.scrollTo(0, 0)
    // A double click on what stood there before marks text in what stands there now.
    window.getSelection()?.removeAllRanges()
    heading.current?.focus({ preventScroll: true })
  }, [isNews])
  useEffect(() => {
    document.title = title ? `${title} · OneSMS` : 'OneSMS'
  }, [title])
  return (
    <div className="step-heading">
      <h1 ref={heading} tabIndex={-1}>
        {children}
      </h1>
      {lead && <p className="lead">{lead}</p>}
    </div>
  )
}
