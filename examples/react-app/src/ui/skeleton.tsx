interface SkeletonProps {
  readonly count: number
  readonly shape: 'tile' | 'row' | 'card'
}

/** The room that something will take. A screen reader is told by `aria-busy` of what stands around it. */
export function Skeleton({ count, shape }: SkeletonProps) {
  return (
    <div className={`skeletons skeletons-${shape}`} aria-hidden="true">
      {Array.from({ length: count }, (_, index) => (
        <span key={index} className={`skeleton skeleton-${shape}`} />
      ))}
    </div>
  )
}
