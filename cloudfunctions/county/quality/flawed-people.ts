import { lookAt } from '../../enrollment/enrolment-summary'
import { enrolmentId } from '../../enrollment/enrolment-document'
import { flawsInWords } from '../../enrollment/entry-flaws'
import { fullCards } from '../../enrollment/person-card'
import { questionsLeft } from '../../enrollment/questions-left'
import { enrolmentsWithIds } from '../../enrollment/records/enrolments'
import { requireVillage } from '../../enrollment/records/households'
import { residentsOf } from '../../enrollment/records/residents'
import { maskedName } from '../../shared/masking'
import type { CallContext } from '../../shared/call-context'
import { requireAllowed } from '../../shared/permissions'
import { sealing } from '../../shared/sealing'
import type { Answers, Requests } from '../contract'
import { lookAtPage } from './count-quality'

const LOOKED_AT_A_CALL = 1_000
const PEOPLE_A_CALL = 50

/** The people of a village whose entry is of one kind, with what is wrong and what has still to be told. @throws Refusal UNKNOWN_VILLAGE, NOT_ALLOWED */
export async function flawedPeople({ region, village, year, kind, after }: Requests['flawedPeople'], context: CallContext): Promise<Answers['flawedPeople']> {
  const { db, today } = context
  const here = await requireVillage(db, village)
  await requireAllowed(context, 'flawedPeople', { id: village, region: here.region === region ? region : 'none', village })
  const page = await lookAtPage(db, village, year, after ?? '', LOOKED_AT_A_CALL)
  const wanted = page.filter(({ kinds }) => kinds.has(kind)).slice(0, PEOPLE_A_CALL).map(({ id }) => id)
  const people = (await residentsOf(db, wanted)).sort((a, b) => (a.id < b.id ? -1 : 1))
  const cards = await fullCards(db, people)
  const years = new Map((await enrolmentsWithIds(db, people.map(({ id }) => enrolmentId(id, year)))).map((document) => [document.resident, document]))
  const last = wanted.length === PEOPLE_A_CALL ? wanted.at(-1)! : page.length < LOOKED_AT_A_CALL ? null : page.at(-1)!.id
  return {
    people: people.map((person) => {
      const document = years.get(person.id)
      const questions = document === undefined ? [] : questionsLeft(lookAt(document, today, sealing()), 'clerk').map(({ ask }) => ask)
      return { ...cards.get(person.id)!, name: maskedName(person.name), household: person.household, group: person.group, flaws: flawsInWords(person.flaws), questions }
    }),
    next: last,
  }
}
