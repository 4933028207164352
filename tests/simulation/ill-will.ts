import type { CallAnswer } from '../../cloudfunctions/platform/base/refusal'
import { SECOND, type Call, type SeasonRun } from './season-run'

/** Codes of which none may come, whoever asks for what. */
const NEVER: ReadonlySet<string> = new Set(['INTERNAL', 'BAD_REQUEST', 'UNKNOWN_ACTION'])
const TRIES_MAX = 20

/**
 * Somebody tries what they may not, or what is meant for others: once, and again while somebody who died has the
 * documents. A fault of ours is one whoever it is that asks.
 */
export async function attempt<Answer>(run: SeasonRun, { who, name, action, data }: Call): Promise<CallAnswer<Answer>> {
  run.step(`ill will: ${action} by ${who} ${JSON.stringify(data).slice(0, 300)}`)
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const answer = await run.town.as(who).call<Answer>(name, action, data)
    if (answer.ok) return answer
    if (NEVER.has(answer.error.code)) run.fail(`${action}: ${answer.error.code} ${answer.error.message}`)
    run.count(`ill will: ${action} ${answer.error.code}`)
    if (answer.error.code !== 'BUSY') return answer
    await run.pass(run.between(20 * SECOND, 60 * SECOND))
  }
  return run.fail(`${action} never came to an end`)
}

/** The same of what nobody may be let do. */
export async function mustFail(run: SeasonRun, call: Call, why: string): Promise<void> {
  if ((await attempt(run, call)).ok) run.fail(`${call.who} could do ${call.action}: ${why}`)
}
