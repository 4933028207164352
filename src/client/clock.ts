/**
 * What time it is where the phone's own clock may be wrong and may be set right at any moment, also without a network.
 * Each answer of the server's carries its time. Between answers a count that only goes up (while the phone is awake)
 * tells whether the clock was touched.
 */

/** A moment by the phone: its clock, and its count of ms since the program began; null = this phone has no count. */
export interface Mark {
  wall: number
  ticks: number | null
  /** Counts of two runs of the program cannot be compared. */
  run: string
}

/** What the server's clock was at a moment of the phone's. ms since 1970 */
export interface Heard {
  server: number
  mark: Mark
}

/** When something happened, as far as it can be known. ms since 1970; equal bounds = it is known. */
interface Bounds {
  from: number
  to: number
}

/** Clocks go apart by less than this by themselves, and an answer is not longer under way. */
export const SLACK_MS = 120_000

/**
 * When the phone made a mark.
 * @param before what was heard last before it; null = nothing ever was
 * @param after what was heard first after it
 */
export function whenMarked(mark: Mark, before: Heard | null, after: Heard): Bounds {
  const counted = before === null ? null : countedTime(mark, before)
  if (counted !== null) return exactly(counted)
  const since = before === null ? null : elapsed(before.mark, mark)
  const until = elapsed(mark, after.mark)
  if (until !== null && until.isUntouched) return exactly(after.server - until.least)
  // Who is as far from the server's clock as before was not set in between.
  if (before !== null && Math.abs(offset(before) - offset(after)) <= SLACK_MS) return exactly(mark.wall + offset(after))
  const to = after.server - (until?.least ?? 0)
  return { from: before === null ? to - UNKNOWN_MS : Math.min(to, before.server + (since?.least ?? 0)), to }
}

/** The server's time at a mark, where clock and count agree since something was heard; null = they do not tell. */
export function countedTime(mark: Mark, before: Heard): number | null {
  const since = elapsed(before.mark, mark)
  return since !== null && since.isUntouched ? before.server + since.least : null
}

/** How far back a moment is looked for that nothing bounds: no deed is believed that is older. */
const UNKNOWN_MS = 3 * 86_400_000

const exactly = (ms: number): Bounds => ({ from: ms, to: ms })
/** By how much the phone's clock was before the server's. */
export const offset = ({ server, mark }: Heard): number => server - mark.wall

/** At least so long, by the count; untouched where the clock says the same. null = the count does not tell. */
function elapsed(from: Mark, to: Mark): { least: number; isUntouched: boolean } | null {
  if (from.run !== to.run || from.ticks === null || to.ticks === null) return null
  const least = to.ticks - from.ticks
  // Asleep a phone does not count; its clock goes on.
  return { least, isUntouched: Math.abs(to.wall - from.wall - least) <= SLACK_MS }
}

/** The server's time as well as can be told now: never before what it was heard to be. null = it was never heard. */
export function serverTime(now: Mark, heard: Heard | null): number | null {
  if (heard === null) return null
  const least = elapsed(heard.mark, now)
  return heard.server + (least?.isUntouched ? least.least : Math.max(now.wall - heard.mark.wall, least?.least ?? 0))
}

const RUN = `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`

let last: Heard | null = null

export const markNow = (): Mark => ({ wall: Date.now(), ticks: count(), run: RUN })

/** An answer of the server's said what time it was. */
export function hearTime(server: number): Heard {
  return (last = { server, mark: markNow() })
}

/** What was heard last. */
export const lastHeard = (): Heard | null => last

/** What an earlier run of the program has heard, until this one hears for itself. */
export function recall(heard: Heard | null): void {
  last ??= heard
}

/** A browser's; WeChat's where its version has one. It does not follow the clock when that is set. */
function count(): number | null {
  return typeof performance === 'object' && typeof performance.now === 'function' ? performance.now() : null
}
