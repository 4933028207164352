import { regularExpression } from './ejson'
import { notEmulated, refused } from './refusals'
import { requireExpression } from './check-expression'
import { hasOperators, isDocument } from './values'
import type { Document, Value } from './values'

/**
 * Lets through only what is known, and puts what mingo sees differently from MongoDB into words that both see alike.
 * https://www.mongodb.com/docs/manual/reference/operator/query/
 */
export function checkedQuery(query: Document): Document {
  const clauses = Object.entries(query).flatMap(([key, condition]) => checkedEntry(key, condition))
  const merged: Document = {}
  const rest: Document[] = []
  for (const clause of clauses) {
    if (Object.keys(clause).some((key) => key in merged)) rest.push(clause)
    else Object.assign(merged, clause)
  }
  if (rest.length === 0) return merged
  return { $and: [merged, ...rest] }
}

const GEO = new Set(['$near', '$nearSphere', '$geoWithin', '$geoIntersects', '$geoNear'])

function checkedEntry(key: string, condition: Value): Document[] {
  if (key === '$expr') {
    requireExpression(condition)
    return [{ $expr: condition }]
  }
  if (key === '$and' || key === '$or' || key === '$nor') return [{ [key]: branches(key, condition) }]
  if (key.startsWith('$')) throw refused(`unknown top level operator: ${key}`)
  if (!hasOperators(condition)) return [{ [key]: literal(condition) }]
  return fieldClauses(key, condition)
}

function branches(key: string, condition: Value): Document[] {
  if (!Array.isArray(condition) || condition.length === 0) throw refused(`${key} must be a nonempty array`)
  return condition.map((branch) => {
    if (!isDocument(branch)) throw refused(`${key} entries need to be full objects`)
    return checkedQuery(branch)
  })
}

function literal(value: Value): Value {
  if (Array.isArray(value)) value.forEach(literal)
  else if (hasOperators(value)) throw refused('an operator stands inside a value')
  else if (isDocument(value)) Object.values(value).forEach(literal)
  return value
}

function fieldClauses(field: string, condition: Document): Document[] {
  const operators = Object.entries(condition)
  const options = condition.$options
  if (options !== undefined && condition.$regex === undefined) throw refused('$options needs a $regex')
  return operators
    .filter(([operator]) => operator !== '$options')
    .flatMap(([operator, operand]) => fieldClause(field, operator, operand, options))
}

function fieldClause(field: string, operator: string, operand: Value, options: Value | undefined): Document[] {
  switch (operator) {
    case '$eq':
      return [{ [field]: operand instanceof RegExp ? operand : { $eq: literal(operand) } }]
    case '$ne':
      if (operand instanceof RegExp) throw refused("Can't have regex as arg to $ne")
      return [{ [field]: { $ne: literal(operand) } }]
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return [{ [field]: { [operator]: ordered(operator, operand) } }]
    case '$in':
    case '$nin':
      return [members(field, operator, operand)]
    case '$all':
      return all(field, list(operator, operand))
    case '$elemMatch':
      return [{ [field]: { $elemMatch: element(operand) } }]
    case '$not':
      return [{ $nor: [not(field, operand)] }]
    default:
      return [valueClause(field, operator, operand, options)]
  }
}

function valueClause(field: string, operator: string, operand: Value, options: Value | undefined): Document {
  switch (operator) {
    case '$exists':
      if (typeof operand !== 'boolean' && typeof operand !== 'number') throw refused('$exists needs true or false')
      return { [field]: { $exists: Boolean(operand) } }
    case '$size':
      if (!Number.isInteger(operand) || Number(operand) < 0) throw refused('$size needs a whole number, not below 0')
      return { [field]: { $size: operand } }
    case '$mod': {
      const [divisor, remainder, ...more] = list(operator, operand)
      if (!Number.isInteger(divisor) || !Number.isInteger(remainder) || more.length > 0)
        throw refused('malformed mod, needs two whole numbers')
      if (divisor === 0) throw refused('divisor cannot be 0')
      return { $and: [{ [field]: { $type: 'number' } }, { [field]: { $mod: [divisor ?? 1, remainder ?? 0] } }] }
    }
    case '$regex':
      if (operand instanceof RegExp && options === undefined) return { [field]: operand }
      if (typeof operand !== 'string' || (options !== undefined && typeof options !== 'string'))
        throw refused('$regex has to be a string')
      return { [field]: regularExpression(operand, options ?? '') }
    default:
      if (GEO.has(operator)) throw notEmulated(`the geographic query ${operator}`)
      throw refused(`unknown operator: ${operator}`)
  }
}

/** Of values of one type only: nobody orders lists, and mingo does it otherwise. */
function ordered(operator: string, operand: Value): Value {
  if (operand === null || operand instanceof RegExp || Array.isArray(operand) || isDocument(operand)) {
    throw notEmulated(`${operator} with another value than a number, a text, a boolean or a date`)
  }
  return operand
}

function list(operator: string, operand: Value): Value[] {
  if (!Array.isArray(operand)) throw refused(`${operator} needs an array`)
  return operand
}

/** mingo takes a list for several members, so lists are asked for one by one. */
function members(field: string, operator: string, operand: Value): Document {
  const values = list(operator, operand).map(literal)
  const lists = values.filter((value) => Array.isArray(value))
  const plain: Document = { [field]: { $in: values.filter((value) => !Array.isArray(value)) } }
  if (lists.length === 0) return operator === '$in' ? plain : { [field]: { $nin: values } }
  return {
    [operator === '$in' ? '$or' : '$nor']: [plain, ...lists.map((value): Document => ({ [field]: { $eq: value } }))],
  }
}

/**
 * By its definition the same as several equalities: https://www.mongodb.com/docs/manual/reference/operator/query/all/
 */
function all(field: string, values: readonly Value[]): Document[] {
  if (values.length === 0) return [{ [field]: { $in: [] } }]
  return values.flatMap((value) => {
    if (isDocument(value) && value.$elemMatch !== undefined) return fieldClauses(field, value)
    return [{ [field]: value instanceof RegExp ? value : { $eq: literal(value) } }]
  })
}

function element(operand: Value): Document {
  if (!isDocument(operand)) throw refused('$elemMatch needs an Object')
  const isOfScalars = Object.keys(operand).some((key) => key.startsWith('$') && !['$and', '$or', '$nor'].includes(key))
  if (!isOfScalars) return checkedQuery(operand)
  const clauses = fieldClauses('element', operand)
  const scalar: Document = {}
  for (const clause of clauses) {
    const condition = clause.element
    if (!hasOperators(condition)) throw notEmulated('this operator inside $elemMatch')
    Object.assign(scalar, condition)
  }
  return scalar
}

function not(field: string, operand: Value): Document {
  if (operand instanceof RegExp) return { [field]: operand }
  if (!hasOperators(operand)) throw refused('$not needs a regex or a document of operators')
  return { $and: fieldClauses(field, operand) }
}
