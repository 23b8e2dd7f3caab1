import { Html5Qrcode, Html5QrcodeSupportedFormats } from 'html5-qrcode'
import { ok, type Result, refuse } from '../../../shared/lib/result.ts'
import { CameraReads } from './camera-reads.ts'
import { installDecoder } from './install-decoder.ts'

/** Why the camera shows nothing; each has a sentence (`camera.<code>`). */
export const cameraFaultCodes = ['camera-missing', 'camera-refused', 'camera-busy', 'camera-failed'] as const
export type CameraFault = { code: (typeof cameraFaultCodes)[number] }

/** A running camera; `stop` releases it. */
export type CameraScanner = { stop(): Promise<void> }

/** html5-qrcode asks its two decoders in turn, so the good one looks at half of the frames. */
const framesPerSecond = 15

/** Member codes are QR; cards are EAN-13; older cards are Code 128. Fewer formats are fewer wrong reads. */
const formats = [
  Html5QrcodeSupportedFormats.QR_CODE,
  Html5QrcodeSupportedFormats.EAN_13,
  Html5QrcodeSupportedFormats.CODE_128,
]

/**
 * Runs the camera in `element` and gives each code that it reads, once while it stays in view. Import this file only when
 * the camera is wanted: it brings the decoder, about 1 MB.
 */
export async function startCameraScanner(input: {
  element: HTMLElement
  onScan: (text: string) => void
}): Promise<Result<CameraScanner, CameraFault>> {
  const { element, onScan } = input
  if (!navigator.mediaDevices) return refuse({ code: 'camera-missing' })
  element.id ||= `camera-${crypto.randomUUID()}`
  const reads = new CameraReads()
  try {
    await installDecoder()
    const camera = new Html5Qrcode(element.id, {
      formatsToSupport: formats,
      useBarCodeDetectorIfSupported: true,
      verbose: false,
    })
    await camera.start(
      { facingMode: 'environment' },
      { fps: framesPerSecond, disableFlip: true, qrbox: undefined, aspectRatio: undefined },
      (text, { result }) => {
        const isBars = result.format?.format !== Html5QrcodeSupportedFormats.QR_CODE
        const scan = reads.look({ text, isBars, timeMs: performance.now() })
        if (scan !== undefined) onScan(scan)
      },
      undefined,
    )
    return ok({ stop: () => stopCamera(camera) })
  } catch (error) {
    return refuse({ code: cameraFaultOf(error) })
  }
}

async function stopCamera(camera: Html5Qrcode): Promise<void> {
  if (!camera.isScanning) return
  await camera.stop()
  camera.clear()
}

/** html5-qrcode wraps getUserMedia's errors (W3C Media Capture and Streams, 10.2) in a sentence that names them. */
function cameraFaultOf(error: unknown): CameraFault['code'] {
  const text = String(error)
  if (/NotAllowedError|SecurityError|PermissionDenied/.test(text)) return 'camera-refused'
  if (/NotFoundError|OverconstrainedError|DevicesNotFound|not supported/.test(text)) return 'camera-missing'
  if (/NotReadableError|AbortError|TrackStart/.test(text)) return 'camera-busy'
  return 'camera-failed'
}
