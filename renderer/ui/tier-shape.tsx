type TierShapeProps = {
  /** 0 for the lowest tier; each rank has its own outline, so that colour is never needed to tell them apart. */
  rank: number
  className?: string | undefined
}

const outlines = [
  'M12 3a9 9 0 1 1 0 18a9 9 0 0 1 0-18z',
  'M12 2.5L21 19.5H3z',
  'M12 2L22 12L12 22L2 12z',
  'M12 2l2.9 6.3 6.9.8-5.1 4.7 1.4 6.8L12 17.2 5.9 20.6l1.4-6.8L2.2 9.1l6.9-.8z',
  'M7 3.3h10L22 12l-5 8.7H7L2 12z',
  'M3 6l5 5 4-7 4 7 5-5-2 14H5z',
] as const

/** A tier's mark: the higher the tier, the more corners. Named beside it in words, so hidden from readers. */
export function TierShape({ rank, className }: TierShapeProps) {
  const outline = outlines[Math.min(rank, outlines.length - 1)] ?? outlines[0]
  return (
    <svg viewBox="0 0 24 24" className={className} aria-hidden="true" fill="currentColor">
      <path d={outline} />
    </svg>
  )
}
