/** How every action of every function answers. A program reads `code`, a person reads `message`; a stack is never sent. */
export type CallAnswer<Data> = { ok: true; data: Data } | { ok: false; error: CallError }

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
