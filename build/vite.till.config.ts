import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { z } from 'zod'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const product = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(here('../package.json'), 'utf8')))

/** The till's page, for Electron (app://) and for a browser. Everything is a file of its own: the CSP allows no inline script. */
export default defineConfig({
  root: here('../renderer/till'),
  base: './',
  define: { 'import.meta.env.VITE_APP_VERSION': JSON.stringify(product.version) },
  plugins: [
    react(),
    VitePWA({
      // A browser till must open with head office down. The page registers it itself, and only over http(s).
      injectRegister: null,
      manifest: {
        name: 'Pointkeeper',
        short_name: 'Pointkeeper',
        lang: 'vi',
        display: 'standalone',
        background_color: '#fbfaf7',
        theme_color: '#0b5750',
        start_url: './',
        scope: './',
        icons: [{ src: 'icon.svg', sizes: 'any', type: 'image/svg+xml' }],
      },
      workbox: {
        globPatterns: ['**/*.{html,js,css,wasm,woff2,svg}'],
        // The decoder and the hashing code are about 1 MB each.
        maximumFileSizeToCacheInBytes: 8 * 1_024 * 1_024,
        // A new version takes over at the next start, never under a cashier's hands.
        skipWaiting: false,
        clientsClaim: false,
        // The page itself is precached; other addresses of head office are not the till's to answer.
        navigateFallback: null,
        inlineWorkboxRuntime: true,
        sourcemap: false,
      },
    }),
  ],
  build: {
    outDir: here('../dist/till'),
    emptyOutDir: true,
    target: 'chrome130',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_500,
  },
})
