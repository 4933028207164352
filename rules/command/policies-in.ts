import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parse } from 'yaml'
import { amended, readAmendment, readLayer, underLayers, type Amendment, type Layer } from '../language/layers'
import { faultLine, readPolicy, type ReadPolicy } from '../language/read-policy'
import type { Policy } from '../language/policy'

/** A file of a folder, read; a file with a fault stops its own place, not the others. */
export interface FolderReading {
  read: ReadPolicy[]
  policies: Policy[]
  faults: string[]
}

const yamlIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.yaml'))
        .sort()
    : []
const parsed = (file: string): unknown => parse(readFileSync(file, 'utf8'), { schema: 'core' }) as unknown

/** The product's documents of higher rank; a folder of tests may have more beside it. */
const DOCUMENTS = join(__dirname, '..', 'documents')

/** The policies of a folder, each under the documents that it names and with the later notices that amend it. */
export function policiesIn(folder: string, documents = DOCUMENTS): FolderReading {
  const layers = yamlIn(documents).map((name): Layer =>
    readLayer(basename(name, '.yaml'), parsed(join(documents, name))),
  )
  const names = yamlIn(folder)
  const isAmendment = (name: string): boolean => /\.\d{4}-\d{2}-\d{2}\.yaml$/.test(name)
  const amendments = names
    .filter(isAmendment)
    .map((name): Amendment => readAmendment(basename(name, '.yaml'), parsed(join(folder, name))))
  const read: ReadPolicy[] = []
  const faults: string[] = []
  for (const name of names.filter((one) => !isAmendment(one))) {
    const file = join(folder, name)
    const text = readFileSync(file, 'utf8')
    const later = amendments
      .filter(({ amends }) => `${amends}.yaml` === name)
      .sort((a, b) => (a.issued < b.issued ? -1 : 1))
    // Newest first: whoever asks without naming a day is answered by what holds today.
    for (let count = later.length; count >= 0; count--) {
      const applied = later.slice(0, count)
      const reading = readPolicy(text, file, (raw) => applied.reduce(amended, underLayers(raw, layers)))
      if (!reading.ok) faults.push(...reading.faults.map(faultLine))
      else {
        const { policy, office } = reading.value
        if (`${policy.region}-${policy.year}.yaml` !== name)
          faults.push(`${file}:1: the file is named for another policy than ${policy.region} ${policy.year}`)
        else read.push({ policy: editionOf(policy, applied, later[count]), office })
      }
    }
  }
  const orphans = amendments.filter(({ amends }) => !names.includes(`${amends}.yaml`))
  faults.push(...orphans.map(({ id, amends }) => `${join(folder, id)}.yaml:1: 要改的 ${amends} 不在这里`))
  return { read, policies: read.map(({ policy }) => policy), faults }
}

/** From the day on which its last notice was issued to the eve of the next one's. */
function editionOf(policy: Policy, applied: readonly Amendment[], next: Amendment | undefined): Policy {
  const last = applied[applied.length - 1]
  if (last === undefined && next === undefined) return policy
  return { ...policy, edition: { from: last?.issued ?? null, until: next?.issued ?? null } }
}
