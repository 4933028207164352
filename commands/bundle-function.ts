import { build } from 'esbuild'
import type { BuildOptions, Plugin } from 'esbuild'
import { dirname, join } from 'node:path'

/** Large and seldom needed: each in a file of its own beside the function's, read when it is first imported. */
const APART: readonly string[] = ['exceljs']

const OPTIONS: BuildOptions = {
  bundle: true,
  minify: true,
  platform: 'node',
  // The oldest of https://docs.cloudbase.net/cloud-function/runtime-support
  target: 'node16',
  charset: 'utf8',
  // The licences of what is bundled travel with it.
  legalComments: 'eof',
  logLevel: 'warning',
  // What lies apart is required, not imported, as the platform itself does with functions.
  supported: { 'dynamic-import': false },
}

/** One cloud function in one file, as it is deployed; why so, and what lies apart, is told in `docs/decisions/0003-function-bundles.md`. */
export async function bundleFunction(entry: string, outfile: string): Promise<void> {
  const used = new Set<string>()
  await build({ ...OPTIONS, entryPoints: [entry], outfile, plugins: [leaveApart(used)] })
  for (const name of used)
    await build({ ...OPTIONS, entryPoints: [name], outfile: join(dirname(outfile), `${name}.js`) })
}

function leaveApart(used: Set<string>): Plugin {
  return {
    name: 'leave-apart',
    setup({ onResolve }) {
      onResolve({ filter: new RegExp(`^(${APART.join('|')})$`) }, ({ path }) => {
        used.add(path)
        return { path: `./${path}.js`, external: true }
      })
    },
  }
}
