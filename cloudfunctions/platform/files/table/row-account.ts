import type { SheetFile, SheetRow } from '../sheet'

/** Why a row of a file is not a row of somebody. */
export const LEFT_OUT = {
  TITLE: '表头上面的标题或说明',
  HEAD: '表头',
  HEAD_AGAIN: '又一次表头',
  SUM: '合计行',
  FOOTER: '落款或说明',
  NOTHING_KNOWN: '认得的栏目都空着',
  SHEET_HIDDEN: '隐藏的工作表',
  SHEET_WITHOUT_HEAD: '没有表头的工作表',
  SHEET_CHOSEN: '选了不读的工作表',
  ROW_HIDDEN: '隐藏或筛掉的行，说明了不算数',
  ROW_STRUCK: '划了删除线的行，说明了不算数',
  OTHER_INSURANCE: '别的险种',
} as const
export type LeftOut = keyof typeof LEFT_OUT

export interface LeftRow {
  sheet: number
  row: number
  why: LeftOut
  /** What stands in it, cut short. */
  text: string
}

declare const closed: unique symbol
/** An account that adds up; only {@link RowAccount.close} makes one. */
export interface ClosedAccount {
  readonly [closed]: true
  rows: number
  taken: number
  exceptions: number
  left: Readonly<Partial<Record<LeftOut, number>>>
  /** The first of them, by name. */
  leftRows: readonly LeftRow[]
}

const NAMED_MAX = 200

/**
 * What became of each row of a file. Rows are counted where they are read, and again where something becomes of them:
 * who loses one cannot close the account.
 */
export class RowAccount {
  #rows = 0
  #taken = 0
  #exceptions = 0
  readonly #left = new Map<LeftOut, number>()
  readonly #leftRows: LeftRow[] = []

  /** The file, whose rows count from now on. */
  counting(file: SheetFile): SheetFile {
    const count = (): void => {
      this.#rows++
    }
    return {
      ...file,
      async *rows(): AsyncGenerator<SheetRow> {
        for await (const row of file.rows()) {
          count()
          yield row
        }
      },
    }
  }

  taken(): void {
    this.#taken++
  }

  exception(): void {
    this.#exceptions++
  }

  /** Of a row that was taken it turned out to be none. */
  takenBack(): void {
    this.#taken--
    this.#exceptions++
  }

  left(row: LeftRow): void {
    this.#left.set(row.why, (this.#left.get(row.why) ?? 0) + 1)
    if (this.#leftRows.length < NAMED_MAX) this.#leftRows.push(row)
  }

  /** @throws Error where rows were read of which nothing became, or became something twice: a fault of ours */
  close(): ClosedAccount {
    const left = [...this.#left.values()].reduce((sum, count) => sum + count, 0)
    const became = this.#taken + this.#exceptions + left
    if (became !== this.#rows) throw new Error(`${this.#rows} rows were read, of ${became} something became`)
    return {
      rows: this.#rows,
      taken: this.#taken,
      exceptions: this.#exceptions,
      left: Object.fromEntries(this.#left),
      leftRows: this.#leftRows,
    } as unknown as ClosedAccount
  }
}
