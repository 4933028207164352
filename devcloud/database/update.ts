import { checkedQuery } from './check-query'
import { FieldPath, overlap } from './field-path'
import { matcher } from './matcher'
import { refused } from './refusals'
import { requireStorable } from './storable'
import { byOrder, compareValues, hasOperators, isDocument, sameValue, typeName } from './values'
import type { Document, Order, Value } from './values'

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
    case '$set':
      return () => operand
    case '$inc':
      return number(operator, path, operand, (old, by) => old + by)
    case '$mul':
      return number(operator, path, operand, (old, by) => old * by)
    case '$min':
      return (old) => (old === undefined || compareValues(operand, old) < 0 ? operand : undefined)
    case '$max':
      return (old) => (old === undefined || compareValues(operand, old) > 0 ? operand : undefined)
    case '$push':
      return push(path, operand)
    case '$addToSet':
      return addToSet(path, operand)
    case '$pop':
      return pop(path, operand)
    case '$pull':
      return pull(path, operand)
    case '$pullAll':
      return pullAll(path, operand)
    default:
      throw refused(`Unknown modifier: ${operator}`)
  }
}

/** The modifiers of `$push` and `$addToSet` begin with `$`; what they hold is checked as any value. */
function requireOperand(operator: string, operand: Value): void {
  const isModified =
    (operator === '$push' || operator === '$addToSet') && isDocument(operand) && operand.$each !== undefined
  requireStorable(isModified ? (operand.$each ?? null) : operand)
}

function number(
  operator: string,
  path: string,
  operand: Value,
  combine: (old: number, by: number) => number,
): NewValue {
  if (typeof operand !== 'number') throw refused(`Cannot apply ${operator} with a non-numeric argument`)
  return (old) => {
    if (old === undefined) return combine(0, operand)
    if (typeof old !== 'number')
      throw refused(`Cannot apply ${operator} to a value of non-numeric type: '${path}' is of type ${typeName(old)}`)
    return combine(old, operand)
  }
}

function newNameOf(operand: Value): string {
  if (typeof operand !== 'string') throw refused("The 'to' field for $rename must be a string")
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

/** The list that a field becomes, from what it is; undefined = it stays as it is. */
type NewList = (old: Value | undefined) => Value[] | undefined

const PUSH_MODIFIERS = new Set(['$each', '$position', '$slice', '$sort'])

function push(path: string, operand: Value): NewList {
  const modifiers = isDocument(operand) && operand.$each !== undefined ? operand : null
  if (!modifiers && hasOperators(operand)) throw refused('$push with modifiers needs $each')
  const added = modifiers ? eachOf(modifiers) : [operand]
  const unknown = modifiers && Object.keys(modifiers).find((modifier) => !PUSH_MODIFIERS.has(modifier))
  if (unknown != null) throw refused(`Unrecognized clause in $push: ${unknown}`)
  const position = wholeNumber('$position', modifiers?.$position)
  const slice = wholeNumber('$slice', modifiers?.$slice)
  const compare = modifiers?.$sort === undefined ? null : sorter(modifiers.$sort)
  return (old) => {
    const list = [...listOf('$push', path, old)]
    list.splice(position ?? list.length, 0, ...added)
    if (compare) list.sort(compare)
    if (slice === undefined) return list
    return slice < 0 ? list.slice(slice) : list.slice(0, slice)
  }
}

function addToSet(path: string, operand: Value): NewList {
  const added = membersOf(operand)
  return (old) => {
    const list = listOf('$addToSet', path, old)
    const fresh = added.filter(
      (value, at) => ![...list, ...added.slice(0, at)].some((member) => sameValue(member, value)),
    )
    return fresh.length === 0 && old !== undefined ? undefined : [...list, ...fresh]
  }
}

/** WeChat, Command.addToSet, has `each` in its table and `$each` in its example. The SDK sends what it gets. */
function membersOf(operand: Value): Value[] {
  if (!isDocument(operand) || (operand.$each === undefined && operand.each === undefined)) return [operand]
  const unknown = Object.keys(operand).find((key) => key !== '$each' && key !== 'each')
  if (unknown !== undefined) throw refused(`Found unexpected fields after $each in $addToSet: ${unknown}`)
  return eachOf({ $each: operand.$each ?? operand.each ?? null })
}

function pop(path: string, operand: Value): NewList {
  if (operand !== 1 && operand !== -1) throw refused('$pop expects 1 or -1')
  return (old) => {
    if (old === undefined) return undefined
    const list = listOf('$pop', path, old)
    return operand === 1 ? list.slice(0, -1) : list.slice(1)
  }
}

function pull(path: string, operand: Value): NewList {
  const isPulled = pulled(operand)
  return (old) => (old === undefined ? undefined : listOf('$pull', path, old).filter((member) => !isPulled(member)))
}

function pullAll(path: string, operand: Value): NewList {
  if (!Array.isArray(operand)) throw refused('$pullAll requires an array argument')
  return (old) =>
    old === undefined
      ? undefined
      : listOf('$pullAll', path, old).filter((member) => !operand.some((value) => sameValue(value, member)))
}

/** A condition is asked of each member: operators of the member itself, an object of the member's fields. */
function pulled(operand: Value): (member: Value) => boolean {
  if (hasOperators(operand) || operand instanceof RegExp) {
    const matches = matcher(checkedQuery({ member: operand }))
    return (member) => matches({ member })
  }
  if (isDocument(operand)) {
    const matches = matcher(checkedQuery(operand))
    return (member) => isDocument(member) && matches(member)
  }
  return (member) => sameValue(member, operand)
}

function listOf(operator: string, path: string, value: Value | undefined): Value[] {
  if (value === undefined) return []
  if (!Array.isArray(value))
    throw refused(`${operator}: the field '${path}' must be an array but is of type ${typeName(value)}`)
  return value
}

function eachOf(modifiers: Document): Value[] {
  if (!Array.isArray(modifiers.$each)) throw refused('The argument to $each must be an array')
  return modifiers.$each
}

function wholeNumber(name: string, value: Value | undefined): number | undefined {
  if (value === undefined) return undefined
  if (typeof value !== 'number' || !Number.isInteger(value))
    throw refused(`The value for ${name} must be an integer value`)
  return value
}

function sorter(sort: Value): (left: Value, right: Value) => number {
  if (sort === 1 || sort === -1) return (left, right) => compareValues(left, right) * sort
  if (!isDocument(sort)) throw refused('The $sort is invalid: use 1/-1 or fields')
  const before = byOrder(orderOf(sort))
  const fields = (value: Value): Document => (isDocument(value) ? value : {})
  return (left, right) => before(fields(left), fields(right))
}

export function orderOf(sort: Document): Order {
  return Object.entries(sort).map(([path, direction]) => {
    if (direction !== 1 && direction !== -1) throw refused('a sort is by 1 or -1')
    if (path === '' || path.startsWith('$')) throw refused('a sort is by fields')
    return [path, direction] as const
  })
}
