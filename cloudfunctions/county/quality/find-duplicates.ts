import { createHash } from 'node:crypto'
import type { ResidentDocument } from '../../enrollment/documents'
import { openResident } from '../../enrollment/records/residents'
import type { CallContext } from '../../shared/call-context'
import { addDocument, DOCUMENTS_A_READ } from '../../shared/database'
import type { Database } from '../../shared/database'
import { requireAllowed } from '../../shared/permissions'
import type { Answers, Requests } from '../contract'
import type { DuplicateReason } from '../contract-quality'
import type { DuplicateDocument } from './duplicate-documents'

/** Each of them is asked for by name and birth, and by household. */
const PEOPLE_A_READ = 500
const READS_A_CALL = 4

type Entry = Pick<ResidentDocument, '_id' | 'region' | 'village' | 'household' | 'likeness' | 'idKind' | 'absent'>

/** Looks through the next part of a region's ledger. What was settled stays so. @throws Refusal NOT_ALLOWED */
export async function findDuplicates({ region, after }: Requests['findDuplicates'], context: CallContext): Promise<Answers['findDuplicates']> {
  await requireAllowed(context, 'settleDuplicate', { id: region, region })
  const { db } = context
  let [at, looked, found] = [after ?? '', 0, 0]
  for (let read = 0; read < READS_A_CALL; read++) {
    const people = await entries(db, { region, _id: db.command.gt(at) }, PEOPLE_A_READ)
    looked += people.length
    for (const pair of [...await sameNameAndBirth(db, region, people), ...await newbornsTwice(db, region, people)]) if (await addDocument(db, 'likely-duplicates', pair)) found++
    if (people.length < PEOPLE_A_READ) return { looked, found, next: null }
    at = people.at(-1)!._id
  }
  return { looked, found, next: at }
}

async function entries(db: Database, condition: object, count: number): Promise<Entry[]> {
  const fields = { region: true, village: true, household: true, likeness: true, idKind: true, absent: true }
  return (await db.collection('residents').where(condition).orderBy('_id', 'asc').limit(count).field(fields).get()).data as Entry[]
}

async function sameNameAndBirth(db: Database, region: string, people: readonly Entry[]): Promise<DuplicateDocument[]> {
  const here = people.filter(isPresent)
  if (here.length === 0) return []
  const alike = (await entries(db, { likeness: db.command.in(here.map(({ likeness }) => likeness)) }, DOCUMENTS_A_READ)).filter((one) => isPresent(one) && one.region === region)
  return here.flatMap((one) => alike.filter((other) => other.likeness === one.likeness && other.village !== one.village).map((other) => pairOf(region, one, other, 'sameNameAndBirth')))
}

/** A child without a number, and another of the household who was born on the same day under another name. */
async function newbornsTwice(db: Database, region: string, people: readonly Entry[]): Promise<DuplicateDocument[]> {
  const newborns = people.filter((one) => one.idKind === 'newborn' && isPresent(one))
  if (newborns.length === 0) return []
  const members = (await db.collection('residents').where({ household: db.command.in([...new Set(newborns.map(({ household }) => household))]) }).limit(DOCUMENTS_A_READ).get()).data as ResidentDocument[]
  const opened = members.filter(isPresent).map(openResident)
  return newborns.flatMap((newborn) => {
    const child = opened.find(({ id }) => id === newborn._id)
    const twins = opened.filter(({ id, household, birthDate }) => id !== newborn._id && household === newborn.household && birthDate === child?.birthDate)
    return twins.map(({ id }) => pairOf(region, newborn, { _id: id }, 'newbornTwice'))
  })
}

const isPresent = ({ absent }: Pick<Entry, 'absent'>): boolean => absent === null

function pairOf(region: string, one: Pick<Entry, '_id'>, other: Pick<Entry, '_id'>, why: DuplicateReason): DuplicateDocument {
  const residents = [one._id, other._id].sort() as [string, string]
  return { _id: `d${createHash('sha256').update(residents.join('\0')).digest('hex').slice(0, 24)}`, region, residents, why, state: 'open', settled: null }
}
