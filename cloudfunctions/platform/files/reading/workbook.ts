import type { Budget } from '../budget'
import { unreadable } from '../sheet'
import type { FileNote, SheetInfo } from '../sheet'
import type { ZipEntry } from '../zip'
import { unpacked } from '../zip'
import type { MarkupReader } from './markup'
import { MarkupTokens, attribute } from './markup'

/** The parts of a workbook by name, in small letters as their names are compared (ECMA-376 part 2). */
export type Parts = ReadonlyMap<string, ZipEntry>

/** What a cell's style says of its value. */
interface Style {
  isDay: boolean
  struck: boolean
}

export interface Workbook {
  sheets: readonly (SheetInfo & { part: ZipEntry })[]
  /** Texts that cells share, and which of them are struck out. */
  texts: readonly string[]
  struckTexts: ReadonlySet<number>
  styles: readonly Style[]
  /** Days are counted from 1904. */
  from1904: boolean
  notes: readonly FileNote[]
}

/**
 * What a workbook says before its sheets (ECMA-376 part 1, 18.2, 18.4, 18.8; strict and transitional alike, under
 * whatever prefix): which sheets there are, the texts that they share, which styles show a day. Macros and charts are
 * not looked at.
 * @throws Refusal FILE_UNREADABLE, FILE_TOO_LARGE
 */
export async function openWorkbook(parts: Parts, budget: Budget): Promise<Workbook> {
  const main = await mainPart(parts, budget)
  const related = await relations(parts, budget, main)
  const book = await bookOf(parts.get(main), budget)
  const notes: FileNote[] = []
  const sheets = book.sheets.flatMap(({ id, ...info }) => {
    const target = related.get(id)
    const part = target?.type === 'worksheet' ? parts.get(target.part) : undefined
    if (target?.type === 'worksheet' && part === undefined) throw unreadable()
    if (part === undefined) notes.push({ code: 'NOT_A_SHEET', found: info.name })
    return part === undefined ? [] : [{ ...info, part }]
  })
  if (sheets.length === 0) throw unreadable()
  const partOf = (type: string) => parts.get([...related.values()].find((one) => one.type === type)?.part ?? '')
  return {
    sheets,
    ...(await sharedTexts(partOf('sharedStrings'), budget)),
    styles: await stylesIn(partOf('styles'), budget),
    from1904: book.from1904,
    notes,
  }
}

/** Reads a part through. */
async function readPart(part: ZipEntry | undefined, reader: MarkupReader, budget: Budget): Promise<void> {
  if (part === undefined) return
  const tokens = new MarkupTokens(reader, budget)
  for await (const piece of pieces(part, budget)) tokens.write(piece)
  tokens.end()
}

/** Of a part as text: UTF-8, or UTF-16 with its mark. */
export async function* pieces(part: ZipEntry, budget: Budget): AsyncGenerator<string> {
  let decoder: TextDecoder | null = null
  for await (const piece of unpacked(part, budget)) {
    decoder ??= new TextDecoder(piece[0] === 0xff ? 'utf-16le' : piece[0] === 0xfe ? 'utf-16be' : 'utf-8')
    yield decoder.decode(piece, { stream: true })
  }
}

const nothing = () => undefined
const opening = (open: MarkupReader['open']): MarkupReader => ({ open, close: nothing, text: nothing })

async function mainPart(parts: Parts, budget: Budget): Promise<string> {
  const found = [...(await relations(parts, budget, '')).values()].find(({ type }) => type === 'officeDocument')
  return found?.part ?? 'xl/workbook.xml'
}

interface Relation {
  type: string
  part: string
}

/** Of a part to others (ECMA-376 part 2, 8.3): by their ids. */
async function relations(parts: Parts, budget: Budget, of: string): Promise<ReadonlyMap<string, Relation>> {
  const slash = of.lastIndexOf('/')
  const folder = of.slice(0, slash + 1)
  const found = new Map<string, Relation>()
  const reader = opening((name, tag) => {
    if (name !== 'Relationship' || attribute(tag, 'TargetMode') === 'External') return
    const target = attribute(tag, 'Target') ?? ''
    found.set(attribute(tag, 'Id') ?? '', {
      type: (attribute(tag, 'Type') ?? '').split('/').at(-1)!,
      part: partName(target, folder),
    })
  })
  await readPart(parts.get(`${folder}_rels/${of.slice(slash + 1)}.rels`), reader, budget)
  return found
}

