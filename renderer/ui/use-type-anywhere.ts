import { useEffect, useRef } from 'react'
import { flushSync } from 'react-dom'

/** A cashier types without looking where the focus is: characters typed outside of any field are given here. */
export function useTypeAnywhere(onCharacter: (character: string) => void): void {
  const latest = useRef(onCharacter)
  useEffect(() => {
    latest.current = onCharacter
  })
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!isTypedOutsideFields(event)) return
      event.preventDefault()
      // At once: the next character may be written into the field that this one is to stand in.
      flushSync(() => latest.current(event.key))
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}

function isTypedOutsideFields(event: KeyboardEvent): boolean {
  // A space presses the focused button, and a question mark opens the keyboard map.
  if (event.defaultPrevented || event.key.length !== 1 || event.key === ' ' || event.key === '?') return false
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return false
  const { target } = event
  return !(target instanceof Element) || target.closest('input, textarea, [role="dialog"]') === null
}
