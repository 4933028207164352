import { Refusal } from '../base'
import { Budget } from './budget'
import { isCompoundFile } from './compound'
import { openedFile } from './encrypted-zip'
import { delimitedFile } from './reading/delimited'
import { htmlFile } from './reading/html'
import { xmlFile } from './reading/xml-sheet'
import { xlsxFile } from './reading/xlsx'
import type { SheetFile } from './sheet'
import { unreadable } from './sheet'
import { isZip, zipEntries } from './zip'

/**
 * Opens a file of sheets, whatever program has written it and under whatever name it comes: a workbook (.xlsx, .xlsm,
 * of Excel or WPS), text with separators, the web page or XML text that systems call `.xls`; packed or under a password
 * too.
 * Nothing of it is believed: the work that it takes is counted.
 * @throws Refusal FILE_ENCRYPTED, FILE_KEY_WRONG, FILE_ENCRYPTION_UNREAD; FILE_OLD_XLS; FILE_UNREADABLE,
 * FILE_TOO_LARGE, FILE_FIELD_TOO_LONG. The rows too are read only as they are asked for, and may end in one of the last
 * three.
 */
export async function openSheets(file: Buffer, key: string | null, budget = new Budget()): Promise<SheetFile> {
  budget.boundBySize(file.length)
  if (isOldXls(file)) throw oldXls()
  const { file: bytes } = openedFile(file, key, budget)
  if (isOldXls(bytes) || isCompoundFile(bytes)) throw oldXls()
  if (isZip(bytes)) return xlsxFile(workbookParts(bytes, budget), budget)
  const other = OTHERS.find(({ begins }) => bytes.subarray(0, begins.length).equals(begins))
  if (other !== undefined) throw unreadable(other.called)
  return markupForm(bytes) === 'xml'
    ? xmlFile(bytes, budget)
    : markupForm(bytes) === 'html'
      ? htmlFile(bytes, budget)
      : delimitedFile(bytes, budget)
}

/** Cut off before it can be told whether it is under a password. */
function isOldXls(file: Buffer): boolean {
  return file.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0])) && file.length < 512
}

function oldXls(): Refusal {
  return new Refusal({
    code: 'FILE_OLD_XLS',
    message: '这是旧格式的 .xls 文件，没有读取。请用 WPS 或 Excel 打开（有密码的输入密码），另存为 .xlsx，再上传一次。',
    path: 'file',
  })
}

function workbookParts(file: Buffer, budget: Budget): ReturnType<typeof zipEntries> {
  const parts = zipEntries(file, budget)
  const other = PACKAGES.find(({ part }) => parts.has(part))
  if (other !== undefined) throw unreadable(other.called)
  return parts
}

/** Of what else is packed as a workbook is. */
const PACKAGES = [
  { part: 'xl/workbook.bin', called: '二进制工作簿 .xlsb' },
  { part: 'content.xml', called: 'OpenDocument 表格 .ods' },
  { part: 'word/document.xml', called: 'Word 文档' },
  { part: 'ppt/presentation.xml', called: '演示文稿' },
] as const

const OTHERS = [
  { begins: Buffer.from('%PDF', 'latin1'), called: 'PDF 文件' },
  { begins: Buffer.from([0x89, 0x50, 0x4e, 0x47]), called: '图片' },
  { begins: Buffer.from([0xff, 0xd8, 0xff]), called: '图片' },
  { begins: Buffer.from('{\\rtf', 'latin1'), called: 'Word 文档' },
  { begins: Buffer.from('MIME-Version:', 'latin1'), called: '单个网页文件 .mht' },
] as const

const LOOKED_AT = 4_096

function markupForm(file: Buffer): 'xml' | 'html' | null {
  // Zeros left out, UTF-16 reads like ASCII.
  const head = file.subarray(0, LOOKED_AT).toString('latin1').replaceAll('\0', '')
  if (!/^[^\w<]{0,8}<(\?xml|!doctype|!--|html|head|meta|body|table|style|div|ss:|workbook)/i.test(head)) return null
  return /urn:schemas-microsoft-com:office:spreadsheet/.test(head) && /<(ss:)?Workbook[\s>]/.test(head) ? 'xml' : 'html'
}
