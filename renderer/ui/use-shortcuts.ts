import { useEffect, useRef } from 'react'

/** Keys by `event.key` (`Enter`, `Escape`, `F2`, `?`) and what each does on this screen. */
export type Shortcuts = Readonly<Record<string, (() => void) | undefined>>

/**
 * Listens for a screen's keys wherever the focus is. Leaves a key alone that is being composed (Telex), that belongs to
 * an open menu or dialog, or that the focused button would take itself.
 */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts)
  useEffect(() => {
    latest.current = shortcuts
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const run = latest.current[event.key]
      if (!run || event.defaultPrevented || event.repeat || belongsElsewhere(event)) return
      event.preventDefault()
      run()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}

function belongsElsewhere(event: KeyboardEvent): boolean {
  if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return true
  const { target } = event
  if (!(target instanceof Element)) return false
  if (target.closest('[role="dialog"], [role="menu"]')) return true
  if (event.key === 'Enter') return target.closest('button, a, [role="option"], [role="tab"]') !== null
  // A question mark may be part of a name or receipt number that is being typed.
  if (event.key === '?') return target instanceof HTMLInputElement && target.value !== ''
  return false
}
