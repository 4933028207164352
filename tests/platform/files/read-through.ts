import { Budget } from '../../../cloudfunctions/platform/files/budget'
import { openSheets } from '../../../cloudfunctions/platform/files/open-sheets'
import type { FileNote, SheetCell, SheetFile, SheetRow } from '../../../cloudfunctions/platform/files/sheet'

export interface ReadThrough {
  file: SheetFile
  rows: SheetRow[]
  notes: readonly FileNote[]
}

export async function readThrough(
  file: Buffer,
  key: string | null = null,
  budget = new Budget(),
): Promise<ReadThrough> {
  const opened = await openSheets(file, key, budget)
  const rows: SheetRow[] = []
  for await (const row of opened.rows()) rows.push(row)
  return { file: opened, rows, notes: opened.notes }
}

/** `row: cell | cell`, an empty one `-`: for comparing at a glance. */
export function glance(rows: readonly SheetRow[]): string[] {
  return rows.map(({ row, cells, sheet = 0, hidden, struck }) =>
    [
      `${sheet === 0 ? '' : `${sheet + 1}/`}${row}${hidden ? ' hidden' : ''}${struck ? ' struck' : ''}:`,
      cells
        .map(cellAtAGlance)
        .join(' | ')
        .replace(/( \| -)+$/, ''),
    ].join(' '),
  )
}

function cellAtAGlance(cell: SheetCell | null): string {
  if (cell === null) return '-'
  return cell.fault ?? (cell.kind === 'text' ? cell.text : `${cell.kind} ${cell.text}`) + (cell.merged ? '^' : '')
}
