import { RulesError } from '../../rules'
import type { CivilDay, Told } from '../../rules'
import type { CallContext } from '../shared/call-context'
import type { Database } from '../shared/database'
import { sealing } from '../shared/sealing'
import type { EnrolmentDocument, ResidentDocument } from './documents'
import { enrolmentDocument, enrolmentId } from './enrolment-document'
import type { EnrolmentRecord } from './lifecycle'
import { addEnrolments } from './records/enrolment-batches'
import { enrolmentsWithIds } from './records/enrolments'
import { followedOf } from './records/followed'
import { seasonsOf } from './records/seasons'
import { standingsOn } from './standings'
import { INSURED } from './statuses'
import { certifiedOf, toldOf } from './told-of-resident'

/** What of residents an enrolment is made from. */
export type Enrolled = Pick<ResidentDocument, '_id' | 'region' | 'village' | 'household' | 'idKind' | 'birthDate' | 'hukou' | 'absent' | 'categories'>

/** A resident with the township of their village. */
export interface Placed { resident: Enrolled; township: string }

export interface Opened {
  made: number
  /** Residents whose entry holds words that the rules refuse: they get theirs once it is corrected. */
  faulty: readonly string[]
}

/** Makes the enrolments of someone new in the ledger, for every year that their region has opened. The same again changes nothing. */
export async function openEnrolment({ db, today }: Pick<CallContext, 'db' | 'today'>, placed: Placed): Promise<void> {
  for (const { year } of await seasonsOf(db, placed.resident.region)) await openEnrolments(db, [placed], year, today)
}

/**
 * Makes the enrolments of some residents for one year; who departed gets none, and who has one keeps it.
 * @param people at most 1,000
 */
export async function openEnrolments(db: Database, people: readonly Placed[], year: number, today: CivilDay): Promise<Opened> {
  const here = people.filter(({ resident }) => resident.absent === null)
  const there = new Set((await enrolmentsWithIds(db, here.map(({ resident }) => enrolmentId(resident._id, year)))).map(({ _id }) => _id))
  const missing = here.filter(({ resident }) => !there.has(enrolmentId(resident._id, year)))
  if (missing.length === 0) return { made: 0, faulty: [] }
  const ids = missing.map(({ resident }) => resident._id)
  const before = new Map((await enrolmentsWithIds(db, ids.map((id) => enrolmentId(id, year - 1)))).map((document) => [document.resident, document]))
  const followed = await followedOf(db, ids)
  const standingOf = standingsOn(today)
  const faulty: string[] = []
  const documents = missing.flatMap(({ resident, township }) => {
    const { _id, household, village } = resident
    const place = { resident: _id, household, village, township, followed: followed.has(_id) }
    try {
      return [enrolmentDocument(recordOf(resident, year, before.get(_id)), place, today, sealing(), standingOf)]
    } catch (error) {
      if (!(error instanceof RulesError)) throw error
      faulty.push(_id)
      return []
    }
  })
  return { made: await addEnrolments(db, documents), faulty }
}

function recordOf(resident: Enrolled, year: number, lastYear: EnrolmentDocument | undefined): EnrolmentRecord {
  const told = { ...toldOf(resident, sealing()), ...historyFrom(lastYear) }
  return { region: resident.region, year, told, certified: certifiedOf(resident, sealing()), events: [] }
}

/** Who was insured the year before renews; of others it is not known. */
function historyFrom(lastYear: EnrolmentDocument | undefined): Told {
  return lastYear !== undefined && INSURED.has(lastYear.status) ? { enrolmentHistory: '续保' } : {}
}
