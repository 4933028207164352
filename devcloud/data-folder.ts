import { chmodSync, closeSync, mkdirSync, openSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** The files that devcloud keeps, with those that SQLite lays beside them. */
const OURS = /^(database\.sqlite|wechat\.sqlite)(-wal|-shm|-journal)?$|^(secrets\.json|session-key)$/
const FOLDER_MODE = 0o700
const FILE_MODE = 0o600

/**
 * Makes a folder for data, its owner's alone: what lies in it is about people. One that was there already is closed
 * to others when it is empty or devcloud's own; of a folder with other things only, the owner decides. devcloud's
 * files are closed in any.
 * @throws Error that says in one line why it cannot be, and what to do
 */
export function openDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: FOLDER_MODE })
    const there = readdirSync(folder)
    const ours = there.filter((name) => OURS.test(name))
    if (there.length === 0 || ours.length > 0) chmodSync(folder, FOLDER_MODE)
    for (const name of ours) chmodSync(join(folder, name), FILE_MODE)
  } catch (error) {
    throw inWords(error, folder)
  }
}

/** The path of a file that is there, empty if need be, for its owner alone. SQLite's beside it get the same rights. */
export function privateFile(folder: string, name: string): string {
  openDataFolder(folder)
  const file = join(folder, name)
  try {
    closeSync(openSync(file, 'a', FILE_MODE))
  } catch (error) {
    throw inWords(error, folder)
  }
  return file
}

const Coded = z.object({ code: z.string() })

/** What went wrong with a disk, by the codes of Node and of SQLite, and what to do about it. */
const CAUSES: readonly (readonly [codes: RegExp, cause: string])[] = [
  [
    /^(ENOSPC|EDQUOT|SQLITE_FULL)$/,
    'the disk is full: make room on it, and try again; what was not written is not there',
  ],
  [
    /^(EACCES|EPERM|EROFS|SQLITE_READONLY.*)$/,
    'it may not be written to: let its owner start devcloud, or choose another folder for the data',
  ],
  [
    /^(EEXIST|ENOTDIR|EISDIR)$/,
    'a file stands where a folder has to be, or a folder where a file has to be: choose another folder for the data',
  ],
  [/^SQLITE_CANTOPEN.*$/, 'its database cannot be opened: see whose the folder and its files are'],
  [/^SQLITE_(NOTADB|CORRUPT.*)$/, 'its database is damaged: put back a copy of the folder, or begin with an empty one'],
  [/^SQLITE_IOERR.*$/, 'the disk failed to read or write: see that it is well, and try again'],
]

/** Null when the disk is not what is wrong. */
export function causeOf(error: unknown): string | null {
  const { data } = Coded.safeParse(error)
  return CAUSES.find(([codes]) => data !== undefined && codes.test(data.code))?.[1] ?? null
}

/** The error in one line that names the folder; the same error when the disk is not what is wrong. */
export function inWords(error: unknown, folder: string): unknown {
  const cause = causeOf(error)
  return cause === null ? error : new Error(`${folder}: ${cause}`)
}
