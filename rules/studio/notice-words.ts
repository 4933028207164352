import { civilDay, dayNumber } from '../calendar/civil-day'
import type { YearField, YearGroup } from './year-fields'

/** Keys whose words stand in the notice to the letter. */
const OF_THE_NOTICE = /(^|\.)(quote|title|number)$/
/** Below this two sentences are about different things. */
const ALIKE = 0.62
/** A passage is no shorter and no longer than so many times the sentence of the year before. */
const SHORTEST = 0.6
const LONGEST = 1.7

/** What a new notice says in the place of a value of the year before. */
interface Suggestion {
  path: string
  value: string
}

/**
 * Reads a new notice beside the file of the year before: where it says a clause's sentence in other words or with
 * other figures, those words, and the amounts, days and lengths that stand in them at the same place. Nothing is taken
 * from it by itself: an official looks at each.
 * @param before the year before's values by path
 */
export function suggestionsFrom(
  notice: string,
  groups: readonly YearGroup[],
  before: ReadonlyMap<string, string>,
): Suggestion[] {
  const passages = passagesOf(notice)
  const known = new Map<string, string | null>()
  const inNotice = (sentence: string): string | null => {
    let found = known.get(sentence)
    if (found === undefined) known.set(sentence, (found = likeliest(notice, passages, sentence)))
    return found
  }
  return groups.flatMap(({ fields }) => {
    const said = fields
      .filter(({ path, kind }) => kind === 'words' && OF_THE_NOTICE.test(path))
      .flatMap((field) => {
        const sentence = before.get(field.path) ?? field.value
        const now = inNotice(sentence)
        return now === null ? [] : [{ field, sentence, now }]
      })
    const words = said.filter(({ field, now }) => now !== field.value)
    return [
      ...words.map(({ field: { path }, now }) => ({ path, value: now })),
      ...fields.flatMap((field) => figureFor(field, before.get(field.path) ?? null, said)),
      ...fields.flatMap((field) => ownWordsFor(field, said)),
    ]
  })
}

/** The sentences of a notice that no clause of the file rests on: what forms of the year before have no place for. */
export function sentencesUnused(notice: string, groups: readonly YearGroup[]): string[] {
  const quotes = groups.flatMap(({ fields }) => fields.flatMap(({ kind, value }) => (kind === 'words' ? [value] : [])))
  const used = new Uint8Array(notice.length)
  for (const quote of quotes.filter(({ length }) => length >= SHORT))
    for (let at = notice.indexOf(quote); at >= 0; at = notice.indexOf(quote, at + 1))
      used.fill(1, at, at + quote.length)
  let at = 0
  return (notice.match(/[^。；\n]*[。；\n]|[^。；\n]+$/g) ?? []).flatMap((sentence) => {
    const from = at
    at += sentence.length
    const words = sentence.trim()
    const isUsed = used.subarray(from, at).includes(1)
    return words.length > HEADING && !isUsed ? [words] : []
  })
}
/** No longer than this is a heading, or a number of a paragraph. */
const HEADING = 10
/** Shorter words stand in a notice by chance. */
const SHORT = 6

type Said = readonly { sentence: string; now: string }[]

/** The value that stands where the old one stood; [] = the notice does not show it, or shows the one that is there. */
function figureFor({ path, kind, value }: YearField, before: string | null, said: Said): Suggestion[] {
  if (kind === 'words' || before === null) return []
  const found = new Set<string>()
  for (const { sentence, now } of said) {
    const [old, fresh] = [figuresIn(sentence), figuresIn(now)]
    if (old.length !== fresh.length || old.some((one, i) => one.kind !== fresh[i]!.kind)) continue
    for (const by of kind === 'day' ? [0, 1, -1] : [0]) {
      const wanted = by === 0 ? before : nextDay(before, by)
      const places = old.flatMap((one, i) => (one.value === wanted && fits(kind, one.kind) ? [i] : []))
      for (const place of places) found.add(nextDay(fresh[place]!.value, -by))
      if (places.length > 0) break
    }
  }
  const [only] = found
  return found.size === 1 && only !== value ? [{ path, value: only! }] : []
}

