import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { faultLine, readPolicy } from '../../rules/language/read-policy'
import type { ReadPolicy } from '../../rules/language/read-policy'

const ROOT = path.join(__dirname, '..', '..')
const DOCUMENT = readFileSync(path.join(ROOT, 'docs', 'policy-coverage.md'), 'utf8')

/** One part of the document for each policy file, headed by the file's name. */
const parts = DOCUMENT.split(/^## /m)
  .slice(1)
  .map((part) => {
    const file = /^.*`(\S+\.yaml)`/.exec(part)?.[1]
    if (file === undefined) throw new Error(`no policy file is named in the heading “${part.split('\n')[0] ?? ''}”`)
    return {
      file,
      references: [
        ...part
          .split('\n')
          .slice(1)
          .join('\n')
          .matchAll(/`([^`]+)`/g),
      ].map((found) => found[1] ?? ''),
    }
  })

function read(file: string): ReadPolicy {
  const reading = readPolicy(readFileSync(path.join(ROOT, 'rules', 'policies', file), 'utf8'), file)
  if (!reading.ok) throw new Error(reading.faults.map(faultLine).join('\n'))
  return reading.value
}

const ids = (section: string, list: readonly { id: string }[]): string[] => list.map(({ id }) => `${section}/${id}`)

/** All that a reference can mean: sections, and clauses or entries within them. */
function places({ policy, office }: ReadPolicy): Set<string> {
  return new Set([
    ...Object.keys(policy),
    ...Object.keys(office),
    ...Object.keys(policy.decisions),
    ...Object.entries<{ clauses: readonly { id: string }[] } | undefined>({ ...policy.decisions }).flatMap(
      ([name, one]) => ids(name, one?.clauses ?? []),
    ),
    ...ids('matters', policy.matters),
    ...ids('channels', policy.channels),
    ...ids('milestones', office.milestones),
    ...ids('duties', office.duties),
    ...ids('rosters', office.rosters),
  ])
}

describe('the coverage document', () => {
  it('speaks of policy files that there are; a new place need not stand in it', () => {
    const files = readdirSync(path.join(ROOT, 'rules', 'policies')).filter((name) => name.endsWith('.yaml'))
    expect(parts.length).toBeGreaterThan(4)
    expect(parts.map(({ file }) => file).filter((file) => !files.includes(file))).toEqual([])
  })

  it('names only code that there is', () => {
    const code = [...DOCUMENT.matchAll(/`((?:rules|cloudfunctions)\/[^`<]+\.ts)`/g)].map(([, file]) => file ?? '')
    expect(code.length).toBeGreaterThan(5)
    expect(code.filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([])
  })

  it.each(parts)('names only places that $file has', ({ file, references }) => {
    const known = places(read(file))
    expect(references.filter((reference) => !known.has(reference))).toEqual([])
  })

  it.each(parts)('passes over no way to pay, duty, date or roster of $file', ({ file, references }) => {
    const { policy, office } = read(file)
    const entries = [
      ...ids('channels', policy.channels),
      ...ids('milestones', office.milestones),
      ...ids('duties', office.duties),
      ...ids('rosters', office.rosters),
    ]
    expect(entries.filter((entry) => !references.includes(entry))).toEqual([])
  })
})
