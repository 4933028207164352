import { zipOf } from '../../../cloudfunctions/platform/files/zip-write'
import type { ZipPart } from '../../../cloudfunctions/platform/files/zip-write'

/** A cell as it is to stand in a made workbook. */
export type Made =
  | null
  | string
  | number
  | boolean
  | { day: number }
  | { formula: string; value?: string | number; type?: string }
  | { error: string }
  | { struck: string }
  | { rich: readonly string[]; spoken?: string }

export interface MadeRow {
  cells: readonly Made[]
  hidden?: boolean
  /** Its number, where it is not the next. */
  row?: number
}

export interface MadeSheet {
  name?: string
  state?: 'visible' | 'hidden' | 'veryHidden'
  rows: readonly (readonly Made[] | MadeRow)[]
  merges?: readonly string[]
  isFiltered?: boolean
  hiddenColumn?: number
  /** As XML, behind its rows. */
  after?: string
}

export interface MadeBook {
  sheets: readonly MadeSheet[]
  /** Of the main namespace: `x:row`. */
  prefix?: string
  strict?: boolean
  from1904?: boolean
  /** Texts in the cells, not in the table that they share. */
  inline?: boolean
  /** Without the numbers of rows and cells, which may be left out. */
  unnumbered?: boolean
  more?: readonly ZipPart[]
}

const TRANSITIONAL = {
  main: 'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
  office: 'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
}
const STRICT = {
  main: 'http://purl.oclc.org/ooxml/spreadsheetml/main',
  office: 'http://purl.oclc.org/ooxml/officeDocument/relationships',
}
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006/relationships'

/** A workbook written here by hand, so that what the product writes is not proven by what the product reads. */
export function madeWorkbook(book: MadeBook): Buffer {
  return zipOf(partsOf(book))
}

