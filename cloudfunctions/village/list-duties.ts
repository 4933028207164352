import { targetOf } from '../../rules/office'
import type { Target } from '../../rules/office'
import type { CallContext } from '../shared/call-context'
import type { Database } from '../shared/database'
import { allowedDesk, type AllowedDesk } from './allowed-desk'
import type { Answers, Requests } from './contract'
import { deskRecords, dutyCards, milestonesHere } from './duty-cards'
import { countPeople } from './records/people-counts'
import { figuresOf } from './records/village-target'

/** What the notice asks of a village, and how far it is. @throws Refusal UNKNOWN_VILLAGE, NOT_ALLOWED; RulesError UNKNOWN_YEAR, HOLIDAYS_UNKNOWN */
export async function listDuties(asked: Requests['duties'], context: CallContext): Promise<Answers['duties']> {
  const desk = await allowedDesk(context, 'duties', asked)
  const { db, today } = context
  const counts = await countPeople(db, desk.village, asked.year)
  return {
    day: today, duties: dutyCards(desk.office, await deskRecords(context, desk)),
    milestones: milestonesHere(desk.office, (await targetHere(db, desk))?.people ?? null, counts, today),
  }
}

/** The village's target, as the county has entered it; null = nobody gave one. The notices' own figures are of towns. */
export async function targetHere(db: Database, { office, year, village: { _id, region } }: AllowedDesk): Promise<Target | null> {
  const ofVillages = office.targets === undefined ? {} : { targets: { ...office.targets, total: undefined } }
  return targetOf({ ...office, ...ofVillages }, { town: null, ...await figuresOf(db, region, year, _id) })
}
