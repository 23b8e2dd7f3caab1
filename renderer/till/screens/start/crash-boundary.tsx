import { Component, type ReactNode } from 'react'
import { OpenFailedScreen } from './open-failed-screen.tsx'

type CrashBoundaryProps = { children: ReactNode }
type CrashState = { detail: string | null }

/** The one catch of the page: a bug in a screen must not leave an empty window in front of a queue of people. */
export class CrashBoundary extends Component<CrashBoundaryProps, CrashState> {
  override state: CrashState = { detail: null }

  static getDerivedStateFromError(error: unknown): CrashState {
    return { detail: error instanceof Error ? error.message : String(error) }
  }

  override render(): ReactNode {
    const { detail } = this.state
    return detail === null ? this.props.children : <OpenFailedScreen detail={detail} isCrash />
  }
}
