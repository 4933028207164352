import type { CallError } from './call-answer'

/** A use case declines: thrown by a function's own code, told to the caller as it is. */
export class Refusal extends Error {
  override readonly name = 'Refusal'

  constructor(readonly error: CallError) {
    super(error.message)
  }
}
