import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'

const ROOT = path.resolve(__dirname, '../..')
const PACKAGE = path.join(ROOT, 'node_modules/@sparticuz/chromium/package.json')
const UNPACK = `import('@sparticuz/chromium').then(async ({ default: chromium }) => console.log(await chromium.executablePath()))`

/**
 * Unpacks the Chromium that `@sparticuz/chromium` carries, once per version, and returns its path.
 * The package unpacks into the temporary folder and takes any file called `chromium` there for its own, half-written
 * ones too; so it gets a folder of its own, which takes its name only when it is whole. It runs as a process of its
 * own because it is an ES module and the tests are not.
 */
export async function unpackShippedBrowser(): Promise<string> {
  const { version } = JSON.parse(readFileSync(PACKAGE, 'utf8')) as { version: string }
  const cache = path.join(ROOT, 'node_modules/.cache/canbao-browser')
  const whole = path.join(cache, version)
  const executable = path.join(whole, 'chromium')
  if (existsSync(executable)) return executable

  const partial = path.join(cache, `partial-${process.pid}-${Date.now()}`)
  mkdirSync(partial, { recursive: true })
  await promisify(execFile)(process.execPath, ['--eval', UNPACK], {
    cwd: ROOT,
    env: { ...process.env, TMPDIR: partial },
  })
  try {
    renameSync(partial, whole)
  } catch (error) {
    rmSync(partial, { recursive: true, force: true })
    if (!existsSync(executable)) throw error // else another test process was first
  }
  return executable
}
