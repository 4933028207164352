import { AsyncLocalStorage } from 'node:async_hooks'
import { format } from 'node:util'

/** A line that a function wrote to its console. */
export interface LogLine {
  at: string
  function: string
  requestId: string
  level: Level
  text: string
}

export interface CallLog {
  /** Runs a call so that what it, and all it awaits, writes to the console is known as its own. */
  during<T>(call: { function: string; requestId: string }, run: () => T): T
  lines(of: { requestId?: string; function?: string }): readonly LogLine[]
}

const LEVELS = ['debug', 'log', 'info', 'warn', 'error'] as const
type Level = (typeof LEVELS)[number]

/** Only so much is remembered; all of it was shown. */
const LINES_MAX = 2_000
const TEXT_LENGTH_MAX = 8_192

const currentCall = new AsyncLocalStorage<{ function: string; requestId: string }>()

/**
 * Captures the console of functions, per call: shown on the error stream with the function's name and the request's id,
 * and kept for whoever asks. What devcloud itself writes goes its usual way. To be called once.
 */
export function captureConsole(now: () => number): CallLog {
  const kept: LogLine[] = []
  for (const level of LEVELS) {
    const usual = console[level].bind(console)
    console[level] = (...written: unknown[]) => {
      const call = currentCall.getStore()
      if (call === undefined) return usual(...written)
      const text = format(...written).slice(0, TEXT_LENGTH_MAX)
      kept.push({ at: new Date(now()).toISOString(), ...call, level, text })
      if (kept.length > LINES_MAX) kept.shift()
      process.stderr.write(
        text
          .split('\n')
          .map((line) => `[${call.function} ${call.requestId}] ${line}\n`)
          .join(''),
      )
    }
  }
  return {
    during: (call, run) => currentCall.run(call, run),
    lines: ({ requestId, function: name }) =>
      kept.filter(
        (line) =>
          (requestId === undefined || line.requestId === requestId) && (name === undefined || line.function === name),
      ),
  }
}
