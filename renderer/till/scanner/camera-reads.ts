/** One look at one code by the camera. */
export type CameraRead = {
  text: string
  /** Bars (EAN-13, Code 128): one wrong read in 157 passed its check digit; QR corrects its own errors. */
  isBars: boolean
  timeMs: number
}

/** Two equal reads of bars count as one code when they come within this. */
const agreeWithinMs = 1_500
/** A code that stays in view, or comes back within this, is not read again. */
const forgetAfterMs = 2_500

/** Turns the camera's many looks into scans: bars need two equal reads, and a code in view is given once. */
export class CameraReads {
  #unconfirmed: CameraRead | undefined
  #given: CameraRead | undefined

  /** The scan that this look completes, or nothing. */
  look(read: CameraRead): string | undefined {
    if (this.#given?.text === read.text && read.timeMs - this.#given.timeMs <= forgetAfterMs) {
      this.#given = read
      return undefined
    }
    if (read.isBars && !this.#agrees(read)) {
      this.#unconfirmed = read
      return undefined
    }
    this.#unconfirmed = undefined
    this.#given = read
    return read.text
  }

  #agrees(read: CameraRead): boolean {
    const before = this.#unconfirmed
    return before?.text === read.text && read.timeMs - before.timeMs <= agreeWithinMs
  }
}
