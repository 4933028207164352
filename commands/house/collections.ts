import ts from 'typescript'
import { posix } from 'node:path'
import type { SourceFile } from './inventory'

type House = ReadonlyMap<string, SourceFile>

/** The helpers of `platform/database` that write, whose second argument names the collection. */
const WRITING_HELPERS = new Set(['putDocument', 'addDocument'])
const WRITING_METHODS = new Set(['add', 'set', 'update', 'remove'])

/**
 * Collections that several modules write: `collection: module, module`. What a module writes is its own; whoever else
 * needs it asks the owner's functions, so that a shape has one place that knows it.
 *
 * A name that is worked out at run time (the resealing walks all collections) is nobody's and is not seen.
 */
export function collectionsOfTwoModules(house: House): readonly string[] {
  const writers = new Map<string, Set<string>>()
  const files = [...house.values()].filter(({ file }) => /^cloudfunctions\/(domain|platform)\//.test(file))
  const constants = new Map(files.map((one) => [one.file, constantsOf(one)]))
  for (const one of files) {
    for (const collection of writtenBy(one, constants)) {
      writers.set(collection, (writers.get(collection) ?? new Set()).add(posix.dirname(one.file)))
    }
  }
  return [...writers]
    .filter(([, modules]) => modules.size > 1)
    .map(([collection, modules]) => `${collection}: ${[...modules].sort().join(', ')}`)
    .sort()
}

const parsed = ({ file, lines }: SourceFile): ts.SourceFile =>
  ts.createSourceFile(file, lines.join('\n'), ts.ScriptTarget.Latest, true)

/** Names that stand for a text: `const ORDERS = 'orders'`. */
function constantsOf(one: SourceFile): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const statement of parsed(one).statements) {
    if (!ts.isVariableStatement(statement)) continue
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (ts.isIdentifier(name) && initializer !== undefined && ts.isStringLiteral(initializer)) {
        found.set(name.text, initializer.text)
      }
    }
  }
  return found
}

function writtenBy(one: SourceFile, constants: ReadonlyMap<string, ReadonlyMap<string, string>>): ReadonlySet<string> {
  const written = new Set<string>()
  const textOf = (argument: ts.Expression | undefined): string | undefined => {
    if (argument === undefined) return undefined
    if (ts.isStringLiteral(argument)) return argument.text
    if (!ts.isIdentifier(argument)) return undefined
    const home = one.takes.find(({ name }) => name === argument.text)?.from ?? one.file
    return constants.get(home)?.get(argument.text)
  }
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const collection = textOf(namedBy(node))
      if (collection !== undefined) written.add(collection)
    }
    ts.forEachChild(node, visit)
  }
  visit(parsed(one))
  return written
}

/** The argument that names the collection which a call writes. */
function namedBy({ expression, arguments: given }: ts.CallExpression): ts.Expression | undefined {
  if (ts.isIdentifier(expression)) return WRITING_HELPERS.has(expression.text) ? given[1] : undefined
  if (!ts.isPropertyAccessExpression(expression) || !WRITING_METHODS.has(expression.name.text)) return undefined
  for (let at: ts.Expression = expression.expression; ;) {
    if (ts.isCallExpression(at)) {
      if (ts.isPropertyAccessExpression(at.expression) && at.expression.name.text === 'collection')
        return at.arguments[0]
      at = at.expression
    } else if (ts.isPropertyAccessExpression(at)) at = at.expression
    else return undefined
  }
}
