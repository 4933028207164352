import { isOwn } from './inventory'
import type { SourceFile } from './inventory'

/** The kind of module that a file belongs to, and its name. */
function moduleOf(file: string): { kind: string; name: string } | null {
  const [root, kind, name] = file.split('/')
  if (root === 'src')
    return kind === 'pages' ? { kind: 'phone', name: `pages/${name}` } : { kind: 'phone', name: kind! }
  if (root !== 'cloudfunctions' || name === undefined) return null
  if (kind === 'domain' || kind === 'platform') return { kind, name }
  return { kind: 'function', name: kind! }
}

/**
 * Which modules really use which, by kind: `domain → domain` and so on. An arrow is a pair of modules, however many
 * files stand behind it. Whether one may be there is said by `lint/house.mjs`, whose rule fails when one looks up.
 */
export function arrowsOf(house: ReadonlyMap<string, SourceFile>): Readonly<Record<string, readonly string[]>> {
  const arrows: Record<string, Set<string>> = {}
  for (const { file, takes } of [...house.values()].filter((one) => isOwn(one.file))) {
    for (const { from } of takes) {
      const [a, b] = [moduleOf(file), moduleOf(from)]
      if (a === null || b === null || (a.kind === b.kind && a.name === b.name)) continue
      const kind = `${a.kind} → ${b.kind}`
      arrows[kind] = (arrows[kind] ?? new Set()).add(`${a.name} → ${b.name}`)
    }
  }
  return Object.fromEntries(Object.entries(arrows).map(([kind, set]) => [kind, [...set].sort()]))
}
