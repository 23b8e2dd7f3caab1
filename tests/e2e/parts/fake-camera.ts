import { closeSync, openSync, writeSync } from 'node:fs'
import bwipjs from 'bwip-js/node'

/** What a camera would see, as a Y4M file that Chromium plays as its fake camera. */
export type CameraPicture = {
  symbology: 'qrcode' | 'ean13'
  text: string
  tiltDegrees: number
  /** Radius of the box blur in pixels: 0 is sharp. */
  blurPixels: number
  /** Width of one module in pixels. */
  modulePixels: number
}

const width = 640
const height = 480
const frameCount = 4

/** Draws the code on light grey, tilted and blurred, and writes it as a short video that repeats. */
export function writeCameraVideo(path: string, picture: CameraPicture): void {
  const luma = blur(draw(picture), picture.blurPixels)
  const file = openSync(path, 'w')
  writeSync(file, `YUV4MPEG2 W${width} H${height} F20:1 Ip A1:1 C420jpeg\n`)
  const chroma = Buffer.alloc((width * height) / 2, 128)
  for (let frame = 0; frame < frameCount; frame += 1) {
    writeSync(file, 'FRAME\n')
    writeSync(file, luma)
    writeSync(file, chroma)
  }
  closeSync(file)
}

/** Each pixel is turned back by the tilt and looked up in the symbol (four samples a pixel, as a lens would mix them). */
function draw(picture: CameraPicture): Buffer {
  const isDark = symbolOf(picture)
  const radians = (picture.tiltDegrees * Math.PI) / 180
  const [cosine, sine] = [Math.cos(radians), Math.sin(radians)]
  const luma = Buffer.alloc(width * height)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      let dark = 0
      for (const [dx, dy] of [
        [0.25, 0.25],
        [0.75, 0.25],
        [0.25, 0.75],
        [0.75, 0.75],
      ] as const) {
        const [right, down] = [x + dx - width / 2, y + dy - height / 2]
        if (isDark(right * cosine + down * sine, down * cosine - right * sine)) dark += 1
      }
      luma[y * width + x] = 215 - dark * 45
    }
  return luma
}

/** Whether the point (in pixels from the picture's middle) is dark. */
function symbolOf({
  symbology,
  text,
  modulePixels,
}: CameraPicture): (right: number, down: number) => boolean {
  const raw = bwipjs.raw({ bcid: symbology, text, eclevel: 'M' } as never)[0] as
    | { pixs: number[]; pixx: number; pixy: number }
    | { sbs: number[] }
    | undefined
  if (!raw) throw new Error(`nothing was drawn for ${text}`)
  if ('pixs' in raw) {
    return (right, down) => {
      const column = Math.floor(right / modulePixels + raw.pixx / 2)
      const row = Math.floor(down / modulePixels + raw.pixy / 2)
      const isInside = column >= 0 && column < raw.pixx && row >= 0 && row < raw.pixy
      return isInside && raw.pixs[row * raw.pixx + column] === 1
    }
  }
  const bars = raw.sbs.flatMap((modules, index) => new Array<boolean>(modules).fill(index % 2 === 0))
  const halfHeight = (bars.length * modulePixels) / 4
  return (right, down) =>
    Math.abs(down) < halfHeight && bars[Math.floor(right / modulePixels + bars.length / 2)] === true
}

function blur(luma: Buffer, radius: number): Buffer {
  if (radius === 0) return luma
  return blurLines(blurLines(luma, radius, 1, width, height), radius, width, height, width)
}

/** A running mean along lines: `step` between a line's pixels, `length` pixels a line, `lines` lines. */
function blurLines(luma: Buffer, radius: number, step: number, length: number, lines: number): Buffer {
  const blurred = Buffer.alloc(luma.length)
  const lineStep = step === 1 ? width : 1
  for (let line = 0; line < lines; line += 1)
    for (let place = 0; place < length; place += 1) {
      let sum = 0
      for (let offset = -radius; offset <= radius; offset += 1) {
        const clamped = Math.min(length - 1, Math.max(0, place + offset))
        sum += luma[line * lineStep + clamped * step] ?? 0
      }
      blurred[line * lineStep + place * step] = Math.round(sum / (2 * radius + 1))
    }
  return blurred
}
