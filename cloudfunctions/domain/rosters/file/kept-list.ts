import type { Requests } from '../contract'
import type { BatchDocument, RosterRow } from '../documents'
import { PEOPLE_AT_ONCE } from '../judge-batch'
import { rosterSheet } from '../sheet-rows'
import { batchId } from '../store'
import { listTerms } from '../terms'
import { Refusal } from '../../../platform/base'
import type { CallContext } from '../../../platform/calls'
import type { Database } from '../../../platform/database'
import { RowsKeeper, decidedFor, keptPart, openedFile, partHolding, readFile } from '../../../platform/files'
import type { ClosedAccount, KeptFile, KeptRows, Sender } from '../../../platform/files'

/** Whose files: a choice of columns is remembered for lists of a kind from their certifier. */
export const rosterSender = ({
  region,
  roster,
  certifier,
}: Pick<BatchDocument, 'region' | 'roster' | 'certifier'>): Sender => ({ region, kind: `${roster} ${certifier}` })

export interface KeptList {
  /** As what it was read. */
  asked: string
  batch: string
  encrypted: boolean
  headings: readonly string[]
  found: readonly string[]
  account: ClosedAccount
  notes: readonly string[]
  total: number
}

/** The whole list read once; its people, each with all rows of them, wait beside it. */
export async function keepList(
  { db, caller }: CallContext,
  request: Requests['readRoster'],
  of: KeptFile,
  asked: string,
): Promise<KeptRows<KeptList>> {
  const { terms } = listTerms(request)
  const bytes = await readFile(db, caller.openid, request.file)
  const { file, encrypted } = openedFile(bytes, request.key)
  if (terms.encrypted === true && !encrypted) throw notEncrypted()
  const decided = await decidedFor(db, rosterSender(request), request.choice ?? null)
  const { rows, headings, found, account, notes } = await rosterSheet(file, terms, decided)
  const keeper = new RowsKeeper<readonly RosterRow[]>(db, of, PEOPLE_AT_ONCE)
  for (const person of byPerson(rows)) await keeper.add(person, person[0]!.line)
  const batch = batchId(request, bytes, decided)
  return keeper.end({ asked, batch, encrypted, headings, found, account, notes, total: rows.length })
}

const notEncrypted = (): Refusal =>
  new Refusal({
    code: 'FILE_NOT_ENCRYPTED',
    path: 'file',
    message:
      '通知要求名册是加密电子件，这个文件没有加密，没有读取。请认定部门加密后重新报送（.xlsx 设打开密码，或 AES-256 加密的 .zip）。',
  })

/** People after the one whose first row a cursor names, of one part. */
export async function peopleFrom(
  db: Database,
  of: KeptFile,
  { starts }: KeptRows<KeptList>,
  cursor: string,
): Promise<readonly { rows: readonly RosterRow[]; cursor: string }[]> {
  for (let part = Math.max(0, partHolding(starts, Number(cursor))); part < starts.length; part++) {
    const people = await keptPart<readonly RosterRow[]>(db, of, part)
    const waiting = people.filter((rows) => cursor === '' || rows[0]!.line > Number(cursor))
    if (waiting.length > 0) return waiting.map((rows) => ({ rows, cursor: String(rows[0]!.line) }))
  }
  return []
}

/** Rows about one number together, in the order of the first of them. Who has none stands alone. */
function byPerson(rows: readonly RosterRow[]): readonly (readonly RosterRow[])[] {
  const people = new Map<string, RosterRow[]>()
  for (const row of rows) {
    const key = row.idNumber === '' ? `line ${row.line}` : row.idNumber
    const own = people.get(key)
    if (own === undefined) people.set(key, [row])
    else own.push(row)
  }
  return [...people.values()]
}
