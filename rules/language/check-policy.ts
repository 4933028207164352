import { nearest } from './nearest'
import type { FaultPath, PlacedFault } from './read-policy'
import type { PolicyFile } from './schema'

/** Checks what a schema cannot see: words that must agree across the file, and decisions that must end. */
export function checkPolicy(file: PolicyFile): PlacedFault[] {
  return [
    ...spellings(file, 'identities'),
    ...spellings(file, 'situations'),
    ...decisionsEnd(file),
    ...ids(file),
    ...wordsUsed(file),
    ...tiersCovered(file),
    ...targetsAdd(file),
    ...rosterWords(file),
    ...checkDuties(file),
  ]
}

/** No spelling may lead to two words. */
function spellings(file: PolicyFile, where: 'identities' | 'situations'): PlacedFault[] {
  const owner = new Map<string, string>()
  const faults: PlacedFault[] = []
  const words: Readonly<Record<string, { aliases: readonly string[] }>> = file[where]
  for (const [name, { aliases }] of Object.entries(words)) {
    for (const [i, spelling] of [name, ...aliases].entries()) {
      const claimed = owner.get(spelling)
      if (claimed !== undefined) {
        const path: FaultPath = i === 0 ? [where, name] : [where, name, 'aliases', i - 1]
        faults.push({ path, message: `the alias “${spelling}” is claimed by “${claimed}” already` })
      }
      owner.set(spelling, claimed ?? name)
    }
  }
  return faults
}

const MUST_END = ['eligible', 'contribution', 'window', 'benefitPeriod', 'registration', 'payable'] as const

/** These always need an answer: their last clause has no `when`, and no other is without one. */
function decisionsEnd({ decisions }: PolicyFile): PlacedFault[] {
  const faults: PlacedFault[] = []
  for (const name of MUST_END) {
    const { clauses } = decisions[name]
    clauses.forEach((clause, i) => {
      const last = i === clauses.length - 1
      if (last && clause.when)
        faults.push({
          path: ['decisions', name, 'clauses', i],
          message: `\`${name}\` has no clause for everybody else: leave \`when\` out of the last one`,
        })
      if (!last && !clause.when)
        faults.push({
          path: ['decisions', name, 'clauses', i],
          message: 'a clause without `when` always holds: what follows it can never apply',
        })
    })
  }
  if (decisions.benefitPeriod.clauses.at(-1)?.open)
    faults.push({ path: ['decisions', 'benefitPeriod'], message: 'the last period must be given, not open' })
  return faults
}

function ids({ decisions }: PolicyFile): PlacedFault[] {
  return Object.entries(decisions).flatMap(([name, decision]) => {
    const seen = new Set<string>()
    return decision.clauses.flatMap(({ id }, i): PlacedFault[] => {
      const twice = seen.has(id)
      seen.add(id)
      return twice
        ? [
            {
              path: ['decisions', name, 'clauses', i, 'id'],
              message: `two clauses of \`${name}\` are called \`${id}\``,
            },
          ]
        : []
    })
  })
}

type Used = { kind: 'identity' | 'situation' | 'tier' | 'subsidised'; word: string; path: FaultPath }

/** All identities, situations, tiers and kinds that conditions name, wherever they stand. */
function used(node: unknown, path: FaultPath): Used[] {
  if (Array.isArray(node)) return node.flatMap((item, i) => used(item, [...path, i]))
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node).flatMap(([key, value]) => {
    const here = [...path, key]
    if ((key === 'identity' || key === 'situation' || key === 'tier' || key === 'subsidised') && Array.isArray(value)) {
      return value.map((word): Used => ({ kind: key, word: String(word), path: here }))
    }
    if (key === 'byTier')
      return Object.keys(value as object).map((word): Used => ({ kind: 'tier', word, path: [...here, word] }))
    return used(value, here)
  })
}

const GENERAL = ['any', 'none', 'unlisted']

