import { requirePermission, defineAction } from '../access'
import { addEnrolments } from './batches'
import type { EnrolmentDocument } from './documents'
import type { EnrolmentRecord } from './lifecycle'
import { enrolmentStatusesOn } from './lifecycle'
import { enrolmentDocument, enrolmentId } from './record'
import { INSURED } from './states'
import { enrolmentsWithIds } from './store'
import type { ResidentDocument, VillageDocument } from '../people'
import { certificationsOf, followedOf, seasonId, factsOfResident } from '../people'
import type { CallContext } from '../../platform/calls'
import type { Database } from '../../platform/database'
import { addDocument, readAll, readDocument } from '../../platform/database'
import { sealing } from '../../platform/sealing'
import type { CivilDay, Facts } from '../../../rules'
import { policyFor, RulesError } from '../../../rules'
import { enrolmentsContract } from './contract'

/** What of residents an enrolment is made from. */
type Enrolled = Pick<
  ResidentDocument,
  '_id' | 'region' | 'village' | 'household' | 'idKind' | 'birthDate' | 'hukou' | 'absent' | 'categories'
>

/** A resident with the township of their village. */
interface Placed {
  resident: Enrolled
  township: string
}

interface Opened {
  made: number
  /** Residents whose entry holds words that the rules refuse: they get theirs once it is corrected. */
  faulty: readonly string[]
}

/**
 * Makes the enrolments of someone new in the ledger, for every year that their region has opened. The same again
 * changes nothing.
 */
export async function openEnrolment({ db, today }: Pick<CallContext, 'db' | 'today'>, placed: Placed): Promise<void> {
  for (const { year } of await seasonsOf(db, placed.resident.region)) await openEnrolments(db, [placed], year, today)
}

/**
 * Makes the enrolments of some residents for one year; who departed gets none, and who has one keeps it.
 * @param people at most 1,000
 */
export async function openEnrolments(
  db: Database,
  people: readonly Placed[],
  year: number,
  today: CivilDay,
): Promise<Opened> {
  const here = people.filter(({ resident }) => resident.absent === null)
  const there = new Set(
    (
      await enrolmentsWithIds(
        db,
        here.map(({ resident }) => enrolmentId(resident._id, year)),
      )
    ).map(({ _id }) => _id),
  )
  const missing = here.filter(({ resident }) => !there.has(enrolmentId(resident._id, year)))
  if (missing.length === 0) return { made: 0, faulty: [] }
  const ids = missing.map(({ resident }) => resident._id)
  const before = new Map(
    (
      await enrolmentsWithIds(
        db,
        ids.map((id) => enrolmentId(id, year - 1)),
      )
    ).map((document) => [document.resident, document]),
  )
  const followed = await followedOf(db, ids)
  const standingOf = enrolmentStatusesOn(today)
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
  const told = { ...factsOfResident(resident, sealing()), ...historyFrom(lastYear) }
  return { region: resident.region, year, told, certified: certificationsOf(resident, sealing()), events: [] }
}

/** Who was insured the year before renews; of others it is not known. */
function historyFrom(lastYear: EnrolmentDocument | undefined): Facts {
  return lastYear !== undefined && INSURED.has(lastYear.status) ? { enrolmentHistory: '续保' } : {}
}

/** An insured year of a region for which enrolments are made. `_id` is `<region>-<year>`. */
export interface SeasonDocument {
  _id: string
  region: string
  year: number
  openedOn: CivilDay
  /** The last resident whose enrolment was made; null = none yet. */
  cursor: string | null
  /** Every resident who was in the ledger has one. */
  done: boolean
  /** Residents whose entry was faulty when it was opened; who was put right since is in it still. */
  faulty?: readonly string[]
}

export function readSeason(db: Database, region: string, year: number): Promise<SeasonDocument | null> {
  return readDocument<SeasonDocument>(db, 'seasons', seasonId(region, year))
}

