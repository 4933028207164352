import { build } from 'esbuild'
import type { BuildOptions } from 'esbuild'

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
  // As the platform itself does with functions: required, not imported.
  supported: { 'dynamic-import': false },
}

/** One cloud function in one file, as it is deployed; why so is told in `docs/decisions/0003-function-bundles.md`. */
export async function bundleFunction(entry: string, outfile: string): Promise<void> {
  await build({ ...OPTIONS, entryPoints: [entry], outfile })
}
