import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parse } from 'yaml'
import { amended, readAmendment, readLayer, underLayers, type Amendment, type Layer } from '../language/layers'
import type { Policy } from '../language/policy'
import { faultLine, type PlacedFault, type PolicyFault } from '../language/policy-fault'
import { PolicySource } from '../language/policy-source'
import { readPolicy, type Merging, type PolicyReading, type ReadPolicy } from '../language/read-policy'

/** A file that is not used, and why. */
export interface LeftOut {
  file: string
  faults: readonly PolicyFault[]
}

/** The files of a folder, read; a file with a fault stops its own place, not the others. */
export interface FolderReading {
  read: ReadPolicy[]
  policies: Policy[]
  leftOut: LeftOut[]
  warnings: PolicyFault[]
  /** All faults, a line each. */
  faults: string[]
}

/** How one file is read and checked; `merged` lays it under its documents and later notices. */
export type ReadFile = (text: string, file: string, merged: Merging) => PolicyReading

interface FolderOptions {
  /** Where the layers stand; absent = the product's own. */
  documents?: string
  read?: ReadFile
  /** The name of the one file that is wanted. */
  only?: string
}

const yamlIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.yaml'))
        .sort()
    : []
const parsed = (file: string): unknown => parse(readFileSync(file, 'utf8'), { schema: 'core' }) as unknown
const isAmendment = (name: string): boolean => /\.\d{4}-\d{2}-\d{2}\.yaml$/.test(name)

/** The product's documents of higher rank; a folder of tests may have more beside it. */
const DOCUMENTS = join(__dirname, '..', 'documents')

/** The policies of a folder, each under the documents that it names and with the later notices that amend it. */
export function policiesIn(folder: string, options: FolderOptions = {}): FolderReading {
  const { documents = DOCUMENTS, read = readPolicy, only } = options
  const layers = layersIn(documents)
  const names = yamlIn(folder)
  const amendments = names
    .filter(isAmendment)
    .map((name): Amendment => readAmendment(basename(name, '.yaml'), parsed(join(folder, name))))
  const found: FolderReading = { read: [], policies: [], leftOut: [], warnings: [], faults: [] }
  for (const name of names.filter((one) => !isAmendment(one) && (only === undefined || one === only))) {
    const later = amendments
      .filter(({ amends }) => `${amends}.yaml` === name)
      .sort((a, b) => (a.issued < b.issued ? -1 : 1))
    readEditions(join(folder, name), layers, later, read, found)
  }
  for (const { id, amends } of amendments.filter((one) => !names.includes(`${one.amends}.yaml`)))
    leaveOut(found, join(folder, `${id}.yaml`), {
      code: 'UNFIT_LAYER',
      path: ['amends'],
      message: `要改的 ${amends} 不在这里。`,
    })
  found.policies = found.read.map(({ policy }) => policy)
  found.faults = found.leftOut.flatMap(({ faults }) => faults.map(faultLine))
  return found
}

const layersIn = (documents: string): Layer[] =>
  yamlIn(documents).map((name): Layer => readLayer(basename(name, '.yaml'), parsed(join(documents, name))))

/** What authors wrote, by `<region>-<year>`, and the documents that it lies under. */
export function sourcesOf(folder: string): { files: Record<string, string>; layers: Layer[] } {
  const names = yamlIn(folder).filter((name) => !isAmendment(name))
  const files = names.map((name) => [basename(name, '.yaml'), readFileSync(join(folder, name), 'utf8')])
  return { files: Object.fromEntries(files) as Record<string, string>, layers: layersIn(DOCUMENTS) }
}

/** Newest first: whoever asks without naming a day is answered by what holds today. */
function readEditions(
  file: string,
  layers: readonly Layer[],
  later: readonly Amendment[],
  read: ReadFile,
  found: FolderReading,
): void {
  const text = readFileSync(file, 'utf8')
  for (let count = later.length; count >= 0; count--) {
    const applied = later.slice(0, count)
    const reading = read(text, file, (raw) => applied.reduce(amended, underLayers(raw, layers)))
    found.warnings.push(...reading.warnings)
    if (!reading.ok) {
      found.leftOut.push({ file, faults: reading.faults })
      return
    }
    const { policy, office } = reading.value
    const expected = `${policy.region}-${policy.year}.yaml`
    if (expected !== basename(file))
      leaveOut(found, file, {
        code: 'FILE_NAME',
        path: ['region'],
        message: `文件名和里面写的地区、年度对不上：里面是 ${policy.region} ${policy.year}。`,
        suggestion: `把文件改名为 ${expected}`,
      })
    else found.read.push({ policy: editionOf(policy, applied, later[count]), office })
  }
}

function leaveOut({ leftOut }: FolderReading, file: string, fault: PlacedFault): void {
  leftOut.push({ file, faults: [new PolicySource(readFileSync(file, 'utf8'), file).place(fault)] })
}

/** From the day on which its last notice was issued to the eve of the next one's. */
function editionOf(policy: Policy, applied: readonly Amendment[], next: Amendment | undefined): Policy {
  const last = applied[applied.length - 1]
  if (last === undefined && next === undefined) return policy
  return { ...policy, edition: { from: last?.issued ?? null, until: next?.issued ?? null } }
}