/** The season as it stands, begun if it was not. */
export async function beginSeason(
  db: Database,
  region: string,
  year: number,
  today: CivilDay,
): Promise<SeasonDocument> {
  const beginning: SeasonDocument = {
    _id: seasonId(region, year),
    region,
    year,
    openedOn: today,
    cursor: null,
    done: false,
  }
  return (await addDocument(db, 'seasons', beginning)) ? beginning : ((await readSeason(db, region, year)) ?? beginning)
}

async function saveProgress(db: Database, { _id, cursor, done, faulty = [] }: SeasonDocument): Promise<void> {
  await db
    .collection('seasons')
    .doc(_id)
    .update({ data: { cursor, done, faulty: [...faulty] } })
}

/** The years of a region that were opened, the latest last. */
export async function seasonsOf(db: Database, region: string): Promise<SeasonDocument[]> {
  return (await readAll<SeasonDocument>(db, 'seasons', { region })).sort((a, b) => a.year - b.year)
}

/** A call's work, well within the time a function may run. */
const RESIDENTS_A_PAGE = 500
const PAGES_A_CALL = 2

/**
 * Makes the enrolments of a region for a year, a part at a time: called again until `done`, it goes on where it
 * stopped. Broken off or called twice at once it makes none twice.
 * @throws RulesError UNKNOWN_REGION, UNKNOWN_YEAR; Refusal NOT_ALLOWED
 */
export const openSeason = /* @__PURE__ */ defineAction(enrolmentsContract, 'openSeason', {
  permission: 'openSeason',
  async run({ region, year }, context) {
    await requirePermission(context, 'openSeason', { id: `${region}-${year}`, region })
    const { season, made, faulty } = await openSeasonPart(context, region, year)
    const { opened, people } = await seasonProgress(context.db, season)
    return { openedOn: season.openedOn, made, faulty, done: season.done, opened, people }
  },
})

/**
 * A part of the opening, without a permission: the action above asks it, and the command by which a county begins.
 * @throws RulesError UNKNOWN_REGION, UNKNOWN_YEAR
 */
export async function openSeasonPart(
  { db, today }: Pick<CallContext, 'db' | 'today'>,
  region: string,
  year: number,
): Promise<{ season: SeasonDocument; made: number; faulty: string[] }> {
  policyFor(region, year)
  const townships = new Map(
    (await readAll<VillageDocument>(db, 'villages', { region })).map(({ _id, township }) => [_id, township]),
  )
  let season = await beginSeason(db, region, year, today)
  let made = 0
  const faulty: string[] = []
  for (let pages = 0; pages < PAGES_A_CALL && !season.done; pages++) {
    const page = await residentsAfter(db, region, season.cursor)
    const opened = await openEnrolments(
      db,
      page.map((resident) => ({ resident, township: townships.get(resident.village) ?? '' })),
      year,
      today,
    )
    made += opened.made
    faulty.push(...opened.faulty)
    season = {
      ...season,
      cursor: page.at(-1)?._id ?? season.cursor,
      done: page.length < RESIDENTS_A_PAGE,
      faulty: [...new Set([...(season.faulty ?? []), ...opened.faulty])],
    }
    await saveProgress(db, season)
  }
  return { season, made, faulty }
}

/** How many of a region's people have their enrolment of the year, and of how many. */
export async function seasonProgress(
  db: Database,
  { region, year }: Pick<SeasonDocument, 'region' | 'year'>,
): Promise<{ opened: number; people: number }> {
  const [{ total: opened }, { total: people }] = [
    await db.collection('enrolments').where({ region, year }).count(),
    await db.collection('residents').where({ region, absent: null }).count(),
  ]
  return { opened, people }
}

async function residentsAfter(db: Database, region: string, cursor: string | null): Promise<Enrolled[]> {
  const condition = cursor === null ? { region } : { region, _id: db.command.gt(cursor) }
  return (await db.collection('residents').where(condition).orderBy('_id', 'asc').limit(RESIDENTS_A_PAGE).get())
    .data as Enrolled[]
}
