import { policyFor, readFacts } from '../../rules'
import type { CivilDay, FactName, Policy, Told } from '../../rules'
import type { CallContext } from '../shared/call-context'
import { Refusal } from '../shared/refusal'
import { sealing } from '../shared/sealing'
import { allowedEnrolment } from './allowed-enrolment'
import type { Answers, Requests } from './contract'
import { summaryOf } from './enrolment-summary'
import { FACT_ROWS, factName } from './fact-names'
import { recordAllowedEvent } from './record-event'

/**
 * A person, or who looks after them, or their clerk, tells new facts before payment; what is owed follows from them.
 * @throws Refusal ENROLMENT_NOT_FOUND, NOT_ALLOWED, NOTHING_TOLD, FACT_NOT_YOURS, ILLEGAL_EVENT, OPERATION_REUSED; RulesError as `readFacts`
 */
export async function tellFacts({ operation, enrolment, facts }: Requests['tellFacts'], context: CallContext): Promise<Answers['tellFacts']> {
  const { document: { region, year } } = await allowedEnrolment(context, 'tellFacts', enrolment)
  const told = readSomeFacts(policyFor(region, year), facts, context.today)
  const foreign = (Object.keys(told) as FactName[]).find((fact) => FACT_ROWS[fact].by !== 'person')
  if (foreign !== undefined) {
    throw new Refusal({
      code: 'FACT_NOT_YOURS', path: `facts.${foreign}`,
      message: `“${factName(foreign)}”不能自己填报，要由经办机构核对证件或认定后登记，这次没有保存。请到村里或医保经办机构办理。`,
    })
  }
  return summaryOf(await recordAllowedEvent(context, { operation, enrolment, day: null, facts: { kind: 'told', facts: told } }), context.today, sealing())
}

/** @throws Refusal NOTHING_TOLD; RulesError as `readFacts` and, for words that the notice does not know, as `recordedFigures` */
export function readSomeFacts(policy: Policy, facts: unknown, today: CivilDay): Told {
  const told = readFacts(policy, facts, today)
  if (Object.keys(told).length > 0) return told
  throw new Refusal({ code: 'NOTHING_TOLD', message: '没有填写任何情况，所以没有保存。请至少填一项再提交。', path: 'facts' })
}
