import type { FaultPath, PlacedFault } from './policy-fault'

/**
 * Every source quotes its sentence or tells it in our own words, one of the two; and nothing is quoted of a document
 * that is known by a repost or by the press only.
 */
export function checkSources(file: object): PlacedFault[] {
  const { document, documents = {} } = file as {
    document: { seen?: string }
    documents?: Readonly<Record<string, { seen?: string }>>
  }
  const seenAs = (doc: string | undefined): string =>
    (doc === undefined ? document : documents[doc])?.seen ?? 'official'
  return sourcesIn(file, []).flatMap(({ path, quote, says, doc }): PlacedFault[] => {
    if (doc !== undefined && documents[doc] === undefined)
      return [{ path: [...path, 'doc'], code: 'UNKNOWN_DOCUMENT', message: `“${doc}”不在 \`documents\` 里` }]
    if (quote === null && says === undefined)
      return [
        {
          path: [...path, 'quote'],
          code: 'SOURCE_MISSING',
          message: '没有原文：写 `quote`（原文），或者用 `says` 写大意',
        },
      ]
    if (quote !== null && says !== undefined)
      return [{ path: [...path, 'says'], code: 'SAID_TWICE', message: '已经有原文（`quote`），不要再写大意（`says`）' }]
    if (quote !== null && seenAs(doc) !== 'official')
      return [
        {
          path: [...path, 'quote'],
          code: 'QUOTED_UNSEEN',
          message: '这份文件只见到转载，不能引原文：用 `says` 写大意，`quote` 写 null',
        },
      ]
    return []
  })
}

interface Found {
  path: FaultPath
  quote: string | null
  says: string | undefined
  doc: string | undefined
}

/** Everything that names a clause of a document. */
function sourcesIn(node: unknown, path: FaultPath): Found[] {
  if (Array.isArray(node)) return node.flatMap((item, i) => sourcesIn(item, [...path, i]))
  if (typeof node !== 'object' || node === null) return []
  const { cite, quote, says, doc } = node as { cite?: unknown; quote?: string | null; says?: string; doc?: string }
  const own = typeof cite === 'string' && quote !== undefined ? [{ path, quote, says, doc }] : []
  return [...own, ...Object.entries(node).flatMap(([key, value]) => sourcesIn(value, [...path, key]))]
}
