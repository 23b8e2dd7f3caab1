import type { Result } from '../../../shared/lib/result.ts'

/** Why the camera shows nothing; each has a sentence (`camera.<code>`). */
export const cameraFaultCodes = ['camera-missing', 'camera-refused', 'camera-busy', 'camera-failed'] as const
export type CameraFault = { code: (typeof cameraFaultCodes)[number] }

/** A running camera; `stop` releases it. */
export type CameraScanner = { stop(): Promise<void> }

/** Runs the camera in `element` and gives each code that it reads, once while it stays in view. */
export declare function startCameraScanner(input: {
  element: HTMLElement
  onScan: (text: string) => void
}): Promise<Result<CameraScanner, CameraFault>>
