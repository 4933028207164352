import Taro from '@tarojs/taro'
import { useState } from 'react'
import type { CallAnswer } from '../../cloudfunctions/rules-engine/contract'

/**
 * Letters of base64 a part: 48 KB of a file, well below the 100 KB that one call may hold. A multiple of four, so that
 * each part stands alone.
 */
const PART_LETTERS = 65_536

/** A file in base64, as the parts that a function takes one by one. */
function partsOf(base64: string): string[] {
  return Array.from({ length: Math.max(1, Math.ceil(base64.length / PART_LETTERS)) }, (_, i) =>
    base64.slice(i * PART_LETTERS, (i + 1) * PART_LETTERS),
  )
}

/** The bytes of a file that came in parts. */
export function bytesOf(parts: readonly string[]): Uint8Array {
  const pieces = parts.map((part) => new Uint8Array(Taro.base64ToArrayBuffer(part)))
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

/** Fetches a file that a function hands out in so many parts. @throws Error when a part is refused, NoAnswer */
async function fetchParts(parts: number, ask: AskPart): Promise<Uint8Array> {
  const pieces: string[] = []
  for (let part = 0; part < parts; part++) {
    const answer = await ask(part)
    if (!answer.ok) throw new Error(answer.error.code)
    pieces.push(answer.data.base64)
  }
  return bytesOf(pieces)
}

type AskPart = (part: number) => Promise<CallAnswer<{ base64: string }>>

/** What became of a file that was made on the server; '' = nothing yet. */
export interface SavedFile {
  words: string
  isSaved: boolean
}

/**
 * The hook by which pages give a file that a function has made to the person: fetched part by part, saved, and said
 * what became of it.
 */
export function useMadeFile(): {
  saved: SavedFile
  /** Another is to be made: what was said is of the one before. */
  forget: () => void
  save: (made: { name: string; parts: number; about?: string }, ask: AskPart) => Promise<boolean>
} {
  const [saved, setSaved] = useState<SavedFile>(NOT_SAVED)
  const save = async ({ name, parts, about }: Parameters<typeof keep>[0], ask: AskPart): Promise<boolean> => {
    const isSaved = await keep({ name, parts }, ask)
    const words = `已存好：${name}${about === undefined ? '' : `，${about}`}`
    setSaved({ isSaved, words: isSaved ? words : '表做好了，没有取下来。请看看网络和手机空间，再点一次。' })
    return isSaved
  }
  return { saved, forget: () => setSaved(NOT_SAVED), save }
}

const NOT_SAVED: SavedFile = { words: '', isSaved: false }

async function keep({ name, parts }: { name: string; parts: number; about?: string }, ask: AskPart): Promise<boolean> {
  try {
    await saveFile(name, await fetchParts(parts, ask))
    return true
  } catch {
    return false
  }
}

export interface PickedFile {
  name: string
  /** All of it. */
  base64: string
}

/** A file that is chosen: in WeChat out of a chat, where files arrive; in a browser from the disk. null = none was. */
export async function pickFile(endings: readonly string[]): Promise<PickedFile | null> {
  return process.env.TARO_ENV === 'weapp' ? fromChat(endings) : fromDisk(endings)
}

async function fromChat(endings: readonly string[]): Promise<PickedFile | null> {
  try {
    const {
      tempFiles: [file],
    } = await Taro.chooseMessageFile({ count: 1, type: 'file', extension: [...endings] })
    if (file === undefined) return null
    const base64 = await new Promise<string>((resolve, reject) => {
      Taro.getFileSystemManager().readFile({
        filePath: file.path,
        encoding: 'base64',
        success: ({ data }) => resolve(String(data)),
        fail: reject,
      })
    })
    return { name: file.name, base64 }
  } catch {
    return null
  }
}

function fromDisk(endings: readonly string[]): Promise<PickedFile | null> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = endings.map((ending) => `.${ending}`).join(',')
    input.oncancel = () => resolve(null)
    input.onchange = () => {
      const file = input.files?.[0]
      if (file === undefined) resolve(null)
      else resolve(base64Of(file).then((base64) => ({ name: file.name, base64 })))
    }
    input.click()
  })
}

/**
 * As a browser writes a file into an address, `data:…;base64,` and the file: Taro's own function for it gives nothing
 * for a buffer.
 */
function base64Of(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''))
    reader.onerror = () => reject(reader.error ?? new Error('the file cannot be read'))
    reader.readAsDataURL(file)
  })
}

const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const KINDS: Readonly<Record<string, string>> = {
  xlsx: SHEET,
  csv: 'text/csv',
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  zip: 'application/zip',
}

/**
 * Gives a file to the person: in WeChat it is opened, from where it can be printed and sent on; a browser saves it.
 * @throws the platform's error when it has no room or cannot open it
 */
export async function saveFile(name: string, bytes: Uint8Array): Promise<void> {
  if (process.env.TARO_ENV === 'weapp') await openInWechat(name, bytes)
  else downloadInBrowser(name, bytes)
}

async function openInWechat(name: string, bytes: Uint8Array): Promise<void> {
  const filePath = `${Taro.env.USER_DATA_PATH ?? ''}/${name}`
  await new Promise<void>((resolve, reject) => {
    Taro.getFileSystemManager().writeFile({
      filePath,
      data: bytes.slice().buffer,
      success: () => resolve(),
      fail: reject,
    })
  })
  await Taro.openDocument({ filePath, showMenu: true })
}

function downloadInBrowser(name: string, bytes: Uint8Array): void {
  const ending = name.slice(name.lastIndexOf('.') + 1)
  const address = URL.createObjectURL(
    new Blob([bytes.slice().buffer], { type: KINDS[ending] ?? 'application/octet-stream' }),
  )
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  URL.revokeObjectURL(address)
}

/** How far an upload is; `of` 0 = nothing is on its way. */
export interface UploadState {
  sent: number
  of: number
}

/**
 * Takes one part; what the server still lacks is told back. Null = refused or not answered: the state of the caller's
 * deed says which.
 */
export type PutPart = (
  file: string,
  part: { part: number; parts: number; base64: string },
) => Promise<{ missing: readonly number[] } | null>

/**
 * Sends a file part by part, with the server's word on what is missing: a part that was lost is sent again, none twice
 * without need.
 */
export function useUpload(put: PutPart): { state: UploadState; send: (picked: PickedFile) => Promise<string | null> } {
  const [state, setState] = useState<UploadState>({ sent: 0, of: 0 })

  /** The file's name on the server; null = it did not get there whole. */
  const send = async ({ base64 }: PickedFile): Promise<string | null> => {
    const parts = partsOf(base64)
    const file = `up-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10).padEnd(8, '0')}`
    let missing: readonly number[] = parts.map((_, i) => i)
    try {
      for (let round = 0; missing.length > 0 && round < ROUNDS; round++) {
        for (const part of missing) {
          const answer = await put(file, { part, parts: parts.length, base64: parts[part]! })
          if (answer === null) return null
          setState({ sent: parts.length - answer.missing.length, of: parts.length })
          if (part === missing.at(-1)) missing = answer.missing
        }
      }
      return missing.length === 0 ? file : null
    } finally {
      setState({ sent: 0, of: 0 })
    }
  }
  return { state, send }
}

/** How often a file is gone through for parts that were lost. */
const ROUNDS = 3
