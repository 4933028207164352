import { build } from 'esbuild'

/** One cloud function in one file, as it is deployed; why so, is told in `docs/decisions/0003-function-bundles.md`. */
export async function bundleFunction(entry: string, outfile: string): Promise<void> {
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    // The oldest of https://docs.cloudbase.net/cloud-function/runtime-support
    target: 'node16',
    charset: 'utf8',
    // The licences of what is bundled travel with it.
    legalComments: 'eof',
    logLevel: 'warning',
  })
}