/** Why something is open, in the author's words: figures of the notice that stand in them move with the notice. */
function ownWordsFor({ path, value }: YearField, said: Said): Suggestion[] {
  if (!path.endsWith('.why')) return []
  let now = value
  for (const { sentence, now: fresh } of said) {
    const [old, changed] = [sentence, fresh].map((text) => [...text.matchAll(FIGURE)].map(([all]) => all))
    if (old!.length !== changed!.length) continue
    old!.forEach((figure, i) => (now = now.replaceAll(figure, changed![i]!)))
    const [days, freshDays] = [old!, changed!].map((all) => all.map((one) => one.replace(/^\d{4}年(?=.*日$)/, '')))
    days!.forEach((day, i) => {
      if (day.endsWith('日')) now = now.replaceAll(new RegExp(`(?<![\\d年])${day}`, 'g'), freshDays![i]!)
    })
  }
  return now === value ? [] : [{ path, value: now }]
}

const nextDay = (day: string, by: number): string => (by === 0 ? day : civilDay(dayNumber(day)! + by))

const fits = (kind: YearField['kind'], figure: Figure['kind']): boolean =>
  kind === 'number' ? figure === 'number' || figure === 'year' : figure === kind

interface Figure {
  kind: 'day' | 'monthDay' | 'length' | 'year' | 'number'
  value: string
}

const FIGURE = new RegExp(
  [
    '(?<y>\\d{4})年(?<m>\\d{1,2})月(?<d>\\d{1,2})日',
    '(?<monthDay>\\d{1,2}月\\d{1,2}日)',
    '(?<count>\\d+)(?<unit>个月|日|天)',
    '(?<year>\\d{4})(?=年)',
    '(?<number>\\d+(?:\\.\\d+)?)',
  ].join('|'),
  'g',
)

/** Days, lengths, years and amounts in the order in which a sentence names them. */
function figuresIn(sentence: string): Figure[] {
  return [...sentence.matchAll(FIGURE)].map(({ groups }): Figure => {
    const { y, m, d, monthDay, count, unit, year, number } = groups as Partial<Record<string, string>>
    if (y !== undefined) return { kind: 'day', value: `${y}-${m!.padStart(2, '0')}-${d!.padStart(2, '0')}` }
    if (monthDay !== undefined) return { kind: 'monthDay', value: monthDay }
    if (count !== undefined) return { kind: 'length', value: `${count} ${unit === '个月' ? 'months' : 'days'}` }
    return year !== undefined ? { kind: 'year', value: year } : { kind: 'number', value: number! }
  })
}

/** What a notice is made of, paragraph by paragraph, cut where a quotation may begin or end. */
const passagesOf = (notice: string): string[][] =>
  notice.split(/\n+/).map((line) => line.match(/[^，。；：、）]*[，。；：、）]|[^，。；：、）]+$/g) ?? [])

/** The passage of a notice that is most like a sentence; null = none is. */
function likeliest(notice: string, passages: readonly string[][], sentence: string): string | null {
  if (notice.includes(sentence)) return sentence
  const wanted = pairsIn(sentence)
  const ended = /[，。；：、]$/.test(sentence)
  let best: { text: string; like: number } | null = null
  for (const pieces of passages) {
    for (let from = 0; from < pieces.length; from++) {
      let run = ''
      for (let to = from; to < pieces.length && run.length <= sentence.length * LONGEST; to++) {
        run += pieces[to]!
        const text = ended ? run : run.replace(/[，。；：、]$/, '')
        if (text.length < sentence.length * SHORTEST) continue
        const like = likeness(wanted, pairsIn(text))
        if (like > (best?.like ?? ALIKE)) best = { text, like }
      }
    }
  }
  return best?.text.replace(/^\s+/, '') ?? null
}

/** Pairs of neighbouring letters, all figures alike: a sentence with another amount is the same sentence. */
function pairsIn(text: string): Map<string, number> {
  const plain = text.replace(/\d+(\.\d+)?/g, '0')
  const pairs = new Map<string, number>()
  for (let at = 0; at + 1 < plain.length; at++) {
    const pair = plain.slice(at, at + 2)
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
  }
  return pairs
}

/** 1 = of the same pairs, 0 = of none in common. */
function likeness(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
  let [shared, all] = [0, 0]
  for (const count of other.values()) all += count
  for (const [pair, count] of one) {
    all += count
    shared += Math.min(count, other.get(pair) ?? 0)
  }
  return all === 0 ? 0 : (2 * shared) / all
}
