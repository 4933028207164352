import { clausesOf, type DecisionName } from './conditions-of'
import { boundsMakeSense } from './check-bounds'
import { DECISION_WORDS, resultsInOrder } from './check-order'
import { officeFits } from './check-office'
import { checkSources } from './check-sources'
import { waitsAddUp } from './check-waits'
import { wordsCanBeTold } from './check-words'
import { nearest } from './nearest'
import type { FaultPath, PlacedFault } from './policy-fault'
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
    ...resultsInOrder(file),
    ...wordsCanBeTold(file),
    ...boundsMakeSense(file),
    ...waitsAddUp(file),
    ...officeFits(file),
    ...checkSources(file),
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
        faults.push({
          code: 'ALIAS_CLAIMED',
          path,
          at: i === 0 ? 'key' : 'value',
          message:
            claimed === spelling
              ? `“${spelling}”自己就是一项，不能又是“${name}”的叫法。`
              : `“${spelling}”已经是“${claimed}”的叫法，一个叫法只能归一项。`,
        })
      }
      owner.set(spelling, claimed ?? name)
    }
  }
  return faults
}

const MUST_END = ['eligible', 'contribution', 'window', 'benefitPeriod', 'registration', 'payable'] as const

/**
 * These always need an answer: their last clause has no `when`, and no clause of any decision but the last is without
 * one.
 */
function decisionsEnd(file: PolicyFile): PlacedFault[] {
  const mustEnd = (name: DecisionName): boolean => (MUST_END as readonly string[]).includes(name)
  const faults = clausesOf(file).flatMap(({ decision, index, clause, path }): PlacedFault[] => {
    const { clauses } = file.decisions[decision]!
    const last = index === clauses.length - 1
    if (last && clause.when && mustEnd(decision))
      return [
        {
          code: 'NO_LAST_CLAUSE',
          path,
          message: `“${DECISION_WORDS[decision]}”（\`${decision}\`）没有管其余所有人的一条：最后一条不要写 \`when\`。`,
        },
      ]
    // Subsidies are a contest: one for everybody hides none.
    if (last || clause.when || decision === 'subsidy') return []
    const hidden = clauses.slice(index + 1).map(({ id }) => id)
    return [
      {
        code: 'CLAUSE_NEVER_REACHED',
        path: ['decisions', decision, 'clauses', index + 1],
        message: `上面的“${clause.id}”没有写 \`when\`，对所有人都成立，后面的${hidden.map((id) => `“${id}”`).join('、')}永远轮不到。把“${clause.id}”移到最后，或给它写上 \`when\`。`,
      },
    ]
  })
  if (file.decisions.benefitPeriod.clauses.at(-1)?.open)
    faults.push({
      code: 'PERIOD_OPEN',
      path: ['decisions', 'benefitPeriod'],
      at: 'key',
      message: '享受期的最后一条要用 `gives` 给出从哪天到哪天，不能是 `open`。',
    })
  return faults
}

function ids(file: PolicyFile): PlacedFault[] {
  const seen = new Set<string>()
  return clausesOf(file).flatMap(({ decision, clause: { id }, path }): PlacedFault[] => {
    const name = `${decision}/${id}`
    const twice = seen.has(name)
    seen.add(name)
    return twice
      ? [{ code: 'DUPLICATE_ID', path: [...path, 'id'], message: `\`${decision}\` 里有两条都叫“${id}”：换一个名字。` }]
      : []
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
      return value.map((word, i): Used => ({ kind: key, word: String(word), path: [...here, i] }))
    }
    if (key === 'byTier')
      return Object.keys(value as object).map((word): Used => ({ kind: 'tier', word, path: [...here, word] }))
    return used(value, here)
  })
}

const GENERAL = ['any', 'none', 'unlisted']

const KIND_WORDS: Readonly<Record<Used['kind'], string>> = {
  identity: '身份（`identities`）',
  situation: '特殊情形（`situations`）',
  tier: '档次（`tiers`）',
  subsidised: '资助类别（`subsidy` 各条的 `kind`）',
}

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
      : [
          {
            code: 'UNKNOWN_WORD',
            path,
            message: `“${word}”不是这份文件里的${KIND_WORDS[kind]}。`,
            allowed: [...new Set(known[kind])].join('、') || `先在${KIND_WORDS[kind]}里写上`,
            suggestion: nearest(word, known[kind]),
          },
        ],
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
            code: 'TIER_CELL_MISSING',
            path: ['decisions', name, 'clauses', i, 'gives', 'byTier'],
            at: 'key',
            message: `“${tier}”没有写多少：写上金额，或写成 \`${tier}: { open: … }\`。`,
          })
      }
    })
  }
  return faults
}