function partName(target: string, folder: string): string {
  const steps = `${target.startsWith('/') ? '' : folder}${target}`.toLowerCase().split('/')
  const path: string[] = []
  for (const step of steps) {
    if (step === '..') path.pop()
    else if (step !== '.' && step !== '') path.push(step)
  }
  return path.join('/')
}

interface Book {
  sheets: readonly (SheetInfo & { id: string })[]
  from1904: boolean
}

async function bookOf(part: ZipEntry | undefined, budget: Budget): Promise<Book> {
  if (part === undefined) throw unreadable()
  const sheets: Book['sheets'][number][] = []
  let from1904 = false
  await readPart(
    part,
    opening((name, tag) => {
      if (name === 'workbookPr') from1904 = isTrue(attribute(tag, 'date1904'))
      if (name !== 'sheet') return
      const hidden = (attribute(tag, 'state') ?? 'visible') !== 'visible'
      sheets.push({ id: idOf(tag), name: attribute(tag, 'name') ?? '', hidden })
    }),
    budget,
  )
  return { sheets, from1904 }
}

/** Of a relation: `r:id`, which is not the sheet's own `sheetId`. */
const idOf = (tag: string): string => attribute(tag, 'id') ?? ''

export const isTrue = (value: string | null): boolean => value === '1' || value === 'true' || value === 'on'

/** A bare tag says that it is. */
export const isStruck = (tag: string): boolean => isTrue(attribute(tag, 'val') ?? '1')

/** The table of shared texts; how they are spoken is left out. */
async function sharedTexts(
  part: ZipEntry | undefined,
  budget: Budget,
): Promise<Pick<Workbook, 'texts' | 'struckTexts'>> {
  const texts: string[] = []
  const struckTexts = new Set<number>()
  let [words, inText, spoken] = ['', false, 0]
  await readPart(
    part,
    {
      open(name, tag) {
        if (name === 'si') words = ''
        else if (name === 'rPh') spoken++
        else if (name === 't') inText = spoken === 0
        else if (name === 'strike' && isStruck(tag)) struckTexts.add(texts.length)
      },
      close(name) {
        if (name === 't') inText = false
        else if (name === 'rPh') spoken--
        else if (name === 'si') {
          budget.spend('texts')
          texts.push(ownText(words))
        }
      },
      text(piece) {
        if (!inText) return
        budget.spend('characters', piece.length)
        words += piece
      },
    },
    budget,
  )
  return { texts, struckTexts }
}

/**
 * A copy: what is cut out of a piece keeps the whole piece in memory, which of a hundred thousand texts is the whole
 * part.
 */
const ownText = (text: string): string => (text.length < SLICED_FROM ? text : Buffer.from(text).toString())
/** Shorter ones are copied by the machine. */
const SLICED_FROM = 13

async function stylesIn(part: ZipEntry | undefined, budget: Budget): Promise<readonly Style[]> {
  const [formats, fonts, styles] = [new Map<number, string>(), [] as boolean[], [] as Style[]]
  let within = ''
  await readPart(
    part,
    {
      open(name, tag) {
        if (name === 'fonts' || name === 'cellXfs' || name === 'dxfs' || name === 'cellStyleXfs') within = name
        else if (name === 'numFmt' && within !== 'dxfs')
          formats.set(Number(attribute(tag, 'numFmtId')), attribute(tag, 'formatCode') ?? '')
        else if (name === 'font' && within === 'fonts') fonts.push(false)
        else if (name === 'strike' && within === 'fonts') fonts[fonts.length - 1] = isStruck(tag)
        else if (name === 'xf' && within === 'cellXfs') {
          const format = Number(attribute(tag, 'numFmtId') ?? 0)
          styles.push({
            isDay: showsDay(format, formats.get(format)),
            struck: fonts[Number(attribute(tag, 'fontId') ?? 0)] ?? false,
          })
        }
      },
      close(name) {
        if (name === within) within = ''
      },
      text: nothing,
    },
    budget,
  )
  return styles
}

/** Of the formats that have no code (18.8.30): those of days, East Asian ones too. */
const DAY_FORMATS: readonly (readonly [number, number])[] = [
  [14, 17],
  [22, 22],
  [27, 31],
  [36, 36],
  [50, 54],
  [57, 58],
]

function showsDay(format: number, code: string | undefined): boolean {
  if (code === undefined) return DAY_FORMATS.some(([from, to]) => format >= from && format <= to)
  const bare = code.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '')
  return /[yYdD年月日]/.test(bare) || /^[mM]{3,5}$/.test(bare)
}
