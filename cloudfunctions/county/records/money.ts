import type { Fen } from '../../../rules'
import type { VillageDocument } from '../../enrollment/documents'
import { seasonId } from '../../enrollment/records/seasons'
import type { DrawerDocument } from '../../payment/cash-documents'
import type { OrderDocument } from '../../payment/documents'
import { missingFile, taxFilesOf } from '../../payment/records/tax-files'
import { DOCUMENTS_A_READ, readAll } from '../../shared/database'
import type { Database } from '../../shared/database'
import type { AppointmentDocument } from '../../shared/permissions'

/** Whoever holds cash, with it. One document a clerk. */
export function drawers(db: Database): Promise<DrawerDocument[]> {
  return readAll<DrawerDocument>(db, 'drawers', {})
}

/** Names of the villages of some clerks' appointments, by openid. */
export async function villagesOfClerks(db: Database, region: string, clerks: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  if (clerks.length === 0) return new Map()
  const found = (await db.collection('appointments').where({ _id: db.command.in([...clerks]) }).limit(DOCUMENTS_A_READ).get()).data as AppointmentDocument[]
  const names = new Map((await readAll<VillageDocument>(db, 'villages', { region })).map(({ _id, name }) => [_id, name]))
  return new Map(found.map(({ _id, villages }) => [_id, (villages ?? []).map((village) => names.get(village) ?? village)]))
}

interface Owed { _id: string; fen: Fen }
const PREFIX = 'owedBack:'
const TAX_FILES = 200

/** What is owed back to payers of a place and year: of orders, and what the tax office's files have that nobody is found for. */
export async function owedBack(db: Database, region: string, year: number): Promise<Fen> {
  const ofOrders = await owedOnOrders(db, region, year)
  let ofRows = 0
  for (const file of [...(await taxFilesOf(db, region, TAX_FILES)).map(({ _id }) => _id), missingFile(region)]) {
    const rows = await readAll<{ _id: string; year: number | null; heldBack: Fen }>(db, 'tax-rows', { file, state: db.command.in(['open', 'proposed']) })
    ofRows += rows.filter((row) => row.year === year).reduce((sum, { heldBack }) => sum + heldBack, 0)
  }
  return ofOrders + ofRows
}

async function owedOnOrders(db: Database, region: string, year: number): Promise<Fen> {
  const { gt, lt } = db.command
  let sum = 0
  for (let after = PREFIX; ;) {
    const { data } = await db.collection('balances').where({ _id: gt(after).and(lt('owedBack;')), fen: gt(0) }).orderBy('_id', 'asc').limit(DOCUMENTS_A_READ).get()
    const page = data as Owed[]
    if (page.length === 0) return sum
    const ids = page.map(({ _id }) => _id.slice(PREFIX.length))
    const orders = (await db.collection('orders').where({ _id: db.command.in(ids) }).limit(DOCUMENTS_A_READ).field({ lines: true }).get()).data as Pick<OrderDocument, '_id' | 'lines'>[]
    const here = new Set(orders.filter(({ lines }) => lines.some((line) => seasonId(line.region, line.year) === seasonId(region, year))).map(({ _id }) => _id))
    sum += page.filter(({ _id }) => here.has(_id.slice(PREFIX.length))).reduce((all, { fen }) => all + fen, 0)
    if (page.length < DOCUMENTS_A_READ) return sum
    after = page.at(-1)!._id
  }
}
