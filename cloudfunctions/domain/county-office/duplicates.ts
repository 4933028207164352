import { createHash } from 'node:crypto'
import type { Answers } from './contract-quality'
import { requirePermission, writeAudit, defineAction } from '../access'
import type { DuplicateReason } from './contract-quality'
import { DUPLICATE_REASONS } from './contract-quality'
import { enrolmentsOf, recordInOpenYears } from '../enrolments'
import { fullCards, openResident, putResident, readResident, residentsOf } from '../people'
import type { ResidentDocument } from '../people'
import { maskedName, Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import type { Database } from '../../platform/database'
import {
  addDocument,
  READ_LIMIT,
  inTransaction,
  runIdempotent,
  putDocument,
  readDocument,
} from '../../platform/database'
import { qualityContract } from './contract-quality'

/** Two entries that may be one person. `_id` is of both, whichever was found first. */
interface DuplicateDocument {
  _id: string
  region: string
  residents: readonly [string, string]
  why: DuplicateReason
  state: 'open' | 'settled'
  settled: { as: 'different' | 'same'; by: string; at: number; because: string } | null
}

/** Each of them is asked for by name and birth, and by household. */
const PEOPLE_A_READ = 500
const READS_A_CALL = 4

type Entry = Pick<ResidentDocument, '_id' | 'region' | 'village' | 'household' | 'likeness' | 'idKind' | 'absent'>

/** Looks through the next part of a region's ledger. What was settled stays so. @throws Refusal NOT_ALLOWED */
export const findDuplicates = /* @__PURE__ */ defineAction(qualityContract, 'findDuplicates', {
  permission: 'settleDuplicate',
  async run({ region, after }, context) {
    await requirePermission(context, 'settleDuplicate', { id: region, region })
    const { db } = context
    let [at, looked, found] = [after ?? '', 0, 0]
    for (let read = 0; read < READS_A_CALL; read++) {
      const people = await entries(db, { region, _id: db.command.gt(at) }, PEOPLE_A_READ)
      looked += people.length
      for (const pair of [
        ...(await sameNameAndBirth(db, region, people)),
        ...(await newbornsTwice(db, region, people)),
      ])
        if (await addDocument(db, 'likely-duplicates', pair)) found++
      if (people.length < PEOPLE_A_READ) return { looked, found, next: null }
      at = people.at(-1)!._id
    }
    return { looked, found, next: at }
  },
})

async function entries(db: Database, condition: object, count: number): Promise<Entry[]> {
  const fields = { region: true, village: true, household: true, likeness: true, idKind: true, absent: true }
  return (await db.collection('residents').where(condition).orderBy('_id', 'asc').limit(count).field(fields).get())
    .data as Entry[]
}

async function sameNameAndBirth(db: Database, region: string, people: readonly Entry[]): Promise<DuplicateDocument[]> {
  const here = people.filter(isPresent)
  if (here.length === 0) return []
  const alike = (
    await entries(db, { likeness: db.command.in(here.map(({ likeness }) => likeness)) }, READ_LIMIT)
  ).filter((one) => isPresent(one) && one.region === region)
  return here.flatMap((one) =>
    alike
      .filter((other) => other.likeness === one.likeness && areTwoEntries(one, other))
      .map((other) => pairOf(region, one, other, 'sameNameAndBirth')),
  )
}

/** In one village too, under two numbers; a child without a number is looked for in its household. */
const areTwoEntries = (one: Entry, other: Entry): boolean =>
  other._id !== one._id && (other.village !== one.village || (one.idKind !== 'newborn' && other.idKind !== 'newborn'))

/** A child without a number, and another of the household who was born on the same day under another name. */
async function newbornsTwice(db: Database, region: string, people: readonly Entry[]): Promise<DuplicateDocument[]> {
  const newborns = people.filter((one) => one.idKind === 'newborn' && isPresent(one))
  if (newborns.length === 0) return []
  const members = (
    await db
      .collection('residents')
      .where({ household: db.command.in([...new Set(newborns.map(({ household }) => household))]) })
      .limit(READ_LIMIT)
      .get()
  ).data as ResidentDocument[]
  const opened = members.filter(isPresent).map(openResident)
  return newborns.flatMap((newborn) => {
    const child = opened.find(({ id }) => id === newborn._id)
    const twins = opened.filter(
      ({ id, household, birthDate }) =>
        id !== newborn._id && household === newborn.household && birthDate === child?.birthDate,
    )
    return twins.map(({ id }) => pairOf(region, newborn, { _id: id }, 'newbornTwice'))
  })
}

const isPresent = ({ absent }: Pick<Entry, 'absent'>): boolean => absent === null

function pairOf(
  region: string,
  one: Pick<Entry, '_id'>,
  other: Pick<Entry, '_id'>,
  why: DuplicateReason,
): DuplicateDocument {
  const residents = [one._id, other._id].sort() as [string, string]
  return {
    _id: `d${createHash('sha256').update(residents.join('\0')).digest('hex').slice(0, 24)}`,
    region,
    residents,
    why,
    state: 'open',
    settled: null,
  }
}

/** How many pairs of a place nobody has settled. */
export async function countDuplicates({ db }: CallContext, { region }: { region: string }): Promise<number> {
  return (await db.collection('likely-duplicates').where({ region, state: 'open' }).count()).total
}

const PAIRS_A_CALL = 20
type Pair = Answers['settleDuplicate']

/** @throws Refusal NOT_ALLOWED */
export const showDuplicates = /* @__PURE__ */ defineAction(qualityContract, 'duplicates', {
  permission: 'duplicates',
  async run({ region, state, after }, context) {
    await requirePermission(context, 'duplicates', { id: region, region })
    const { db } = context
    const found = (
      await db
        .collection('likely-duplicates')
        .where({ region, state, _id: db.command.gt(after ?? '') })
        .orderBy('_id', 'asc')
        .limit(PAIRS_A_CALL)
        .get()
    ).data as DuplicateDocument[]
    const pairs: Pair[] = []
    for (const one of found) pairs.push(await viewOf(db, one))
    return { pairs, next: found.length < PAIRS_A_CALL ? null : found.at(-1)!._id }
  },
})

/**
 * A person has found out: two people, or one. Of one, the entry that leaves is marked and leaves its open years; who
 * has paid under it has to get their money back first, or the other entry leaves.
 * @throws Refusal PAIR_NOT_FOUND, NOT_ALLOWED, WHO_LEAVES, PAID_ENTRY, OPERATION_REUSED
 */
export const resolveDuplicate = /* @__PURE__ */ defineAction(qualityContract, 'settleDuplicate', {
  permission: 'settleDuplicate',
  async run({ operation, pair: id, as, leaves, because }, context) {
    const { db, caller, now, today } = context
    const pair = await readDocument<DuplicateDocument>(db, 'likely-duplicates', id)
    await requirePermission(context, 'settleDuplicate', pair === null ? { id } : { id, region: pair.region })
    if (pair === null)
      throw new Refusal({
        code: 'PAIR_NOT_FOUND',
        path: 'pair',
        message: '没有找到这一对，什么也没有改动。请下拉刷新后再看。',
      })
    const leaving = as === 'same' ? await requireLeaving(db, pair, leaves) : null
    await inTransaction(db, (transaction) =>
      runIdempotent(
        transaction,
        { openid: caller.openid, operation, action: 'settleDuplicate', at: now, asked: context.asked },
        async () => {
          const settled: DuplicateDocument = {
            ...pair,
            state: 'settled',
            settled: { as, by: caller.openid, at: now, because },
          }
          await putDocument(transaction, 'likely-duplicates', settled)
          const person = leaving === null ? null : await readResident(transaction, leaving)
          if (person !== null && person.absent === null)
            await putResident(transaction, { ...person, absent: { why: 'duplicate', since: today } })
          return id
        },
      ),
    )
    if (leaving !== null) await recordInOpenYears(context, leaving, today, { kind: 'left', why: 'duplicate' })
    await writeAudit(db, {
      deed: operation,
      at: now,
      day: today,
      openid: caller.openid,
      action: 'settleDuplicate',
      target: id,
      region: pair.region,
      outcome: 'done',
      why: as,
    })
    return viewOf(db, (await readDocument<DuplicateDocument>(db, 'likely-duplicates', id))!)
  },
})

async function requireLeaving(db: Database, { residents }: DuplicateDocument, leaves: string | null): Promise<string> {
  if (leaves === null || !residents.includes(leaves)) {
    throw new Refusal({
      code: 'WHO_LEAVES',
      path: 'leaves',
      message: '是同一个人的，要选去掉哪一个登记，没有保存。请选一个。',
    })
  }
  if (!(await hasPaid(db, leaves))) return leaves
  throw new Refusal({
    code: 'PAID_ENTRY',
    path: 'leaves',
    message: '这个登记下已经缴过费，不能直接去掉，没有保存。请去掉另一个，或者先给这一个办退费。',
  })
}

const PAID = new Set<string>(['paid', 'waiting', 'covered'])
const hasPaid = async (db: Database, resident: string): Promise<boolean> =>
  (await enrolmentsOf(db, resident)).some(({ status }) => PAID.has(status))

async function viewOf(db: Database, { _id, residents, why, state, settled }: DuplicateDocument): Promise<Pair> {
  const people = await residentsOf(db, residents)
  const cards = await fullCards(db, people)
  const shown = people.map(async (person) => ({
    ...cards.get(person.id)!,
    name: maskedName(person.name),
    household: person.household,
    hasNumber: person.idNumber !== null,
    paid: await hasPaid(db, person.id),
  }))
  const now = state === 'open' ? ('open' as const) : settled!.as
  const stateName = { open: '等待核实', different: '是两个人', same: '是同一个人' }[now]
  return {
    pair: _id,
    why: DUPLICATE_REASONS[why],
    state: now,
    stateName,
    people: await Promise.all(shown),
    because: settled?.because ?? null,
  }
}
