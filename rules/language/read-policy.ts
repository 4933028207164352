import { createHash } from 'node:crypto'
import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml'
import type { z } from 'zod'
import { checkPolicy } from './check-policy'
import { checkSources } from './check-sources'
import { nearest } from './nearest'
import type { Office } from '../office/office'
import type { Policy } from './policy'
import { KNOWN_KEYS, policyFile } from './schema'

/** A fault of a policy file: where it stands, what is wrong, what may be meant. */
export interface PolicyFault {
  file: string
  line: number
  path: string
  message: string
  suggestion: string | null
}
export type FaultPath = readonly (string | number)[]
export interface PlacedFault {
  path: FaultPath
  message: string
  suggestion?: string | null
}

export interface ReadPolicy {
  /** The edition that phones and functions carry: all that bears on a person, without the offices' duties. */
  policy: Policy
  /** The offices' duties, which functions alone carry. */
  office: Office
}
export type PolicyReading = { ok: true; value: ReadPolicy } | { ok: false; faults: readonly PolicyFault[] }

function lineOf(doc: Document, lines: LineCounter, path: FaultPath): number {
  for (let depth = path.length; depth >= 0; depth--) {
    const range = keyRange(doc, path.slice(0, depth))
    if (range !== null) return lines.linePos(range).line
  }
  return 1
}

/** Offset of the key (or item) at the path, so that a fault points at the word that was written. */
function keyRange(doc: Document, path: FaultPath): number | null {
  if (path.length === 0) return doc.contents?.range?.[0] ?? null
  const parent = path.length === 1 ? doc.contents : doc.getIn(path.slice(0, -1), true)
  const last = path[path.length - 1]!
  if (isMap(parent)) {
    const pair = parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(last))
    return (pair?.key as Node | undefined)?.range?.[0] ?? null
  }
  return isSeq(parent) ? ((parent.items[Number(last)] as Node | undefined)?.range?.[0] ?? null) : null
}

type Issue = z.core.$ZodIssue

/** Of a union that none fits, the branch that came furthest tells what is wrong. */
function deepest(issue: Issue, path: FaultPath): { issue: Issue; path: FaultPath } {
  const here = [...path, ...(issue.path as FaultPath)]
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return { issue, path: here }
  const inner = issue.errors.flatMap((branch) => branch.slice(0, 1).map((one) => deepest(one, here)))
  inner.sort(
    (a, b) =>
      b.path.length - a.path.length ||
      Number(b.issue.code === 'unrecognized_keys') - Number(a.issue.code === 'unrecognized_keys'),
  )
  return inner[0] && inner[0].path.length > here.length ? inner[0] : { issue, path: here }
}

function toFaults(issue: Issue): PlacedFault[] {
  const { issue: one, path } = deepest(issue, [])
  if (one.code !== 'unrecognized_keys')
    return [
      {
        path,
        message: one.code === 'invalid_union' ? 'the value has none of the forms that are allowed here' : one.message,
      },
    ]
  return one.keys.map((key) => ({
    path: [...path, key],
    message: `unknown key \`${key}\``,
    suggestion: nearest(key, [...KNOWN_KEYS]),
  }))
}

/**
 * Reads and checks one policy file. Faults come with file, line and, where there is one, a suggestion; a file with
 * a fault is not used at all.
 */
export function readPolicy(yaml: string, file: string): PolicyReading {
  const lines = new LineCounter()
  const doc = parseDocument(yaml, { lineCounter: lines, schema: 'core' })
  const fail = (placed: readonly PlacedFault[]): PolicyReading => ({
    ok: false,
    faults: placed.map(({ path, message, suggestion = null }) => ({
      file,
      line: lineOf(doc, lines, path),
      path: path.join('.'),
      message,
      suggestion,
    })),
  })
  if (doc.errors.length > 0) {
    return {
      ok: false,
      faults: doc.errors.map((e) => ({
        file,
        line: e.linePos?.[0].line ?? 1,
        path: '',
        message: e.message.split('\n')[0]!,
        suggestion: null,
      })),
    }
  }
  const parsed = policyFile.safeParse(doc.toJS())
  if (!parsed.success) return fail(parsed.error.issues.flatMap(toFaults))
  const faults = [...checkPolicy(parsed.data), ...checkSources(parsed.data)]
  if (faults.length > 0) return fail(faults)
  const { office, ...person } = parsed.data
  const version = createHash('sha256').update(JSON.stringify(person)).digest('hex').slice(0, 12)
  const { region, year, name } = person
  return {
    ok: true,
    value: {
      policy: { ...(person as unknown as Omit<Policy, 'version'>), version },
      office: { region, year, name, ...office },
    },
  }
}

export function faultLine({ file, line, path, message, suggestion }: PolicyFault): string {
  return `${file}:${line}: ${path ? `${path}: ` : ''}${message}${suggestion ? ` — did you mean \`${suggestion}\`?` : ''}`
}
