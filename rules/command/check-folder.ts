import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { checkPolicyText } from '../checker'
import { readSource, type Merging } from '../language/read-policy'
import type { PolicyFile } from '../language/schema'
import { policiesIn, type FolderReading, type ReadFile } from './policies-in'

/** The policies of a folder with everything checked: shape, coherence, likely days and amounts, and people. */
export const checkFolder = (folder: string, only?: string): FolderReading =>
  policiesIn(folder, { read: checkText, ...(only === undefined ? {} : { only }) })

const checkText: ReadFile = (text, file, merged) =>
  checkPolicyText(text, file, lastYearsFile(text, file, merged), merged)

/** The same place's file of the year before, in the same folder. */
function lastYearsFile(text: string, file: string, merged: Merging): PolicyFile | null {
  const own = readSource(text, file, merged).file
  if (own === null) return null
  const beside = join(dirname(file), `${own.region}-${own.year - 1}.yaml`)
  if (!existsSync(beside)) return null
  return readSource(readFileSync(beside, 'utf8'), beside).file
}

/**
 * The same for a build, which comes often: people are looked for in a file once a change of it, of the files beside it
 * or of the rules.
 * @param memory the file in which it is remembered what was found good
 */
export function checkFolderOnce(folder: string, memory: string): FolderReading {
  const known = remembered(memory)
  const all = digest([...yamlIn(folder), ...yamlIn(join(folder, '..', 'documents')), ...RULES.flatMap(sourcesIn)])
  if (known === all) return policiesIn(folder)
  const reading = checkFolder(folder)
  mkdirSync(dirname(memory), { recursive: true })
  writeFileSync(memory, JSON.stringify(reading.leftOut.length === 0 ? all : null))
  return reading
}

const RULES = ['language', 'engine', 'checker', 'calendar', 'command']

function remembered(memory: string): string | null {
  if (!existsSync(memory)) return null
  const read = z
    .string()
    .nullable()
    .safeParse(JSON.parse(readFileSync(memory, 'utf8')))
  return read.success ? read.data : null
}

function digest(files: readonly string[]): string {
  const hash = createHash('sha256')
  for (const file of files) hash.update(basename(file)).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

const filesIn = (folder: string, ending: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith(ending))
        .sort()
        .map((name) => join(folder, name))
    : []
const yamlIn = (folder: string): string[] => filesIn(folder, '.yaml')
const sourcesIn = (room: string): string[] => filesIn(join(__dirname, '..', room), '.ts')
