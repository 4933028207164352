import { PlatformError } from '../platform-error'

/** Something that has to happen at a moment: a timer, a notification that is sent again. */
export interface Due {
  /** Epoch milliseconds; a moment that has passed already counts as now. */
  at: number
  /** What to call it in the clock's answer. */
  what: string
  /** Does it, and says how it went, in a word. Before it first awaits, it is off its source's list. Does not throw. */
  run(): Promise<string>
}

export interface DueSource {
  /** The earliest thing due after a moment, and anything left over from before; null when there is nothing. */
  next(after: number): Due | null
}

export interface Fired {
  at: string
  what: string
  outcome: string
}

export interface Clock {
  now(): number
  /** Whether time runs by itself. */
  runs(): boolean
  follow(source: DueSource): void
  /** Sets the time, which then stands still; fires, one after the other, what was passed over. */
  standAt(moment: number): Promise<readonly Fired[]>
  /** Back to the machine's time, from which it runs on; what lies between is not fired. */
  runOn(): void
  /** Does what is due at this moment, and waits for it. */
  settle(): Promise<readonly Fired[]>
  stop(): void
}

const TICK_MS = 200
/** A bound on one step, so that a timer of every second and a step of a year do not take a day. */
const FIRED_MAX = 2_000

/**
 * The time by which everything here goes: timers, notifications, `Date` inside functions. It runs with the machine's,
 * or stands where a test or a demo has set it.
 */
export function startClock(machineNow: () => number, standing: number | null): Clock {
  const sources: DueSource[] = []
  let stood = standing
  let seen = standing ?? machineNow()
  let turn: Promise<unknown> = Promise.resolve()

  const earliest = (after: number): Due | null => {
    const dues = sources.map((source) => source.next(after)).filter((due) => due !== null)
    return dues.reduce<Due | null>((first, due) => (first === null || due.at < first.at ? due : first), null)
  }

  /** One step at a time: two at once would fire the same timer twice. */
  const inTurn = <T>(step: () => Promise<T>): Promise<T> => {
    const done = turn.then(step)
    turn = done.catch(() => undefined)
    return done
  }

  const passTo = async (moment: number): Promise<readonly Fired[]> => {
    const fired: Fired[] = []
    for (;;) {
      const due = earliest(seen)
      if (due === null || due.at > moment) break
      if (fired.length === FIRED_MAX) {
        throw new PlatformError(
          'INVALID_PARAM',
          `INVALID_PARAM: more than ${FIRED_MAX} firings in one step; the clock stands at ${iso(seen)}`,
        )
      }
      seen = Math.max(seen, due.at)
      if (stood !== null) stood = seen
      fired.push({ at: iso(due.at), what: due.what, outcome: await due.run() })
    }
    seen = Math.max(seen, moment)
    return fired
  }

  /** While time runs, timers start as on the platform: without waiting for one another. */
  const tick = () => {
    const moment = machineNow()
    for (let due = earliest(seen); due !== null && due.at <= moment; due = earliest(seen)) {
      seen = Math.max(seen, due.at)
      void due.run()
    }
    seen = moment
  }
  const ticking = setInterval(() => {
    if (stood === null) tick()
  }, TICK_MS)
  ticking.unref()

  return {
    now: () => stood ?? machineNow(),
    runs: () => stood === null,
    follow: (source) => {
      sources.push(source)
    },
    standAt: (moment) =>
      inTurn(async () => {
        stood = stood ?? machineNow()
        seen = Math.min(seen, moment)
        const fired = await passTo(moment)
        stood = moment
        return fired
      }),
    runOn: () => {
      stood = null
      seen = machineNow()
    },
    settle: () => inTurn(() => passTo(stood ?? machineNow())),
    stop: () => clearInterval(ticking),
  }
}

export function iso(moment: number): string {
  return new Date(moment).toISOString()
}

/**
 * `Date` by the host's clock, for the code of functions: what asks for the present moment gets the clock's, everything
 * else is the real `Date`. A proxy, so that every date is an instance of both.
 */
export function hostDate(now: () => number): DateConstructor {
  return new Proxy(Date, {
    construct: (target, args, newTarget): object => {
      const given: unknown[] = args.length === 0 ? [now()] : args
      const made: unknown = Reflect.construct(target, given, newTarget)
      return made as object
    },
    apply: () => new Date(now()).toString(),
    get: (target, key): unknown => (key === 'now' ? now : Reflect.get(target, key)),
  })
}
