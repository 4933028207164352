import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Database } from '../database'
import { keptName, putPart, readFilePart } from './upload-parts'

/**
 * The rows of a file as they were read once, in parts beside it and sealed as its parts are: whoever goes on with it
 * reads the part where it stopped, and no sheet anew. Made again they are the same, so a call may break off anywhere;
 * what they come to stands last, and without it there are none.
 */
export interface KeptFile {
  owner: string
  file: string
  /** ms since 1970 */
  now: number
}

export interface KeptRows<Summary> {
  summary: Summary
  /** Of each part the position of its first row. */
  starts: readonly number[]
}

/** Some 100 KB packed, of rows of the tax office. */
const ROWS_A_PART = 2_000
const SUMMARY = 0

export class RowsKeeper<Row> {
  readonly #starts: number[] = []
  #rows: Row[] = []

  constructor(
    readonly db: Database,
    readonly of: KeptFile,
    readonly rowsAPart = ROWS_A_PART,
  ) {}

  /** In the order of their positions. */
  async add(row: Row, position: number): Promise<void> {
    if (this.#rows.length === 0) this.#starts.push(position)
    this.#rows.push(row)
    if (this.#rows.length === this.rowsAPart) await this.#write()
  }

  async end<Summary>(summary: Summary): Promise<KeptRows<Summary>> {
    if (this.#rows.length > 0) await this.#write()
    const kept = { summary, starts: this.#starts }
    await putKept(this.db, this.of, SUMMARY, kept)
    return kept
  }

  async #write(): Promise<void> {
    await putKept(this.db, this.of, this.#starts.length, this.#rows)
    this.#rows = []
  }
}

/** null: nothing was kept of it, or not to the end. */
export const keptRowsOf = <Summary>(db: Database, of: Pick<KeptFile, 'owner' | 'file'>) =>
  readKept<KeptRows<Summary>>(db, of, SUMMARY)

/** The rows of a part, from 0 on. @throws Error where the part that is named was not kept: a fault of ours */
export async function keptPart<Row>(
  db: Database,
  of: Pick<KeptFile, 'owner' | 'file'>,
  part: number,
): Promise<readonly Row[]> {
  const rows = await readKept<readonly Row[]>(db, of, part + 1)
  if (rows === null) throw new Error(`part ${part} of the rows of a file is gone`)
  return rows
}

/** The part in which a row at a position stands, or would; -1: before the first. */
export const partHolding = (starts: readonly number[], position: number): number =>
  starts.filter((start) => start <= position).length - 1

function putKept(db: Database, { owner, file, now }: KeptFile, part: number, content: unknown): Promise<void> {
  const base64 = deflateRawSync(JSON.stringify(content)).toString('base64')
  return putPart(db, owner, keptName(file), { part, parts: part + 1, base64 }, now)
}

async function readKept<Content>(
  db: Database,
  { owner, file }: Pick<KeptFile, 'owner' | 'file'>,
  part: number,
): Promise<Content | null> {
  const base64 = await readFilePart(db, owner, keptName(file), part)
  return base64 === null ? null : (JSON.parse(inflateRawSync(Buffer.from(base64, 'base64')).toString()) as Content)
}
