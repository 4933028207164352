/** Rows come and go in blocks, so that scrolling changes a few now and then and not one at a time. */
export const BLOCK = 3
/** Blocks drawn beyond the screen, above and below. */
const BEYOND = 1

export interface RowWindow {
  /** The first row drawn, and the one after the last. */
  from: number
  to: number
}

/** How many rows are drawn at once on a screen of so much height: those in sight, cut ones, and a block at either end. */
export function rowsDrawn(height: number, row: number): number {
  return (Math.ceil(height / (BLOCK * row)) + 1 + 2 * BEYOND) * BLOCK
}

/** Which of `count` rows of one height are drawn when so much is scrolled away. */
export function rowsInSight(count: number, { scrolled, height, row }: { scrolled: number; height: number; row: number }): RowWindow {
  const drawn = rowsDrawn(height, row)
  const lastStart = Math.max(0, Math.ceil((count - drawn) / BLOCK)) * BLOCK
  const from = Math.min(lastStart, Math.max(0, Math.floor(scrolled / (BLOCK * row)) - BEYOND) * BLOCK)
  return { from, to: Math.min(count, from + drawn) }
}
