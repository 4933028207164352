/** A refusal of WeChat Pay: `result_code: FAIL` with its `err_code`. To the SDK it is an answer, not an error. */
export class Refusal extends Error {
  override readonly name = 'Refusal'

  constructor(readonly code: string, message: string) {
    super(message)
  }
}
