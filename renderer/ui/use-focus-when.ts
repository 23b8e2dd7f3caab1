import { type RefObject, useEffect, useRef } from 'react'

/**
 * Gives a field the focus when it becomes the one to type into, so that nobody needs to click first; again whenever
 * `occasion` changes (a refusal that must be mended there, say).
 */
export function useFocusWhen<Element extends HTMLElement>(
  isWanted: boolean,
  occasion?: unknown,
): RefObject<Element | null> {
  const ref = useRef<Element>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the occasion is why the focus is given again
  useEffect(() => {
    if (isWanted) ref.current?.focus()
  }, [isWanted, occasion])
  return ref
}
