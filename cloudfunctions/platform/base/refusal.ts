/** A use case declines: thrown by a function's own code, told to the caller as it is. */
export class Refusal extends Error {
  override readonly name = 'Refusal'

  constructor(readonly error: CallError) {
    super(error.message)
  }
}

const LENGTH_MAX = 60

/** A value of a request, short enough to be shown in an error. It goes back to its sender only, never to a log. */
export function whatWasFound(value: unknown): string {
  if (value === undefined) return '空缺'
  if (Array.isArray(value)) return `列表（${value.length} 项）`
  if (typeof value === 'object' && value !== null) return '一组内容'
  const text = String(value)
  return text.length > LENGTH_MAX ? `${text.slice(0, LENGTH_MAX)}…` : text
}

/**
 * How every action of every function answers. A program reads `code`, a person reads `message`; a stack is never
 * sent.
 */
export type CallAnswer<Data> =
  | {
      ok: true
      data: Data
      /**
       * The server's time, ms since 1970: a phone whose clock is wrong goes by it. Not of functions without a clock.
       */
      at?: number
    }
  | { ok: false; error: CallError }

export interface CallError {
  /** Stable: programs may depend on it. */
  code: string
  /** Plain Chinese: what was attempted, what was found, what to do next. */
  message: string
  /** Where in the request's `data`, e.g. `person.birthDate`. */
  path?: string
  /** What stood there, cut short. */
  found?: string
}
