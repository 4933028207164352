import * as z from 'zod/mini'
import { identifier, listOf, text, textOrNone } from '../calls'

/** The step between an upload and taking anything: how a file would be read, shown and put right. */

const rowsMean = z.nullable(z.enum(['taken', 'left']))
const words = (longest: number) => text.check(z.maxLength(longest))

/** A person's word: which column is what (`field` null = none), which sheets are not read, which rows count. */
const chosen = z.strictObject({
  columns: listOf(z.strictObject({ key: words(300), field: z.nullable(words(30)) })).check(z.maxLength(256)),
  sheetsLeft: listOf(words(64)).check(z.maxLength(200)),
  hidden: rowsMean,
  struck: rowsMean,
})

const column = z.strictObject({
  key: text,
  /** As it stands in the file. */ heading: text,
  /** Which of ours it is; null = `why` says why it is not read. */ field: textOrNone,
  why: textOrNone,
  /** The first texts below it, masked where they may be of a person. */ samples: listOf(text),
})

/** What an action that lays a file out is asked beside whose file it is. */
export const columnsRequest = {
  file: text.check(z.regex(/^[0-9a-z-]{8,64}$/)),
  /** With what a file under a password opens; used for the call and never kept. */
  key: z.nullable(text.check(z.minLength(1), z.maxLength(128))),
  /** null: as the place has decided of such files before. Else it is decided so, and remembered for their sender. */
  chosen: z.nullable(chosen),
}

export const columnsAnswer = z.strictObject({
  /** Under which it is remembered; to be named when the file is read. */
  choice: identifier,
  /** Decided before, or now. */
  isDecided: z.boolean(),
  decided: chosen,
  /** All that is needed was found in a sheet. */
  readable: z.boolean(),
  /** Our columns. `either`: one of these is needed; null = it may be missing. */
  ours: listOf(z.strictObject({ field: text, name: text, either: textOrNone })),
  sheets: listOf(
    z.strictObject({
      name: text,
      /** Of people. */ rows: z.int(),
      /** Why it is not read; null = it is. */ why: textOrNone,
      lacking: listOf(text),
      headRow: z.nullable(z.int()),
      columns: listOf(column),
    }),
  ),
  /** Rows that are not read. */
  left: listOf(z.strictObject({ why: text, rows: z.int(), examples: listOf(text) })),
  /** Rows of people that are hidden or filtered out, and struck out. */
  hidden: z.int(),
  struck: z.int(),
  notes: listOf(text),
})

/** How a file would be read, as it is answered. */
export type Columns = z.input<typeof columnsAnswer>

export const columnsShown = <Laid extends Omit<Columns, 'isDecided'> & { decidedAt: number | null; digest: string }>({
  decidedAt,
  digest: _,
  ...laid
}: Laid): Columns => ({ ...laid, isDecided: decidedAt !== null })
