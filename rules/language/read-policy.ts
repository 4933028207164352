import { createHash } from 'node:crypto'
import type { Office } from '../office/office'
import { checkPolicy } from './check-policy'
import { MergeFault } from './layers'
import { debitDays } from './debit-days'
import type { Policy } from './policy'
import type { PlacedFault, PolicyFault } from './policy-fault'
import { PolicySource } from './policy-source'
import { policyFile, type PolicyFile } from './schema'
import { shapeFaults } from './shape-faults'
import { yamlFaults } from './yaml-faults'

export { faultLine } from './policy-fault'
export type { PolicyFault } from './policy-fault'

export interface ReadPolicy {
  /** The edition that phones and functions carry: all that bears on a person, without the offices' duties. */
  policy: Policy
  /** The offices' duties, which functions alone carry. */
  office: Office
}
export type PolicyReading = { warnings: readonly PolicyFault[] } & (
  { ok: true; value: ReadPolicy } | { ok: false; faults: readonly PolicyFault[] }
)

/** A reading with what it was read from, for checks that go further. */
type SourcedReading = { source: PolicySource; file: PolicyFile | null; reading: PolicyReading }

/**
 * Reads one policy file and checks its shape and that it agrees with itself. Faults come with file, line, a code and,
 * where there is one, a suggestion; a file with a fault is not used at all. Warnings do not keep it out.
 */
export function readPolicy(yaml: string, file: string, merged?: Merging): PolicyReading {
  return readSource(yaml, file, merged).reading
}

/** What a file becomes with the documents it lies under, and with later notices. @throws MergeFault */
export type Merging = (raw: unknown) => unknown

export function readSource(yaml: string, name: string, merged: Merging = (raw) => raw): SourcedReading {
  const source = new PolicySource(yaml, name)
  const refused = (faults: readonly PolicyFault[], file: PolicyFile | null = null): SourcedReading => ({
    source,
    file,
    reading: { ok: false, ...bySeverity(faults) },
  })
  const ofText = yamlFaults(source)
  if (ofText.some(({ code }) => code !== 'DUPLICATE_KEY')) return refused(ofText)
  const raw: unknown = unlessUnfit(() => merged(source.doc.toJS()))
  if (raw instanceof MergeFault)
    return refused(placed(source, [{ path: ['under'], code: 'UNFIT_LAYER', message: raw.message }]))
  const parsed = policyFile.safeParse(raw)
  if (!parsed.success) return refused([...ofText, ...placed(source, shapeFaults(parsed.error.issues, source, raw))])
  const found = [...ofText, ...placed(source, checkPolicy(parsed.data))]
  if (found.some(({ severity }) => severity === 'fault')) return refused(found, parsed.data)
  const { warnings } = bySeverity(found)
  return { source, file: parsed.data, reading: { ok: true, value: compiled(parsed.data), warnings } }
}

export const placed = (source: PolicySource, faults: readonly PlacedFault[]): PolicyFault[] =>
  faults.map((one) => source.place(one))

/** As the author reads: from the top of the file, each place once. */
export function bySeverity(found: readonly PolicyFault[]): Record<'faults' | 'warnings', PolicyFault[]> {
  const seen = new Set<string>()
  const once = [...found]
    .sort((a, b) => a.line - b.line || a.column - b.column)
    .filter(({ code, line, column, message }) => {
      const key = `${line}:${column} ${code} ${message}`
      return !seen.has(key) && seen.add(key)
    })
  return {
    faults: once.filter(({ severity }) => severity === 'fault'),
    warnings: once.filter(({ severity }) => severity === 'warning'),
  }
}

function compiled(file: PolicyFile): ReadPolicy {
  const { office, ...person } = file
  const version = createHash('sha256').update(JSON.stringify(person)).digest('hex').slice(0, 12)
  const { region, year, name } = person
  return {
    policy: { ...(withDebitDays(person) as unknown as Omit<Policy, 'version'>), version },
    office: { region, year, name, ...office },
  }
}

/** Phones have no table of holidays: the days are reckoned here. */
const withDebitDays = <P extends Pick<PolicyFile, 'channels' | 'year'>>(person: P): P => ({
  ...person,
  channels: person.channels.map((one) =>
    one.debit === undefined ? one : { ...one, debitDays: debitDays(one.debit, person.year) },
  ),
})

function unlessUnfit(merge: () => unknown): unknown {
  try {
    return merge()
  } catch (fault) {
    if (fault instanceof MergeFault) return fault
    throw fault
  }
}