function wordsUsed(file: PolicyFile): PlacedFault[] {
  const known = {
    identity: Object.keys(file.identities),
    situation: Object.keys(file.situations),
    tier: file.tiers,
    subsidised: file.decisions.subsidy.clauses.map((c) => c.kind),
  }
  return used(file, []).flatMap(({ kind, word, path }): PlacedFault[] =>
    known[kind].includes(word) || (kind !== 'tier' && kind !== 'identity' && GENERAL.includes(word))
      ? []
      : [{ path, message: `“${word}” is no ${kind} of this file`, suggestion: nearest(word, known[kind]) }],
  )
}

/** A table by tier has a cell, given or open, for every tier. */
function tiersCovered(file: PolicyFile): PlacedFault[] {
  const faults: PlacedFault[] = []
  for (const name of ['contribution', 'subsidy'] as const) {
    file.decisions[name].clauses.forEach((clause, i) => {
      const { gives } = clause
      if (typeof gives !== 'object' || gives === null || !('byTier' in gives)) return
      for (const tier of file.tiers) {
        if (!(tier in gives.byTier))
          faults.push({
            path: ['decisions', name, 'clauses', i, 'gives', 'byTier'],
            message: `no cell for “${tier}”: give an amount or write it as \`open\``,
          })
      }
    })
  }
  return faults
}

/** Whom a certifier certifies, and what a level says, in identities of this file. */
function rosterWords({ identities, office: { rosters } }: PolicyFile): PlacedFault[] {
  const groups = [...new Set(Object.values(identities).map(({ group }) => group))]
  const names = Object.keys(identities)
  return rosters.flatMap(({ certifiers = [], levels = {} }, i) => {
    const at = ['office', 'rosters', i] as const
    const strange = certifiers.flatMap((one, j) =>
      one.groups
        .filter((group) => !groups.includes(group))
        .map((group): PlacedFault => ({
          path: [...at, 'certifiers', j, 'groups'],
          message: `“${group}” is no group of this file's identities`,
          suggestion: nearest(group, groups),
        })),
    )
    const unknown = Object.entries(levels)
      .filter(([, identity]) => !names.includes(identity))
      .map(([level, identity]): PlacedFault => ({
        path: [...at, 'levels', level],
        message: `“${identity}” is no identity of this file`,
        suggestion: nearest(identity, names),
      }))
    return [...strange, ...unknown]
  })
}

function targetsAdd({ office }: PolicyFile): PlacedFault[] {
  const { rows, total } = office.targets ?? {}
  if (!rows || total === undefined) return []
  const sum = rows.reduce((all, { people }) => all + people, 0)
  return sum === total
    ? []
    : [{ path: ['office', 'targets', 'total'], message: `the rows add up to ${sum}, not ${total}` }]
}

/** A duty at a desk: what is due so long after a deed names the deed, and what is seen to be done can be seen. */
function checkDuties({ office }: PolicyFile): PlacedFault[] {
  return office.duties.flatMap(({ due, desk }, i): PlacedFault[] => {
    if (desk === undefined) return []
    const path: FaultPath = ['office', 'duties', i, 'desk']
    const afterDeed = due !== undefined && ('sameDay' in due || 'workingDays' in due)
    return [
      ...(afterDeed && desk.begins === undefined
        ? [{ path, message: 'a duty that is due after a deed says in `begins` which' }]
        : []),
      ...(!afterDeed && desk.begins !== undefined
        ? [{ path, message: '`begins` belongs to a duty that is due after a deed' }]
        : []),
      ...(desk.seen === 'deposited' && desk.begins !== 'cashTaken'
        ? [{ path, message: 'only what begins with cash can be seen to be deposited' }]
        : []),
      ...((desk.seen === 'posted') !== (desk.paper === 'posting')
        ? [{ path, message: 'a posting is seen to be done, and nothing else is `seen: posted`' }]
        : []),
    ]
  })
}
