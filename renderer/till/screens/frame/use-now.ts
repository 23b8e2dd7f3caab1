import { useEffect, useState } from 'react'
import { useTill } from '../../state/till-context.ts'

/** Often enough for "42 minutes", seldom enough not to be seen moving. */
const everyMs = 5_000

/** The time, for what is said in relation to it. */
export function useNow(): number {
  const { clock } = useTill()
  const [now, setNow] = useState(clock)
  useEffect(() => {
    const timer = setInterval(() => setNow(clock()), everyMs)
    return () => clearInterval(timer)
  }, [clock])
  return now
}
