import type { PaymentAnswers, PaymentRequests } from '../client/functions'

/** How a file would be read, as each of the three functions that take files lays it out. */
export type LaidFile = PaymentAnswers['taxColumns']
export type LaidSheet = LaidFile['sheets'][number]
export type LaidColumn = LaidSheet['columns'][number]
export type ChosenColumns = NonNullable<PaymentRequests['taxColumns']['chosen']>

/** The choice with one of our columns said to be that one of the file; null = the file has none. */
export function withColumn(
  decided: ChosenColumns,
  sheets: readonly LaidSheet[],
  field: string,
  key: string | null,
): ChosenColumns {
  const held = sheets.flatMap(({ columns }) => columns.filter((one) => one.field === field)).map((one) => one.key)
  const others = decided.columns.filter((one) => one.field !== field && one.key !== key && !held.includes(one.key))
  // What held it by its heading would hold it again.
  const freed = key === null ? [...new Set(held)].map((one) => ({ key: one, field: null })) : []
  return { ...decided, columns: [...others, ...freed, ...(key === null ? [] : [{ key, field }])] }
}

/** The choice with a sheet that is read from now on, or not. */
export function withSheet(decided: ChosenColumns, name: string, isRead: boolean): ChosenColumns {
  const others = decided.sheetsLeft.filter((one) => one !== name)
  return { ...decided, sheetsLeft: isRead ? others : [...others, name] }
}

/** Sheets whose heads differ: each kind of head is asked about once. */
export function headsIn(sheets: readonly LaidSheet[]): readonly LaidSheet[] {
  const keysOf = ({ columns }: LaidSheet): string => columns.map(({ key }) => key).join('\n')
  const withHead = sheets.filter(({ columns }) => columns.length > 0)
  return withHead.filter((sheet, at) => withHead.findIndex((one) => keysOf(one) === keysOf(sheet)) === at)
}
