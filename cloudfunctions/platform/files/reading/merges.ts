import type { Budget } from '../budget'
import type { SheetCell } from '../sheet'
import { COLUMNS_MAX } from '../sheet'

/** Merged cells: rows and columns from their first to their last, rows as sheets count, columns from 0 on. */
interface Area {
  top: number
  bottom: number
  left: number
  right: number
}

/** `B2:C5`; null where it is none. */
export function areaOf(reference: string): Area | null {
  const found = /^\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference)
  if (found === null) return null
  const [, left = '', top = '', right = '', bottom = ''] = found
  return { top: Number(top), bottom: Number(bottom), left: columnNumber(left), right: columnNumber(right) }
}

const columnNumber = (letters: string): number =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1

/** The merged areas of one sheet: the value of the first cell holds for all of them that are empty. */
export class Merges {
  readonly #byTop = new Map<number, Area[]>()
  #open: (Area & { value: SheetCell })[] = []

  constructor(readonly budget: Budget) {}

  add(area: Area | null): void {
    if (area === null || area.left >= COLUMNS_MAX || area.bottom < area.top || area.right < area.left) return
    this.budget.spend('merges')
    const known = this.#byTop.get(area.top)
    if (known === undefined) this.#byTop.set(area.top, [area])
    else known.push(area)
  }

  /** Fills a row, the rows being asked from the first on. */
  fill(row: number, cells: (SheetCell | null)[]): void {
    if (this.#open.length > 0) this.#open = this.#open.filter(({ bottom }) => bottom >= row)
    for (const area of this.#byTop.get(row) ?? []) {
      const value = cells[area.left]
      if (value != null) this.#open.push({ ...area, value })
    }
    for (const { left, right, value } of this.#open) {
      const to = Math.min(right, COLUMNS_MAX - 1)
      this.budget.spend('steps', to - left + 1)
      while (cells.length <= to) cells.push(null)
      for (let column = left; column <= to; column++) cells[column] ??= { ...value, merged: true }
    }
  }
}
