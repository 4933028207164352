import { existsSync } from 'node:fs'
import { cp, mkdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BUILDS, buildOnce } from './build-once'
import { bundleFunction } from './bundle-function'
import { configFileOf, readManifest } from './deploy/manifest'
import type { Manifest } from './deploy/manifest'

const SOURCE = 'cloudfunctions'
const TARGET = 'dist/functions'

/** Bundles every cloud function to one file; why, is told in `docs/decisions/0003-function-bundles.md`. */
async function buildFunctions(): Promise<void> {
  // Of a clean checkout the rules are not compiled yet; whoever leaves faulty policies out has compiled them before.
  if (!existsSync(BUILDS.policies.output)) await buildOnce(BUILDS.policies, process.env)
  await rm(TARGET, { recursive: true, force: true })
  const manifest = readManifest()
  for (const name of Object.keys(manifest.functions).sort()) {
    const bytes = await buildFunction(manifest, name)
    console.log(`${TARGET}/${name}/index.js ${(bytes / 1024).toFixed(0)} KB`)
  }
}

async function buildFunction(manifest: Manifest, name: string): Promise<number> {
  const target = join(TARGET, name)
  const outfile = join(target, 'index.js')
  await mkdir(target, { recursive: true })
  await bundleFunction(join(SOURCE, name, 'index.ts'), outfile)
  await writeFile(join(target, 'config.json'), configFileOf(manifest, name))
  await cp(join(SOURCE, name, 'package.json'), join(target, 'package.json'))
  return (await stat(outfile)).size
}

buildFunctions().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
