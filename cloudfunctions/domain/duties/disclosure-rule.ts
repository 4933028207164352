import type { CivilDay } from '../../../rules'
import type { Duty, Office } from '../../../rules/office'
import { dutyDue } from '../../../rules/office'

/** What a notice asks of a posting in public. */
export interface DisclosureRule {
  duty: Duty
  signers: readonly string[]
  needsSeal: boolean
  /** With whom it is filed; null = with nobody. */
  filedTo: string | null
  /** The last day on which it can go up; null = none is named. */
  deadline: CivilDay | null
}

/** null = the notice asks for no posting. */
export function disclosureRule({ duties }: Office): DisclosureRule | null {
  const duty = duties.find(({ desk }) => desk?.paper === 'posting')
  if (duty === undefined) return null
  const { signedBy = [], sealed = false, filedTo = null } = duty.desk?.proof ?? {}
  const due = duty.due !== undefined && 'by' in duty.due ? dutyDue(duty, duty.due.by) : null
  return { duty, signers: signedBy, needsSeal: sealed, filedTo, deadline: due?.kind === 'day' ? due.day : null }
}

/** A posting as whoever judges it finds it; null = not yet. */
interface DisclosureFound {
  publishedOn: CivilDay | null
  signedBy: readonly string[]
  sealed: boolean
  filedTo: string | null
  /** Objections without an answer. */
  unanswered: number
}

/** What it lacks to be the evidence that the notice speaks of, in words; none = it is valid. (巴南 四(二)2.) */
export function disclosureDefects(
  rule: DisclosureRule,
  { publishedOn, signedBy, sealed, filedTo, unanswered }: DisclosureFound,
): string[] {
  const unsigned = rule.signers.filter((signer) => !signedBy.includes(signer))
  return [
    ...(publishedOn === null
      ? ['还没有张贴']
      : rule.deadline !== null && publishedOn > rule.deadline
        ? [`张贴晚于 ${rule.deadline}`]
        : []),
    ...unsigned.map((signer) => `缺${signer}签字`),
    ...(rule.needsSeal && !sealed ? ['未加盖单位公章'] : []),
    ...(rule.filedTo !== null && filedTo === null ? [`还没有报${rule.filedTo}备案`] : []),
    ...(unanswered > 0 ? [`有 ${unanswered} 条异议没有答复`] : []),
  ]
}
