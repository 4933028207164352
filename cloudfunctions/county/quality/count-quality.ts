import type { VillageDocument } from '../../enrollment/documents'
import { enrolmentId } from '../../enrollment/enrolment-document'
import { villagesOfRegion } from '../../enrollment/records/households'
import type { CallContext } from '../../shared/call-context'
import { DOCUMENTS_A_READ, putDocument, readAll } from '../../shared/database'
import type { Database } from '../../shared/database'
import { requireAllowed } from '../../shared/permissions'
import type { Answers, Requests } from '../contract'
import type { QualityKind } from '../contract-quality'
import type { QualityCounts } from './documents'
import { ALL_KINDS, kindsOf } from './quality-kinds'
import type { Looked, Settled } from './quality-kinds'

const VILLAGES_A_CALL = 10
const noCounts = (): Record<QualityKind, number> => Object.fromEntries(ALL_KINDS.map((kind) => [kind, 0])) as Record<QualityKind, number>

/** Counts some villages anew: a few reads of each, and one write. Asked again until `next` is null. @throws Refusal NOT_ALLOWED */
export async function countQuality({ region, year, after }: Requests['countQuality'], context: CallContext): Promise<Answers['countQuality']> {
  await requireAllowed(context, 'countQuality', { id: region, region })
  const { db, today } = context
  const villages = inOrder(await villagesOfRegion(db, region)).filter(({ _id }) => after === null || _id > after).slice(0, VILLAGES_A_CALL)
  for (const { _id: village } of villages) {
    const counts = noCounts()
    let people = 0
    for (let last: string | null = ''; last !== null;) {
      const page = await lookAtPage(db, village, year, last)
      people += page.length
      for (const { kinds } of page) for (const kind of kinds) counts[kind]++
      last = page.length < DOCUMENTS_A_READ ? null : page.at(-1)!.id
    }
    await putDocument<QualityCounts>(db, 'quality-counts', { _id: `${village}-${year}`, region, year, village, countedOn: today, people, counts })
  }
  return { counted: villages.length, next: villages.length < VILLAGES_A_CALL ? null : villages.at(-1)!._id }
}

const inOrder = (villages: readonly VillageDocument[]): VillageDocument[] => [...villages].sort((a, b) => (a._id < b._id ? -1 : 1))

/** Entries of a village after one, with what they are; nothing sealed is read. */
export async function lookAtPage(db: Database, village: string, year: number, after: string, count = DOCUMENTS_A_READ): Promise<{ id: string; kinds: ReadonlySet<QualityKind> }[]> {
  const { gt, in: oneOf } = db.command
  const entries = (await db.collection('residents').where({ village, _id: gt(after) }).orderBy('_id', 'asc').limit(count).field({ idKind: true, flaws: true }).get()).data as Looked[]
  if (entries.length === 0) return []
  const years = (await db.collection('enrolments').where({ _id: oneOf(entries.map(({ _id }) => enrolmentId(_id, year))) }).limit(DOCUMENTS_A_READ).field({ resident: true, status: true, 'assessment.fee': true }).get()).data as Settled[]
  const of = new Map(years.map((one) => [one.resident, one]))
  return entries.map((entry) => ({ id: entry._id, kinds: kindsOf(entry, of.get(entry._id)) }))
}

/** What was counted last, village by village. @throws Refusal NOT_ALLOWED */
export async function dataQuality({ region, year }: Requests['dataQuality'], context: CallContext): Promise<Answers['dataQuality']> {
  await requireAllowed(context, 'dataQuality', { id: region, region })
  const { db } = context
  const counted = new Map((await readAll<QualityCounts>(db, 'quality-counts', { region })).filter((one) => one.year === year).map((one) => [one.village, one]))
  const villages = inOrder(await villagesOfRegion(db, region)).map(({ _id, township, name }) => {
    const { countedOn = null, people = 0, counts = noCounts() } = counted.get(_id) ?? {}
    return { village: _id, township, name, countedOn, people, ...counts }
  })
  const total = (of: QualityKind | 'people') => villages.reduce((sum, village) => sum + village[of], 0)
  return { total: { people: total('people'), ...Object.fromEntries(ALL_KINDS.map((kind) => [kind, total(kind)])) as Record<QualityKind, number> }, villages }
}
