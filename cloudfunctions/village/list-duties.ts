import { targetOf } from '../../rules/office'
import type { Target } from '../../rules/office'
import type { CallContext } from '../shared/call-context'
import { allowedDesk, type AllowedDesk } from './allowed-desk'
import type { Answers, Requests } from './contract'
import { deskRecords, dutyCards, milestonesHere } from './duty-cards'
import { countPeople } from './records/people-counts'

/** What the notice asks of a village, and how far it is. @throws Refusal UNKNOWN_VILLAGE, NOT_ALLOWED; RulesError UNKNOWN_YEAR, HOLIDAYS_UNKNOWN */
export async function listDuties(asked: Requests['duties'], context: CallContext): Promise<Answers['duties']> {
  const desk = await allowedDesk(context, 'duties', asked)
  const { db, today } = context
  const counts = await countPeople(db, desk.village, asked.year)
  return {
    day: today, duties: dutyCards(desk.office, await deskRecords(context, desk)),
    milestones: milestonesHere(desk.office, targetHere(desk)?.people ?? null, counts, today),
  }
}

/** The village's target; null = nobody gave one. The notices' own figures are of towns. */
export function targetHere({ office }: AllowedDesk): Target | null {
  return office.targets === undefined ? null : targetOf({ ...office, targets: { ...office.targets, total: undefined } }, { town: null, official: null, computed: null })
}
