import type { FlawCode } from '../../../cloudfunctions/domain/people'
import { readFileRow } from '../../../cloudfunctions/domain/reconciliation/file-rows'
import { personColumns, taxHeads, taxPlaceOf } from '../../../cloudfunctions/domain/reconciliation/places'
import { LEDGER_HEADS, ledgerRows } from '../../../cloudfunctions/domain/residents/import-rows'
import type { SheetPerson } from '../../../cloudfunctions/domain/residents/import-rows'
import { rosterSheet } from '../../../cloudfunctions/domain/rosters/sheet-rows'
import { readChange, listsOf } from '../../../cloudfunctions/domain/rosters/terms'
import { RowAccount, openSheets, positionOf, readTable } from '../../../cloudfunctions/platform/files'
import type { HeadTable, TableItem } from '../../../cloudfunctions/platform/files'
import { messyFile } from '../../platform/files/messy'
import type { ModelRow } from '../../platform/files/messy'

/**
 * Messy files of the three kinds: what each of the product's readers takes, beside what the model does. `position clean`
 * of each row of somebody; clean is a row that may count without a person having looked at it.
 */
export interface Kind {
  /** Columns that such a file has besides those of every messy one. */
  constants: Readonly<Record<string, string>>
  product(file: Buffer): Promise<string[]>
  /** Whether a careful person takes a row without asking. */
  isClean(row: ModelRow): boolean
}

const TODAY = '2024-12-31'
const PLACE = taxPlaceOf('kelan')
const CIVIL_AFFAIRS = listsOf('kelan', 2022).find(({ id }) => id === 'civil-affairs')!
const VILLAGE = { _id: 'v', region: 'kelan', township: '甲子镇', name: '东一村' }

const CANNOT_BE_READ: ReadonlySet<string> = new Set(['FORMULA_EMPTY', 'FORMULA_ERROR', 'DIGITS_LOST'])
const isReadable = ({ read }: ModelRow, ...fields: (keyof ModelRow['read'])[]): boolean =>
  fields.every((field) => read[field].faults.every((fault) => !CANNOT_BE_READ.has(fault)))
const told = (position: number, isClean: boolean): string => `${position} ${isClean ? 'clean' : 'asked'}`

async function itemsOf<Field extends string>(file: Buffer, table: HeadTable<Field>): Promise<TableItem<Field>[]> {
  const account = new RowAccount()
  const items: TableItem<Field>[] = []
  for await (const item of readTable(account.counting(await openSheets(file, null)), table)) {
    if (item.kind === 'left') account.left(item.left)
    else account.taken()
    items.push(item)
  }
  account.close()
  return items
}

export const KINDS: Readonly<Record<'tax' | 'roster' | 'ledger', Kind>> = {
  tax: {
    constants: { 缴费年度: '2022', 征收品目: '城乡居民基本医疗保险费', 缴费状态: '缴费成功' },
    async product(file) {
      return (await itemsOf(file, taxHeads(PLACE))).flatMap((item) => {
        if (item.kind === 'left') return []
        const at = { head: item.head, person: personColumns(item.head, PLACE) }
        const row = readFileRow(item.row, at, PLACE, TODAY)!
        return [told(row.row, row.faults.length === 0)]
      })
    },
    isClean: (row) => {
      const { code, name, amount, day } = row.read
      const isSaid = code.value !== null && name.value !== null && day.value !== null
      const isMoney = typeof amount.value === 'number' && amount.value > 0
      return isSaid && isMoney && !row.hidden && isReadable(row, 'code', 'name')
    },
  },
  roster: {
    constants: { 人员类别: '低保对象', 变更登记: '停保' },
    async product(file) {
      const { rows } = await rosterSheet(file, CIVIL_AFFAIRS)
      return rows.map(({ line, faults, change }) => told(line, faults.length === 0 && readChange(change) === '减少'))
    },
    isClean: (row) => !row.hidden && isReadable(row, 'code', 'name'),
  },
  ledger: {
    constants: { 性别: '男', 户籍: '岢岚县', 与户主关系: '户主' },
    async product(file) {
      const people = (await itemsOf(file, LEDGER_HEADS)).flatMap((item): SheetPerson[] =>
        item.kind === 'row' ? [item] : [],
      )
      const only = new Set<FlawCode>(['NAME_DOUBTFUL'])
      return ledgerRows(people, { region: 'kelan', villages: [VILLAGE], village: VILLAGE }).map(({ row, faults }) =>
        told(
          row,
          faults.every((fault) => only.has(fault)),
        ),
      )
    },
    isClean: (row) => !row.hidden && isReadable(row, 'code', 'name'),
  },
}

/** What the product and the model say of one messy file; equal, or the product is wrong. */
export async function compared(
  kind: keyof typeof KINDS,
  seed: number,
): Promise<{ product: string[]; model: string[] }> {
  const { constants, product, isClean } = KINDS[kind]
  const { file, people } = messyFile(seed, constants)
  return { product: await product(file), model: people.map((row) => told(positionOf(row), isClean(row))) }
}
