import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A folder of functions made for one test: `{'greet/index.js': '…'}`. */
export function functionFolder(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'devcloud-functions-'))
  for (const [path, text] of Object.entries(files)) putFile(folder, path, text)
  return folder
}

export function putFile(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

export function timer(name: string, config: string): string {
  return JSON.stringify({ triggers: [{ name, type: 'timer', config }] })
}
