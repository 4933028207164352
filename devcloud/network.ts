import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { PlatformError } from './platform-error'
import type { RequestCounts, RequestKind } from './request-counts'

/** What lies between functions and the platform. Here it is nothing; on the platform each request costs. */
export const NetworkSettings = z.strictObject({
  /** Milliseconds that each request takes at least, there and back. */
  latencyMs: z.int().min(0).max(60_000),
  /** So many requests of the database side by side; one more is refused. Null = any number. */
  throttle: z.int().min(1).nullable(),
  /** So many more requests of the database, until this is set again; then each is refused. Null = any number. */
  quota: z.int().min(0).nullable(),
})
export type NetworkSettings = z.output<typeof NetworkSettings>

export interface NetworkState extends NetworkSettings {
  /** Requests of the database: under way now, and the most at one time since the settings were last changed. */
  sideBySide: { now: number; most: number }
}

export interface Network {
  state(): NetworkState
  set(settings: Partial<NetworkSettings>): void
  /**
   * Takes a request there, has it done, and brings the answer back. `call`: the request id of the function's call that
   * made it; null for none.
   * @throws PlatformError in the platform's own words when there are too many
   */
  carry<Answer>(request: { kind: RequestKind; call: string | null }, work: () => Promise<Answer>): Promise<Answer>
}

const NOT_OF_THE_DATABASE: ReadonlySet<RequestKind> = new Set<RequestKind>(['calls', 'wechat'])

export function openNetwork(counts: RequestCounts, settings: NetworkSettings): Network {
  let current = checked(settings)
  const sideBySide = { now: 0, most: 0 }

  /** A place among those side by side; what comes back gives it up. */
  const enter = (): (() => void) => {
    if (current.quota === 0) throw tooMany('EXCEED_REQUEST_LIMIT', 'the quota of requests is used up')
    if (current.throttle !== null && sideBySide.now >= current.throttle) {
      throw tooMany('EXCEED_CONCURRENT_REQUEST_LIMIT', `more than ${current.throttle} requests of the database at once`)
    }
    if (current.quota !== null) current = { ...current, quota: current.quota - 1 }
    sideBySide.now += 1
    sideBySide.most = Math.max(sideBySide.most, sideBySide.now)
    return () => {
      sideBySide.now -= 1
    }
  }

  return {
    state: () => ({ ...current, sideBySide: { ...sideBySide } }),
    set(changed) {
      current = { ...current, ...changed }
      sideBySide.most = sideBySide.now
    },
    async carry({ kind, call }, work) {
      counts.count(call, kind)
      const { latencyMs } = current
      const begun = performance.now()
      let leave = () => {}
      try {
        if (!NOT_OF_THE_DATABASE.has(kind)) leave = entered(enter, () => counts.count(call, 'refused'))
        // Half of it is the way there: what is asked is done in between, as others see it.
        await passed(begun + latencyMs / 2)
        return await work()
      } finally {
        await passed(begun + latencyMs)
        leave()
      }
    },
  }
}

function checked(settings: NetworkSettings): NetworkSettings {
  const read = NetworkSettings.safeParse(settings)
  if (read.success) return read.data
  const issue = read.error.issues[0]
  throw new Error(`the network's ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'wrong'}`)
}

function entered(enter: () => () => void, onRefusal: () => void): () => void {
  try {
    return enter()
  } catch (error) {
    onRefusal()
    throw error
  }
}

/** In real time, whatever the settable clock says. A timer may fire a little early: then once more. */
async function passed(moment: number): Promise<void> {
  for (let left = moment - performance.now(); left > 0; left = moment - performance.now()) await pause(Math.ceil(left))
}

/** wx-server-sdk makes errCode -501003 and -501004 of them. */
function tooMany(code: 'EXCEED_REQUEST_LIMIT' | 'EXCEED_CONCURRENT_REQUEST_LIMIT', why: string): PlatformError {
  return new PlatformError(code, `${code}: ${why}`)
}
