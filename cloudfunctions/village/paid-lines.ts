import type { CivilDay, Fen } from '../../rules'
import type { ReceiptWay } from '../payment/receipt-documents'
import { residentsOf } from '../enrollment/records/residents'
import type { Resident } from '../enrollment/records/residents'
import { DOCUMENTS_A_READ } from '../shared/database'
import type { Database } from '../shared/database'
import { isOfDesk, type DeskMoney } from './records/desk-money'
import { headsOf } from './records/village-list'

/** One person for whom money was taken at the desk. */
export interface PaidLine {
  receipt: string
  order: string
  household: string
  day: CivilDay
  way: ReceiptWay
  fee: Fen
  /** null = no longer in the ledger. */
  person: Resident | null
  /** The household's head; null = none is named. */
  head: Resident | null
}

/** Of valid receipts between two days, in the order of their numbers; of one village group, or with null of all. */
export async function paidLines(db: Database, { receipts }: DeskMoney, from: CivilDay, to: CivilDay, group: string | null): Promise<PaidLine[]> {
  const here = receipts.filter((receipt) => isOfDesk(receipt) && receipt.state === 'issued' && from <= receipt.day && receipt.day <= to)
  const heads = await headsOfMany(db, [...new Set(here.map(({ household }) => household))])
  const people = await peopleById(db, [...new Set([...here.flatMap(({ lines }) => lines.map(({ resident }) => resident)), ...heads.values()])])
  const lines = here.flatMap(({ _id, order, household, day, way, lines: some }) => some.map(({ resident, fee }): PaidLine =>
    ({ receipt: _id, order, household, day, way, fee, person: people.get(resident) ?? null, head: people.get(heads.get(household) ?? '') ?? null })))
  return group === null ? lines : lines.filter(({ person }) => person?.group === group)
}

async function headsOfMany(db: Database, households: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const heads: [string, string][] = []
  for (let at = 0; at < households.length; at += DOCUMENTS_A_READ) heads.push(...await headsOf(db, households.slice(at, at + DOCUMENTS_A_READ)))
  return new Map(heads)
}

async function peopleById(db: Database, ids: readonly string[]): Promise<ReadonlyMap<string, Resident>> {
  const people: Resident[] = []
  for (let at = 0; at < ids.length; at += DOCUMENTS_A_READ) people.push(...await residentsOf(db, ids.slice(at, at + DOCUMENTS_A_READ)))
  return new Map(people.map((person) => [person.id, person]))
}
