import { createHash } from 'node:crypto'
import { Refusal } from '../base'
import type { Database } from '../database'
import { putDocument, readDocument } from '../database'
import type { DocumentSealing } from '../sealing'
import { sealing } from '../sealing'
import type { SheetFile } from './sheet'
import type { HeadTable } from './table/heads'
import type { Layout, TableChoice } from './table/layout'
import { layoutOf, noChoice } from './table/layout'

/** Whose files: of which place, and of what kind from whom (`tax`, a list and its certifier). */
export interface Sender {
  region: string
  kind: string
}

/** A choice as it is asked for: `field` null = the column is not read. */
export interface ChosenTable {
  columns: readonly { key: string; field: string | null }[]
  sheetsLeft: readonly string[]
  hidden: 'taken' | 'left' | null
  struck: 'taken' | 'left' | null
}

/** What a place has decided of files with the same heads from the same sender. `_id` is of these three. */
interface ChoiceDocument {
  _id: string
  region: string
  /** openid */
  by: string
  /** ms since 1970 */
  at: number
  /** {@link ChosenTable}, sealed. */
  choice: string
}

const COLLECTION = 'file-choices'
const KEY_LENGTH = 24

const choiceId = ({ region, kind }: Sender, digest: string): string =>
  `${region}~${createHash('sha256').update(`${kind}\0${digest}`).digest('hex').slice(0, KEY_LENGTH)}`

/** How a file would be read, and under what its choice is remembered. */
export interface LaidOut extends Layout {
  /** To be named when the file is read. */
  choice: string
  /** When it was decided, ms since 1970; null = nothing was yet. */
  decidedAt: number | null
  decided: ChosenTable
}

/**
 * How a file would be read by what the place has decided of its like; with `chosen` that is decided first, and kept.
 * @throws Refusal UNKNOWN_COLUMN; as the file's rows do
 */
export async function layOut<Field extends string>(
  db: Database,
  sender: Sender,
  open: () => Promise<SheetFile>,
  table: HeadTable<Field>,
  { chosen, by, now }: { chosen: ChosenTable | null; by: string; now: number },
): Promise<LaidOut> {
  if (chosen !== null) {
    const decided = choiceIn(chosen, table)
    const laid = await layoutOf(await open(), table, decided)
    const id = choiceId(sender, laid.digest)
    const choice = sealChosen(sealsOf(id), chosen)
    await putDocument<ChoiceDocument>(db, COLLECTION, { _id: id, region: sender.region, by, at: now, choice })
    return { ...laid, choice: id, decidedAt: now, decided: chosen }
  }
  const first = await layoutOf(await open(), table, noChoice<Field>())
  const id = choiceId(sender, first.digest)
  const kept = await readDocument<ChoiceDocument>(db, COLLECTION, id)
  if (kept === null) return { ...first, choice: id, decidedAt: null, decided: NOTHING_CHOSEN }
  const decided = openChosen(sealsOf(id), kept.choice)
  const laid = await layoutOf(await open(), table, choiceIn(decided, table))
  return { ...laid, choice: id, decidedAt: kept.at, decided }
}

/** Nothing was: a file is read by the headings that its kind is known by. */
export const NOTHING_CHOSEN: ChosenTable = { columns: [], sheetsLeft: [], hidden: null, struck: null }

/** As a document keeps it: of a file without a head people's names may stand among its headings. */
export const sealChosen = (seals: DocumentSealing, chosen: ChosenTable): string =>
  seals.seal(JSON.stringify(chosen), 'fileChoice')
/** @throws Refusal SEALED_UNREADABLE */
export const openChosen = (seals: DocumentSealing, sealed: string): ChosenTable =>
  JSON.parse(seals.open(sealed, 'fileChoice')) as ChosenTable
const sealsOf = (id: string): DocumentSealing => sealing().at(COLLECTION, id)

/** What was decided under an id of {@link LaidOut}; nothing, where none was named or nothing decided. */
export async function decidedFor(db: Database, sender: Sender, id: string | null): Promise<ChosenTable> {
  const kept = id === null ? null : await readDocument<ChoiceDocument>(db, COLLECTION, id)
  return kept === null || kept.region !== sender.region ? NOTHING_CHOSEN : openChosen(sealsOf(kept._id), kept.choice)
}

/** @throws Refusal UNKNOWN_COLUMN where it names a column that the kind of file does not have */
export function choiceIn<Field extends string>(
  { columns, sheetsLeft, hidden, struck }: ChosenTable,
  { fields }: HeadTable<Field>,
): TableChoice<Field> {
  const isOurs = (field: string): field is Field => Object.prototype.hasOwnProperty.call(fields, field)
  const chosen = columns.map(({ key, field }): [string, Field | null] => {
    if (field === null || isOurs(field)) return [key, field]
    throw new Refusal({
      code: 'UNKNOWN_COLUMN',
      path: 'chosen',
      found: field,
      message: '这种表没有选的这一栏，没有记下来。请返回重新选择文件，再对一遍栏目。',
    })
  })
  return { columns: new Map(chosen), sheetsLeft: new Set(sheetsLeft), hidden, struck }
}
