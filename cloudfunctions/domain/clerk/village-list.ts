import { isTheirFee } from './people-counts'
import { enrolmentId } from '../enrolments'
import type { StatusId } from '../enrolments'
import type { ListedHousehold, ResidentDocument } from '../people'
import { householdsWithIds } from '../people'
import type { Database } from '../../platform/database'
import { READ_LIMIT } from '../../platform/database'
import { sealing } from '../../platform/sealing'
import type { CivilDay, Fen } from '../../../rules'

/** Somebody as the list needs them: no phone, no address, no category is opened for it. */
export interface ListedPerson {
  resident: string
  household: string
  group: string | null
  name: string
  idNumber: string | null
  birthDate: CivilDay
  isAbsent: boolean
  isFlawed: boolean
  /** null = no enrolment of this year. */
  enrolment: {
    status: StatusId
    since: CivilDay
    nextChange: CivilDay | null
    fee: Fen | null
    isSubsidised: boolean
  } | null
}

/** The next households of a village in the order of ids; `only` some of them, or with null all. */
export async function householdsAfter(
  db: Database,
  village: string,
  after: string | null,
  count: number,
  only: ReadonlySet<string> | null,
): Promise<ListedHousehold[]> {
  if (only !== null)
    return householdsWithIds(
      db,
      [...only]
        .filter((id) => after === null || id > after)
        .sort()
        .slice(0, count),
    )
  const condition = after === null ? { village } : { village, _id: db.command.gt(after) }
  return (
    await db
      .collection('households')
      .where(condition)
      .orderBy('_id', 'asc')
      .limit(count)
      .field({ head: true, address: true })
      .get()
  ).data as ListedHousehold[]
}

type ResidentFields = Pick<
  ResidentDocument,
  '_id' | 'household' | 'group' | 'name' | 'idNumber' | 'birthDate' | 'absent' | 'flaws'
>
const RESIDENT_FIELDS = {
  household: true,
  group: true,
  name: true,
  idNumber: true,
  birthDate: true,
  absent: true,
  flaws: true,
}

/** Everybody of these households, by household and id, with their enrolment of a year. */
export async function peopleOf(db: Database, households: readonly string[], year: number): Promise<ListedPerson[]> {
  if (households.length === 0) return []
  return withEnrolments(
    db,
    await pagesOf<ResidentFields>(db, 'residents', { household: db.command.in([...households]) }, RESIDENT_FIELDS),
    year,
  )
}

/**
 * Everybody of a village, or of some of its households, who passes a look at their opened name and number, with their
 * enrolment of a year.
 */
export async function findPeople(
  db: Database,
  { village, year, only }: { village: string; year: number; only: ReadonlySet<string> | null },
  passes: (name: string, idNumber: string | null) => boolean,
): Promise<ListedPerson[]> {
  const all = (await pagesOf<ResidentFields>(db, 'residents', { village }, RESIDENT_FIELDS)).filter(
    ({ household }) => only === null || only.has(household),
  )
  const found = all.filter(({ _id, name, idNumber }) => {
    const { open } = sealing().at('residents', _id)
    return passes(open(name, 'name'), idNumber === null ? null : open(idNumber, 'idNumber'))
  })
  return withEnrolments(db, found.slice(0, READ_LIMIT), year)
}

/** All documents of a condition with some of their fields, in the order of ids. */
async function pagesOf<Fields extends { _id: string }>(
  db: Database,
  collection: string,
  condition: object,
  fields: object,
): Promise<Fields[]> {
  const found: Fields[] = []
  for (let after = ''; ;) {
    const { data } = await db
      .collection(collection)
      .where({ ...condition, _id: db.command.gt(after) })
      .orderBy('_id', 'asc')
      .limit(READ_LIMIT)
      .field(fields)
      .get()
    const page = data as Fields[]
    found.push(...page)
    if (page.length < READ_LIMIT) return found
    after = page.at(-1)!._id
  }
}

interface EnrolmentFields {
  _id: string
  status: StatusId
  since: CivilDay
  nextChange: CivilDay | null
  assessment: { fee: Fen | null; subsidy: Fen | null }
}

async function withEnrolments(
  db: Database,
  residents: readonly ResidentFields[],
  year: number,
): Promise<ListedPerson[]> {
  const enrolments = new Map<string, EnrolmentFields>()
  for (let from = 0; from < residents.length; from += READ_LIMIT) {
    const ids = residents.slice(from, from + READ_LIMIT).map(({ _id }) => enrolmentId(_id, year))
    const { data } = await db
      .collection('enrolments')
      .where({ _id: db.command.in(ids) })
      .limit(READ_LIMIT)
      .field({ status: true, since: true, nextChange: true, 'assessment.fee': true, 'assessment.subsidy': true })
      .get()
    for (const found of data as EnrolmentFields[]) enrolments.set(found._id, found)
  }
  return residents.map((resident) => listedPerson(resident, enrolments.get(enrolmentId(resident._id, year))))
}

function listedPerson(
  { _id, household, group, name, idNumber, birthDate, absent, flaws }: ResidentFields,
  enrolment: EnrolmentFields | undefined,
): ListedPerson {
  const { open } = sealing().at('residents', _id)
  return {
    resident: _id,
    household,
    group,
    name: open(name, 'name'),
    idNumber: idNumber === null ? null : open(idNumber, 'idNumber'),
    birthDate: open(birthDate, 'birthDate'),
    isAbsent: absent !== null,
    isFlawed: flaws.length > 0,
    enrolment:
      enrolment === undefined
        ? null
        : {
            status: enrolment.status,
            since: enrolment.since,
            nextChange: enrolment.nextChange,
            isSubsidised: (enrolment.assessment.subsidy ?? 0) > 0,
            fee: isTheirFee(enrolment.status) ? enrolment.assessment.fee : null,
          },
  }
}

/** People of a village, or of some of its households, whose entry in the ledger has a flaw. */
export async function flawedIn(db: Database, village: string, only: ReadonlySet<string> | null): Promise<number> {
  const flawed = { village, flaws: db.command.neq([]) }
  if (only === null) return (await db.collection('residents').where(flawed).count()).total
  return (await pagesOf<{ _id: string; household: string }>(db, 'residents', flawed, { household: true })).filter(
    ({ household }) => only.has(household),
  ).length
}