export function partsOf(book: MadeBook): ZipPart[] {
  const space = book.strict === true ? STRICT : TRANSITIONAL
  const p = book.prefix === undefined ? '' : `${book.prefix}:`
  const ns = book.prefix === undefined ? `xmlns="${space.main}"` : `xmlns:${book.prefix}="${space.main}"`
  const texts: string[] = []
  const sheets = book.sheets.map((sheet) => sheetXml(sheet, book, p, ns, texts))
  const part = (name: string, xml: string): ZipPart => ({ name, bytes: Buffer.from(xml, 'utf8') })
  const sheetTags = book.sheets.map(
    ({ name, state }, i) =>
      `<${p}sheet name="${name ?? `表${i + 1}`}" sheetId="${i + 7}" ${state === undefined ? '' : `state="${state}" `}r:id="rId${i + 1}"/>`,
  )
  const relations = book.sheets.map(
    (_, i) => `<Relationship Id="rId${i + 1}" Type="${space.office}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
  )
  return [
    part('[Content_Types].xml', '<Types/>'),
    part(
      '_rels/.rels',
      `<Relationships xmlns="${PACKAGE}"><Relationship Id="r1" Type="${space.office}/officeDocument" Target="/xl/workbook.xml"/></Relationships>`,
    ),
    part(
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${PACKAGE}">${relations.join('')}<Relationship Id="s" Type="${space.office}/styles" Target="styles.xml"/><Relationship Id="t" Type="${space.office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    ),
    part(
      'xl/workbook.xml',
      `<?xml version="1.0"?><${p}workbook ${ns} xmlns:r="${space.office}"><${p}workbookPr${book.from1904 === true ? ' date1904="1"' : ''}/><${p}sheets>${sheetTags.join('')}</${p}sheets></${p}workbook>`,
    ),
    part(
      'xl/styles.xml',
      `<${p}styleSheet ${ns}><${p}numFmts><${p}numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></${p}numFmts><${p}fonts><${p}font/><${p}font><${p}strike/></${p}font></${p}fonts><${p}cellXfs><${p}xf numFmtId="0"/><${p}xf numFmtId="14"/><${p}xf numFmtId="176"/><${p}xf fontId="1"/></${p}cellXfs></${p}styleSheet>`,
    ),
    ...sheets.map((xml, i) => part(`xl/worksheets/sheet${i + 1}.xml`, xml)),
    part(
      'xl/sharedStrings.xml',
      `<${p}sst ${ns}>${texts.map((text) => `<${p}si>${text}</${p}si>`).join('')}</${p}sst>`,
    ),
    ...(book.more ?? []),
  ]
}

function sheetXml(sheet: MadeSheet, book: MadeBook, p: string, ns: string, texts: string[]): string {
  let last = 0
  const rows = sheet.rows.map((made) => {
    const { cells, hidden, row } = 'cells' in made ? made : { cells: made, hidden: false, row: undefined }
    last = row ?? last + 1
    const place = book.unnumbered === true ? '' : ` r="${last}"`
    const inner = cells.map((cell, i) => {
      const at = book.unnumbered === true ? '' : ` r="${columnName(i)}${last}"`
      return cell === null && book.unnumbered !== true ? '' : cellXml(cell, at, book, p, texts)
    })
    return `<${p}row${place}${hidden === true ? ' hidden="1"' : ''}>${inner.join('')}</${p}row>`
  })
  const merges = (sheet.merges ?? []).map((ref) => `<${p}mergeCell ref="${ref}"/>`).join('')
  const columns =
    sheet.hiddenColumn === undefined
      ? ''
      : `<${p}cols><${p}col min="${sheet.hiddenColumn}" max="${sheet.hiddenColumn}" hidden="1"/></${p}cols>`
  const filter =
    sheet.isFiltered === true
      ? `<${p}autoFilter ref="A1:C9"><${p}filterColumn colId="0"><${p}filters/></${p}filterColumn></${p}autoFilter>`
      : ''
  return `<?xml version="1.0"?><${p}worksheet ${ns}>${columns}<${p}sheetData>${rows.join('')}</${p}sheetData>${filter}${sheet.after ?? ''}${merges === '' ? '' : `<${p}mergeCells>${merges}</${p}mergeCells>`}</${p}worksheet>`
}

export function columnName(column: number): string {
  return column < 26
    ? String.fromCharCode(65 + column)
    : columnName(Math.floor(column / 26) - 1) + columnName(column % 26)
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

function cellXml(cell: Made, at: string, book: MadeBook, p: string, texts: string[]): string {
  const words = (inner: string, style: string): string => {
    if (book.inline === true) return `<${p}c${at}${style} t="inlineStr"><${p}is>${inner}</${p}is></${p}c>`
    texts.push(inner)
    return `<${p}c${at}${style} t="s"><${p}v>${texts.length - 1}</${p}v></${p}c>`
  }
  const text = (words: string): string => `<${p}t xml:space="preserve">${escaped(words)}</${p}t>`
  if (cell === null) return `<${p}c${at}/>`
  if (typeof cell === 'string') return words(text(cell), '')
  if (typeof cell === 'number') return `<${p}c${at}><${p}v>${cell}</${p}v></${p}c>`
  if (typeof cell === 'boolean') return `<${p}c${at} t="b"><${p}v>${cell ? 1 : 0}</${p}v></${p}c>`
  if ('day' in cell) return `<${p}c${at} s="${cell.day % 2 === 0 ? 1 : 2}"><${p}v>${cell.day}</${p}v></${p}c>`
  if ('error' in cell) return `<${p}c${at} t="e"><${p}f>A1/0</${p}f><${p}v>${cell.error}</${p}v></${p}c>`
  if ('struck' in cell) return words(text(cell.struck), ' s="3"')
  if ('rich' in cell) {
    const spoken = cell.spoken === undefined ? '' : `<${p}rPh sb="0" eb="1"><${p}t>${cell.spoken}</${p}t></${p}rPh>`
    return words(cell.rich.map((one) => `<${p}r><${p}rPr><${p}b/></${p}rPr>${text(one)}</${p}r>`).join('') + spoken, '')
  }
  const type = cell.type ?? (typeof cell.value === 'string' ? 'str' : 'n')
  const value = cell.value === undefined ? '' : `<${p}v>${escaped(String(cell.value))}</${p}v>`
  return `<${p}c${at} t="${type}"><${p}f>${escaped(cell.formula)}</${p}f>${value}</${p}c>`
}
