import type { Objection } from './wanted'

const [RING, INDEX] = ['CANBAO_SEALING_KEYS', 'CANBAO_INDEX_KEY']

/**
 * What was sealed under a key that is gone cannot be read again, by nobody: a deployment never takes one away. (Its end
 * is an act of its own, in the console, once nothing is sealed by it: docs/operations.md.)
 */
export function* objectionsToKeys(
  of: string,
  next: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
): Generator<Objection> {
  const kept = new Set(ringIn(next.get(RING)))
  const lost = ringIn(now.get(RING)).filter((key) => !kept.has(key))
  if (lost.length > 0) {
    const ids = lost.map((key) => key.split(':', 1)[0] ?? '').join('、')
    yield {
      code: 'KEY_WOULD_BE_LOST',
      says: `${of} 正在用的钥匙 ${ids} 不在这次给的 ${RING} 里。用它封存的资料会再也打不开。请把它留在后面`,
    }
  }
  const [is, shall] = [now.get(INDEX), next.get(INDEX)]
  if (is !== undefined && is !== shall) {
    yield {
      code: 'INDEX_KEY_CHANGED',
      says: `${of} 的 ${INDEX} 与平台上的不同。换了它就查不到任何人，家庭码全部作废。请用原来的那一把`,
    }
  }
}

/** `k2:…,k1:…`, each with its id. */
const ringIn = (ring: string | undefined): string[] =>
  (ring ?? '')
    .split(',')
    .map((key) => key.trim())
    .filter(Boolean)
