import { FieldPath, overlap } from './field-path'
import { addToSet, pop, pull, pullAll, push } from './update-list'
import { refused } from './refusals'
import { requireStorable } from './storable'
import { compareValues } from './value-order'
import { isDocument, typeName } from './values'
import type { Document, Value } from './values'

/** https://www.mongodb.com/docs/manual/reference/operator/update/ */
export interface Update {
  /** Changes the document that it is given. */
  apply(document: Document): void
  /** Every path that it may change. */
  paths: readonly string[]
}

type Change = (document: Document) => void
/** What a field becomes, from what it is (undefined = missing); undefined = it stays as it is. */
type NewValue = (old: Value | undefined) => Value | undefined

/** Reads an update once, for all the documents that it is applied to. */
export function compileUpdate(update: Document): Update {
  const paths: string[] = []
  const changes: Change[] = []
  for (const [operator, fields] of Object.entries(update)) {
    if (!operator.startsWith('$')) throw refused('an update is made of operators')
    if (!isDocument(fields)) throw refused(`Modifiers operate on fields but ${operator} has none`)
    for (const [path, operand] of Object.entries(fields)) {
      paths.push(path)
      if (operator === '$rename') paths.push(newNameOf(operand))
      changes.push(compileChange(operator, path, operand))
    }
  }
  requireApart(paths)
  if (changes.length === 0) throw refused('the update is empty')
  return { paths, apply: (document) => changes.forEach((change) => change(document)) }
}

function requireApart(paths: readonly string[]): void {
  paths.forEach((path, at) => {
    const other = paths.slice(0, at).find((earlier) => overlap(earlier, path))
    if (other !== undefined) throw refused(`Updating the path '${path}' would create a conflict at '${other}'`)
  })
}

function compileChange(operator: string, path: string, operand: Value): Change {
  const field = new FieldPath(path)
  if (operator === '$unset') return (document) => field.unset(document)
  if (operator === '$rename') return rename(field, new FieldPath(newNameOf(operand)))
  const newValue = compileValue(operator, path, operand)
  return (document) => {
    const value = newValue(field.get(document))
    if (value !== undefined) field.set(document, value)
  }
}

function compileValue(operator: string, path: string, operand: Value): NewValue {
  if (operator !== '$pull') requireOperand(operator, operand)
  switch (operator) {
    case '$set': return () => operand
    case '$inc': return number(operator, path, operand, (old, by) => old + by)
    case '$mul': return number(operator, path, operand, (old, by) => old * by)
    case '$min': return (old) => (old === undefined || compareValues(operand, old) < 0 ? operand : undefined)
    case '$max': return (old) => (old === undefined || compareValues(operand, old) > 0 ? operand : undefined)
    case '$push': return push(path, operand)
    case '$addToSet': return addToSet(path, operand)
    case '$pop': return pop(path, operand)
    case '$pull': return pull(path, operand)
    case '$pullAll': return pullAll(path, operand)
    default: throw refused(`Unknown modifier: ${operator}`)
  }
}

/** The modifiers of `$push` and `$addToSet` begin with `$`; what they hold is checked as any value. */
function requireOperand(operator: string, operand: Value): void {
  const isModified = (operator === '$push' || operator === '$addToSet') && isDocument(operand) && operand.$each !== undefined
  requireStorable(isModified ? operand.$each ?? null : operand)
}

function number(operator: string, path: string, operand: Value, combine: (old: number, by: number) => number): NewValue {
  if (typeof operand !== 'number') throw refused(`Cannot apply ${operator} with a non-numeric argument`)
  return (old) => {
    if (old === undefined) return combine(0, operand)
    if (typeof old !== 'number') throw refused(`Cannot apply ${operator} to a value of non-numeric type: '${path}' is of type ${typeName(old)}`)
    return combine(old, operand)
  }
}

function newNameOf(operand: Value): string {
  if (typeof operand !== 'string') throw refused('The \'to\' field for $rename must be a string')
  return operand
}

function rename(from: FieldPath, to: FieldPath): Change {
  return (document) => {
    const value = from.get(document)
    if (value === undefined) return
    from.unset(document)
    to.set(document, value)
  }
}
