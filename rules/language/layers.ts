/**
 * A policy file may lie under documents of higher rank (nation, province, city), and be amended by later notices. Both
 * are merged while files are read, so that the engine and the phones go on reading one flat policy; a clause keeps its
 * document in `doc`.
 */

type Clause = Record<string, unknown> & { id: string }
type Raw = Record<string, unknown>

const LAYERS = ['nation', 'province', 'city'] as const

/** A document that several places lie under: some decisions, and how missed years are counted. */
export interface Layer {
  id: string
  rank: number
  head: unknown
  lapse: Raw | undefined
  decisions: Readonly<Record<string, readonly Clause[]>>
}

/** A later notice: clauses that stand in place of, before or after clauses of the file it amends. */
export interface Amendment {
  amends: string
  /** The day it was issued: from then on the policy is as amended. */
  issued: string
  id: string
  head: unknown
  decisions: Readonly<Record<string, Readonly<Partial<Record<Place, Readonly<Record<string, readonly Clause[]>>>>>>>
}
const PLACES = ['replace', 'before', 'after'] as const
type Place = (typeof PLACES)[number]

/** What does not fit together, said to the author. */
export class MergeFault extends Error {}

const isRaw = (value: unknown): value is Raw => typeof value === 'object' && value !== null && !Array.isArray(value)
const clausesOf = (value: unknown): Clause[] =>
  isRaw(value) && Array.isArray(value.clauses) ? (value.clauses as Clause[]) : []

/** @throws MergeFault */
export function readLayer(id: string, raw: unknown): Layer {
  if (!isRaw(raw) || !LAYERS.includes(raw.layer as 'nation'))
    throw new MergeFault(`${id}：\`layer\` 写 ${LAYERS.join('、')} 之一`)
  const decisions = isRaw(raw.decisions) ? raw.decisions : {}
  return {
    id,
    rank: LAYERS.indexOf(raw.layer as 'nation'),
    head: raw.document,
    lapse: isRaw(raw.lapse) ? raw.lapse : undefined,
    decisions: Object.fromEntries(Object.entries(decisions).map(([name, one]) => [name, clausesOf(one)])),
  }
}

/**
 * The file with the clauses of the documents it is `under`, nearest first behind its own: the first that holds decides.
 * A clause of the file with the same id stands in the document's place, so a question that the nation leaves open is
 * closed by answering it.
 * @throws MergeFault a document that is not there, or a binding clause that the file changes
 */
export function underLayers(raw: unknown, layers: readonly Layer[]): unknown {
  if (!isRaw(raw) || raw.under === undefined) return raw
  const { under, ...file } = raw
  const named = (Array.isArray(under) ? under : [under]).map((id) => {
    const layer = layers.find((one) => one.id === id)
    if (layer === undefined)
      throw new MergeFault(`\`under\`：没有文件 ${String(id)}。现有：${layers.map((one) => one.id).join('、')}`)
    return layer
  })
  const nearestFirst = [...named].sort((a, b) => b.rank - a.rank)
  return nearestFirst.reduce<Raw>(withLayer, file)
}

function withLayer(file: Raw, { id, head, lapse, decisions }: Layer): Raw {
  const own = isRaw(file.decisions) ? file.decisions : {}
  const merged: Raw = { ...own }
  for (const [name, added] of Object.entries(decisions)) {
    const clauses = clausesOf(own[name])
    const ids = new Set(clauses.map((clause) => clause.id))
    const bound = added.find((clause) => clause.binding === true && ids.has(clause.id))
    if (bound) throw new MergeFault(`\`${name}\` 的 ${bound.id} 在 ${id} 里是不能改的，这份文件却写了同名的一条`)
    const rest = added
      .filter((clause) => !ids.has(clause.id))
      .map(({ binding: _, ...clause }) => ({ ...clause, doc: id }))
    merged[name] = { ...(isRaw(own[name]) ? own[name] : {}), clauses: beforeTheLast(clauses, rest) }
  }
  return {
    ...file,
    ...(file.lapse === undefined && lapse !== undefined ? { lapse: { ...lapse, doc: id } } : {}),
    documents: { ...(isRaw(file.documents) ? file.documents : {}), [id]: head },
    decisions: merged,
  }
}

/** A clause for everybody else stays the last: what stands behind it could never apply. */
function beforeTheLast(clauses: readonly Clause[], added: readonly Raw[]): unknown[] {
  const last = clauses[clauses.length - 1]
  return last !== undefined && last.when === undefined
    ? [...clauses.slice(0, -1), ...added, last]
    : [...clauses, ...added]
}

/** @throws MergeFault */
export function readAmendment(id: string, raw: unknown): Amendment {
  if (!isRaw(raw) || typeof raw.amends !== 'string' || !isRaw(raw.document) || typeof raw.document.issued !== 'string')
    throw new MergeFault(`${id}：要写 \`amends\`（改哪一份）和 \`document.issued\`（哪一天印发）`)
  return {
    amends: raw.amends,
    issued: raw.document.issued,
    id,
    head: raw.document,
    decisions: (isRaw(raw.decisions) ? raw.decisions : {}) as Amendment['decisions'],
  }
}

/**
 * The file as a later notice leaves it.
 * @throws MergeFault where a clause that it names is not there
 */
export function amended(raw: unknown, { id, head, decisions }: Amendment): unknown {
  if (!isRaw(raw) || !isRaw(raw.decisions)) throw new MergeFault(`${id}：要改的文件没有 \`decisions\``)
  const merged: Raw = { ...raw.decisions }
  for (const [name, places] of Object.entries(decisions)) {
    let clauses = clausesOf(merged[name])
    for (const place of PLACES)
      for (const [target, added] of Object.entries(places[place] ?? {})) {
        const at = clauses.findIndex((clause) => clause.id === target)
        if (at < 0) throw new MergeFault(`${id}：\`${name}\` 里没有叫 ${target} 的一条，改不了`)
        const own = added.map((clause): Clause => ({ ...clause, doc: id }))
        clauses = [
          ...clauses.slice(0, place === 'after' ? at + 1 : at),
          ...own,
          ...clauses.slice(place === 'before' ? at : at + 1),
        ]
      }
    merged[name] = { ...(isRaw(merged[name]) ? merged[name] : {}), clauses }
  }
  return { ...raw, documents: { ...(isRaw(raw.documents) ? raw.documents : {}), [id]: head }, decisions: merged }
}
