import { hasOperators, isDocument } from './values'
import type { Document, Value } from './values'

/** What a projection says of each field: it is kept, it is computed, or this of the fields in it. */
type Said = 'kept' | 'computed' | Tree
type Tree = Map<string, Said>

/**
 * Puts the fields of a projected document into MongoDB's order, where mingo sorts them by name: first what is kept, as
 * it stood in the document, then what is computed, as it stands in the projection.
 */
export function inKeyOrder(projection: Document): (projected: Document, original: Document) => Document {
  const tree = treeOf(projection)
  return (projected, original) => ordered(projected, original, tree)
}

function treeOf(projection: Document): Tree {
  const tree: Tree = new Map()
  for (const [path, value] of Object.entries(projection)) put(tree, path.split('.'), value)
  return tree
}

function put(tree: Tree, [name = '', ...deeper]: readonly string[], value: Value): void {
  if (deeper.length === 0) {
    tree.set(name, saidOf(value))
    return
  }
  const known = tree.get(name)
  const inner = known === undefined || typeof known === 'string' ? new Map<string, Said>() : known
  tree.set(name, inner)
  put(inner, deeper, value)
}

function saidOf(value: Value): Said {
  if (typeof value === 'number' || typeof value === 'boolean') return 'kept'
  return isDocument(value) && !hasOperators(value) ? treeOf(value) : 'computed'
}

function ordered(projected: Document, original: Document, tree: Tree): Document {
  // What nothing is said of was kept too: `_id`, or all but what is excluded.
  const kept = Object.keys(original).filter((name) => name in projected && tree.get(name) !== 'computed')
  const names = new Set([...kept, ...tree.keys(), ...Object.keys(projected)])
  const entries = [...names].flatMap((name) => {
    const value = projected[name]
    return value === undefined ? [] : [[name, orderedValue(value, original[name], tree.get(name))] as const]
  })
  return Object.fromEntries(entries)
}

function orderedValue(value: Value, original: Value | undefined, said: Said | undefined): Value {
  if (said === undefined || typeof said === 'string') return value
  if (isDocument(value)) return ordered(value, isDocument(original) ? original : {}, said)
  if (!Array.isArray(value) || !Array.isArray(original) || value.length !== original.length) return value
  return value.map((item, at) => orderedValue(item, original[at], said))
}
