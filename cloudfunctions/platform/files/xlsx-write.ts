/** A table as it goes onto paper: lines above, columns, rows, lines below. All of it is text: a number of an identity card is no number. */
export interface Table {
  title: string
  lines: readonly string[]
  columns: readonly string[]
  rows: readonly (readonly string[])[]
  foot: readonly string[]
}

const WIDTH_MIN = 6
const WIDTH_MAX = 30
/** A Chinese character is as wide as two digits. */
const widthOf = (text: string): number => [...text].reduce((width, char) => width + (char > '\u00ff' ? 2 : 1), 0)

/** A workbook of one sheet, to be printed on A4: the title in one cell across, the head on every page. exceljs is loaded for this only. */
export async function writeXlsx({ title, lines, columns, rows, foot }: Table): Promise<Buffer> {
  const { default: exceljs } = await import('exceljs')
  const workbook = new exceljs.Workbook()
  const sheet = workbook.addWorksheet('表', {
    pageSetup: {
      paperSize: 9,
      orientation: columns.length > 6 ? 'landscape' : 'portrait',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
    },
  })
  for (const text of [title, ...lines]) {
    const row = sheet.addRow([text])
    sheet.mergeCells(row.number, 1, row.number, columns.length)
  }
  sheet.getRow(1).font = { bold: true, size: 16 }
  sheet.getRow(1).alignment = { horizontal: 'center' }
  const head = sheet.addRow([...columns])
  head.font = { bold: true }
  for (const cells of rows) sheet.addRow([...cells])
  const thin = { style: 'thin' } as const
  for (let number = head.number; number <= head.number + rows.length; number++) {
    for (let column = 1; column <= columns.length; column++) {
      Object.assign(sheet.getCell(number, column), {
        border: { top: thin, left: thin, bottom: thin, right: thin },
        numFmt: '@',
      })
    }
  }
  for (const text of foot) sheet.addRow([text])
  columns.forEach((name, i) => {
    sheet.getColumn(i + 1).width = Math.min(
      WIDTH_MAX,
      Math.max(WIDTH_MIN, ...[name, ...rows.map((cells) => cells[i] ?? '')].map(widthOf)) + 2,
    )
  })
  sheet.pageSetup.printTitlesRow = `${head.number}:${head.number}`
  return Buffer.from(await workbook.xlsx.writeBuffer())
}
