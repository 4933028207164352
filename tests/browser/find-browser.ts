import { execFile } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { unpackShippedBrowser } from './unpack-shipped-browser'

const INSTALLED_NAMES = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser']
const MAC_CHROME = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
const START_MS_MAX = 60_000

export const ADVICE =
  'No browser can run here: install one (Debian: apt-get install chromium fonts-noto-cjk), or set CANBAO_BROWSER to the path of a Chrome or Chromium.'

interface Places {
  environment: Readonly<Record<string, string | undefined>>
  /** Unpacks the browser that a registry package carries and returns its path. */
  shipped: () => Promise<string>
}

/**
 * The browser that the tests drive: the one named in CANBAO_BROWSER, else an installed one, else the one that
 * `@sparticuz/chromium` carries. Throws one line of advice when none starts; a test never skips for want of a browser.
 */
export async function findBrowser(places: Partial<Places> = {}): Promise<string> {
  const environment = places.environment ?? process.env
  const named = environment['CANBAO_BROWSER']
  if (named) {
    if (await starts(named)) return named
    throw new Error(`CANBAO_BROWSER is ${named}, which does not start. ${ADVICE}`)
  }
  for (const candidate of installed(environment['PATH'] ?? '')) {
    if (await starts(candidate)) return candidate
  }
  const shipped = await (places.shipped ?? unpackShippedBrowser)().catch(() => null)
  if (shipped !== null && (await starts(shipped))) return shipped
  throw new Error(ADVICE)
}

function installed(searchPath: string): string[] {
  const folders = searchPath.split(path.delimiter).filter(Boolean)
  const onPath = INSTALLED_NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)))
  return (process.platform === 'darwin' ? [...onPath, MAC_CHROME] : onPath).filter(isExecutable)
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** A file that is there may still lack its shared libraries, so ask it for its version. */
async function starts(file: string): Promise<boolean> {
  try {
    await promisify(execFile)(file, ['--version'], { timeout: START_MS_MAX })
    return true
  } catch {
    return false
  }
}
