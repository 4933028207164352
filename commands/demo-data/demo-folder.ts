import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'

/**
 * The notices are of 2022 and 2024, so the demonstration lives in a season of theirs: its clock begins there and runs
 * on with the machine's, from start to start. Seven days before 岢岚's last day, with the other places of 2022
 * collecting.
 */
export const SEASON = '2021-12-18T09:00:00+08:00'

const FILE = 'clock.json'
/** What a clerk would hand over on paper, to try binding with. */
export const PAPERS = 'papers.txt'
/** What 岢岚's tax office would send once the mother's fee has come in: `npm run demo:tax-file` hands it in. */
export const TAX_FILE = 'tax-file.csv'
const kept = z.strictObject({ aheadMs: z.number() })

/** From now on it is `now` in this folder. */
export function setDemoClock(data: string, now: number): void {
  writeFileSync(join(data, FILE), `${JSON.stringify({ aheadMs: now - Date.now() })}\n`)
}

/** The folder's time, ms since 1970; null when it never had a clock of its own. */
export function demoClock(data: string): (() => number) | null {
  const file = join(data, FILE)
  if (!existsSync(file)) return null
  const { aheadMs } = kept.parse(JSON.parse(readFileSync(file, 'utf8')))
  return () => Date.now() + aheadMs
}
