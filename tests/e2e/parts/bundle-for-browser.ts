import { build } from 'vite'

/** A module with everything that it imports as one script, whose exports are the members of `name` in the page. */
export async function bundleForBrowser(entry: string, name: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      target: 'chrome130',
      lib: { entry, name, formats: ['iife'], fileName: name },
    },
  })
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((each) =>
    'output' in each ? each.output : [],
  )
  const [chunk] = outputs
  if (chunk?.type !== 'chunk' || outputs.length !== 1) throw new Error(`${entry} is one script`)
  return chunk.code
}
