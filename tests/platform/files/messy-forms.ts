import type { Made, MadeRow, MadeSheet } from './made-workbook'

export interface TextForm {
  separator: string
  encoding: 'utf8' | 'utf8-mark' | 'utf16le' | 'utf16be'
  lineEnd: string
  strayQuote: boolean
}

const rowsOf = ({ rows }: MadeSheet): MadeRow[] => rows.map((row) => ('cells' in row ? row : { cells: row }))

/** As a text says it; what only a workbook can hold is not asked for here. */
const said = (cell: Made): string => (cell === null ? '' : String(cell))

/** A table as text with separators; a stray quote stands in a remark of its own behind the last whole row. */
export function asText(sheet: MadeSheet, { separator, encoding, lineEnd, strayQuote }: TextForm): Buffer {
  const quoted = (text: string): string =>
    /^="/.test(text) ? text : text.includes(separator) || text.includes('"') ? `"${text.replaceAll('"', '""')}"` : text
  const lines = rowsOf(sheet).map(({ cells }) => cells.map((cell) => quoted(said(cell))).join(separator))
  const widths = rowsOf(sheet).map(({ cells }) => cells.length)
  const last = widths.lastIndexOf(Math.max(...widths))
  if (strayQuote) lines[last] = `${lines[last]}${separator}"手工`
  const text = lines.join(lineEnd)
  if (encoding === 'utf8') return Buffer.from(text)
  if (encoding === 'utf8-mark') return Buffer.from(`\ufeff${text}`)
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le')
  return encoding === 'utf16le' ? bytes : bytes.swap16()
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')

/** Sheets as the tables of a page. */
export function asHtml(sheets: readonly MadeSheet[]): Buffer {
  const tables = sheets.map((sheet) => {
    const rows = rowsOf(sheet).map(
      ({ cells, hidden }) =>
        `<TR${hidden === true ? ' style="display:none"' : ''}>${cells.map((cell) => `<td x:str>${escaped(said(cell)).replaceAll('\n', '<br>')}`).join('')}`,
    )
    return `<table border=1>${rows.join('\n')}</table>`
  })
  return Buffer.from(`<html><head><style>td{color:red}</style></head><body>${tables.join('<p>')}</body></html>`)
}

/** Sheets as one XML text of Excel 2003. */
export function asXml(sheets: readonly MadeSheet[]): Buffer {
  const parts = sheets.map((sheet) => {
    const rows = rowsOf(sheet).map(({ cells, hidden }) => {
      const inner = cells.map((cell) =>
        cell === null
          ? '<Cell/>'
          : `<Cell><Data ss:Type="String">${escaped(said(cell)).replaceAll('\n', '&#10;')}</Data></Cell>`,
      )
      return `<Row${hidden === true ? ' ss:Hidden="1"' : ''}>${inner.join('')}</Row>`
    })
    const state = sheet.state === 'hidden' ? '<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions>' : ''
    return `<Worksheet ss:Name="${sheet.name ?? ''}"><Table>${rows.join('')}</Table>${state}</Worksheet>`
  })
  const ns = 'urn:schemas-microsoft-com:office:spreadsheet'
  return Buffer.from(`<?xml version="1.0"?><Workbook xmlns="${ns}" xmlns:ss="${ns}">${parts.join('')}</Workbook>`)
}
