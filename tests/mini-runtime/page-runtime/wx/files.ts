import { z } from 'zod'
import { ApiFailure, asynchronous } from './asynchronous'
import { strict } from './strict'

declare global {
  interface Window {
    /** A file of the phone in base64, for the test; null = there is none. */
    canbaoFile(path: string): string | null
  }
}

/** developers.weixin.qq.com, 文件系统: what the package writes itself lies here and nowhere else. */
export const USER_DATA_PATH = 'wxfile://usr'
const files = new Map<string, Uint8Array>()
let temporary = 0

/** Keeps what a canvas or a camera made, as WeChat does until the mini-program ends. */
export function writeTemporary(bytes: Uint8Array, ending: string): string {
  const path = `wxfile://tmp_${++temporary}.${ending}`
  files.set(path, bytes)
  return path
}

/** @throws ApiFailure as WeChat words it */
export function fileAt(path: string): Uint8Array {
  const bytes = files.get(path)
  if (bytes === undefined) throw new ApiFailure(`no such file or directory, open ${path}`)
  return bytes
}

window.canbaoFile = (path) => {
  const bytes = files.get(path)
  return bytes === undefined ? null : btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

const Read = z.looseObject({ filePath: z.string() })
const Write = z.looseObject({ filePath: z.string().startsWith(`${USER_DATA_PATH}/`), data: z.instanceof(ArrayBuffer) })

const fileSystem = strict('FileSystemManager', {
  readFile: asynchronous('readFile', Read, ({ filePath }) => ({ data: fileAt(filePath).slice().buffer })),
  writeFile: asynchronous('writeFile', Write, ({ filePath, data }) => {
    files.set(filePath, new Uint8Array(data.slice(0)))
  }),
})

const Document = z.looseObject({
  filePath: z.string(),
  fileType: z.enum(['doc', 'docx', 'xls', 'xlsx', 'ppt', 'pptx', 'pdf']).optional(),
  showMenu: z.boolean().optional(),
})

/** Files of the phone, and where they are shown: nothing is drawn of a document, a test reads its bytes. */
export const phoneFiles = {
  getFileSystemManager: () => fileSystem,
  openDocument: asynchronous('openDocument', Document, ({ filePath }) => {
    fileAt(filePath)
  }),
  saveImageToPhotosAlbum: asynchronous(
    'saveImageToPhotosAlbum',
    z.looseObject({ filePath: z.string() }),
    ({ filePath }) => {
      fileAt(filePath)
    },
  ),
}
