import { Refusal } from '../base'

/**
 * What reading one file may cost, counted and not timed: the same file ends at the same place on every machine. A
 * county's largest honest file (100,300 rows of 27 columns) takes a third of it.
 */
export const LIMITS = {
  /** Parts of a zip, or of a compound file. */
  entries: 1_000,
  /** Unpacked, of all parts together. */
  bytes: 400 * 1024 * 1024,
  /** Texts that a workbook shares among its cells. */
  texts: 1_000_000,
  /** Characters of these. */
  characters: 16_000_000,
  /** Tags and texts of markup, fields of a text file, cells that a merge fills. */
  steps: 40_000_000,
  /** Cells that were merged. */
  merges: 100_000,
} as const

export type Work = keyof typeof LIMITS

/** The work of one file. */
export class Budget {
  readonly spent: Record<Work, number> = { entries: 0, bytes: 0, texts: 0, characters: 0, steps: 0, merges: 0 }
  readonly #limits: Record<Work, number>

  constructor(limits: Partial<Record<Work, number>> = {}) {
    this.#limits = { ...LIMITS, ...limits }
  }

  /**
   * A packed file swells so many times at most: an honest sheet of identical rows some 60 times, a bomb a thousand.
   */
  boundBySize(packedBytes: number): void {
    this.#limits.bytes = Math.min(this.#limits.bytes, SWELLS_FREELY + packedBytes * SWELLS_AT_MOST)
  }

  left(work: Work): number {
    return this.#limits[work] - this.spent[work]
  }

  /** @throws Refusal FILE_TOO_LARGE, which names the work that it would take */
  spend(work: Work, amount = 1): void {
    this.spent[work] += amount
    if (this.spent[work] > this.#limits[work]) throw tooLarge(work)
  }
}

const SWELLS_FREELY = 8 * 1024 * 1024
const SWELLS_AT_MOST = 150

export function tooLarge(work: Work | 'file'): Refusal {
  return new Refusal({
    code: 'FILE_TOO_LARGE',
    message: '这个文件展开后太大了，没有读取。请只留下要用的那张表，去掉图片和其他工作表，另存后再上传。',
    path: 'file',
    found: work,
  })
}
