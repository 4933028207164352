import type { FaultPath } from './policy-fault'
import type { PolicyFile } from './schema'

/** A condition as the schema leaves it: every key with its value. */
export type ConditionIn = Readonly<Record<string, unknown>>

interface FoundCondition {
  path: FaultPath
  condition: ConditionIn
  /** The decision whose clause it belongs to; null outside the decisions. */
  decision: DecisionName | null
}

export type DecisionName = keyof PolicyFile['decisions']

interface FoundClause {
  decision: DecisionName
  index: number
  path: FaultPath
  clause: { id: string; when?: ConditionIn; gives?: unknown; open?: { reading: unknown; alternatives?: unknown[] } }
}

/** All clauses of all decisions, in the file's order. */
export function clausesOf({ decisions }: PolicyFile): FoundClause[] {
  return Object.entries(decisions).flatMap(([decision, found]) =>
    (found?.clauses ?? []).map((clause, index) => ({
      decision: decision as DecisionName,
      index,
      path: ['decisions', decision, 'clauses', index],
      clause: clause,
    })),
  )
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Every condition of the file, those inside `not` and `anyOf` too. */
export function conditionsOf(file: PolicyFile): FoundCondition[] {
  const found: FoundCondition[] = []
  const inside = (condition: ConditionIn, path: FaultPath, decision: DecisionName | null): void => {
    found.push({ path, condition, decision })
    if (isObject(condition.not)) inside(condition.not, [...path, 'not'], decision)
    if (Array.isArray(condition.anyOf))
      condition.anyOf.forEach((one, i) => isObject(one) && inside(one, [...path, 'anyOf', i], decision))
  }
  const visit = (node: unknown, path: FaultPath, decision: DecisionName | null): void => {
    if (Array.isArray(node)) return node.forEach((item, i) => visit(item, [...path, i], decision))
    if (!isObject(node)) return
    for (const [key, value] of Object.entries(node)) {
      if (key === 'when' && isObject(value)) inside(value, [...path, key], decision)
      else visit(value, [...path, key], decision)
    }
  }
  for (const [name, value] of Object.entries(file)) {
    if (name === 'tiersFor') inside(value as ConditionIn, [name], null)
    else if (name !== 'decisions') visit(value, [name], null)
  }
  for (const [name, value] of Object.entries(file.decisions)) visit(value, ['decisions', name], name as DecisionName)
  return found
}

/** The values that a clause may come to: what it gives, or the readings of what is open. */
export function valuesOf({ clause, path }: FoundClause): { path: FaultPath; value: unknown }[] {
  if (clause.open === undefined) return [{ path: [...path, 'gives'], value: clause.gives }]
  const { reading, alternatives = [] } = clause.open
  return [
    ...(reading === null ? [] : [{ path: [...path, 'open', 'reading'], value: reading }]),
    ...alternatives.map((value, i) => ({ path: [...path, 'open', 'alternatives', i], value })),
  ]
}
