import { BarcodeDetector, prepareZXingModule } from 'barcode-detector/ponyfill'
import decoderUrl from 'zxing-wasm/reader/zxing_reader.wasm?url'

/**
 * Puts the WebAssembly decoder (zxing-cpp) where html5-qrcode looks for the browser's own, on every system the same one,
 * and loads it. Its file comes with the till: nothing is fetched from elsewhere.
 */
export async function installDecoder(): Promise<void> {
  Object.assign(window, { BarcodeDetector })
  await prepareZXingModule({
    overrides: {
      locateFile: (path: string, prefix: string) => (path.endsWith('.wasm') ? decoderUrl : prefix + path),
    },
    fireImmediately: true,
  })
}
