import type { Heard } from './clock'
import { hearTime, offset, recall, SLACK_MS } from './clock'
import { isRecord, readStored, writeStored } from './storage'

/** What was heard of the server's time, kept for a run of the program without a network. */
const KEY = 'canbao.clock'
/** So often at most it is written. */
const KEPT_EVERY_MS = 300_000

let kept: Heard | null = null

export function hearAndKeepTime(server: number): void {
  const heard = hearTime(server)
  const isAsKept = kept !== null && Math.abs(offset(kept) - offset(heard)) < SLACK_MS
  if (isAsKept && kept !== null && server - kept.server < KEPT_EVERY_MS) return
  kept = heard
  writeStored(KEY, heard)
}

/** As the program starts. */
export function recallKeptTime(): void {
  recall(readStored(KEY, readHeard).value)
}

function readHeard(raw: unknown): Heard | null {
  if (!isRecord(raw) || typeof raw.server !== 'number' || !isRecord(raw.mark)) return null
  const { wall, ticks, run } = raw.mark
  if (typeof wall !== 'number' || typeof run !== 'string') return null
  return { server: raw.server, mark: { wall, run, ticks: typeof ticks === 'number' ? ticks : null } }
}
