/**
 * What the oldest engines that we say we support (iOS 12, Chrome 78: `browserslist`) lack of what the
 * package uses, built
 * in as it starts. `tests/package/old-engines.test.ts` finds in the built package what is neither there nor here.
 */
type Lists = { prototype: unknown[] }

/** `[1, 2].at(-1)`: iOS 15.4, Chrome 92. */
function lastOrNth(this: readonly unknown[], index: number): unknown {
  return this[index < 0 ? this.length + index : index]
}

/** iOS 12.2. */
function objectFrom(entries: Iterable<readonly [PropertyKey, unknown]>): Record<PropertyKey, unknown> {
  const made: Record<PropertyKey, unknown> = {}
  for (const [key, value] of entries) made[key] = value
  return made
}

function supply(holder: object, name: string, value: unknown): void {
  if (!(name in holder)) Object.defineProperty(holder, name, { value, writable: true, configurable: true })
}

supply((Array as Lists).prototype, 'at', lastOrNth)
supply(Object, 'fromEntries', objectFrom)

/** The names that this file supplies, for whoever looks for what is missing. */
export const SUPPLIED: readonly string[] = ['at', 'fromEntries']
