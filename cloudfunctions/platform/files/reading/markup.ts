import type { FileNote, SheetFile, SheetInfo, SheetRow } from '../sheet'
import type { Budget } from '../budget'
import { unreadable } from '../sheet'

/** What a reader of markup is told, in order. */
export interface MarkupReader {
  /**
   * `name` without its prefix; `attributes` as they stand, for {@link attribute}. An empty element is closed at once.
   */
  open(name: string, attributes: string): void
  close(name: string): void
  /** With its entities resolved; a long text comes in pieces. */
  text(words: string): void
}

/** Of one tag: one of a sheet is never as long. */
const TAG_MAX = 256 * 1024
const DEPTH_MAX = 200
/** `&#x10FFFF;` and what HTML calls `&thetasym;` */
const ENTITY_MAX = 12

/** What cannot stand in a tag's place, by its beginning: left out, or the words of a CDATA section. */
const SECTIONS = [
  { begins: '<!--', ends: '-->', speaks: false },
  { begins: '<![CDATA[', ends: ']]>', speaks: true },
  { begins: '<?', ends: '?>', speaks: false },
] as const
type Section = (typeof SECTIONS)[number]

/**
 * One pass over XML or HTML that comes in pieces, in time linear in its length: nothing is matched twice, a document
 * type declares nothing. XML has to close what it opens; of HTML that is not asked.
 */
export class MarkupTokens {
  #waiting = ''
  #depth = 0
  #section: Section | null = null
  /** Of HTML: whose text is none, until its end. */
  #mute: string | null = null

  constructor(
    readonly reader: MarkupReader,
    readonly budget: Budget,
    readonly language: 'xml' | 'html' = 'xml',
  ) {}

  /** @throws Refusal FILE_UNREADABLE, FILE_TOO_LARGE */
  write(piece: string): void {
    this.#waiting += piece
    const text = this.#waiting
    let [at, steps] = [0, 0]
    for (;;) {
      const next = this.#section === null ? this.#read(text, at) : this.#readSection(text, at)
      if (next === at) break
      at = next
      steps++
    }
    this.budget.spend('steps', steps)
    this.#waiting = text.slice(at)
    if (this.#waiting.length > TAG_MAX) throw unreadable()
  }

  /** @throws Refusal FILE_UNREADABLE where something was begun and not ended */
  end(): void {
    if (this.language === 'html') return this.#say(this.#waiting)
    if (this.#depth !== 0 || this.#waiting.trim() !== '' || this.#section !== null) throw unreadable()
  }

  /** The text or the tag at a place; the same place again: more has to come. */
  #read(text: string, at: number): number {
    if (at >= text.length) return at
    if (text[at] !== '<') return this.#readText(text, at)
    const section = SECTIONS.find(({ begins }) => text.startsWith(begins, at))
    if (section !== undefined) {
      this.#section = section
      return at + section.begins.length
    }
    if (text.length - at < 9 && SECTIONS.some(({ begins }) => begins.startsWith(text.slice(at)))) return at
    const end = endOfTag(text, at)
    if (end === -1) return at
    this.#tag(text.slice(at + 1, end))
    return end + 1
  }

  #readText(text: string, at: number): number {
    const next = text.indexOf('<', at)
    if (next !== -1) {
      this.#say(text.slice(at, next))
      return next
    }
    const entity = text.lastIndexOf('&')
    const to = entity >= at && text.length - entity < ENTITY_MAX && !text.includes(';', entity) ? entity : text.length
    if (to > at) this.#say(text.slice(at, to))
    return to
  }

  #readSection(text: string, at: number): number {
    const { ends, speaks } = this.#section!
    const end = text.indexOf(ends, at)
    const to = end === -1 ? Math.max(at, text.length - ends.length + 1) : end
    if (speaks && to > at && this.#mute === null) this.reader.text(text.slice(at, to))
    if (end === -1) return to
    this.#section = null
    return end + ends.length
  }

  #say(words: string): void {
    if (words !== '' && this.#mute === null) this.reader.text(resolved(words))
  }

  #tag(inner: string): void {
    if (inner.startsWith('!')) return
    const closes = inner.startsWith('/')
    const name = this.#nameIn(inner, closes ? 1 : 0)
    if (this.#mute !== null && !(closes && name === this.#mute)) return
    this.#mute = null
    if (closes) {
      this.#depth--
      if (this.#depth < 0 && this.language === 'xml') throw unreadable()
      return this.reader.close(name)
    }
    this.reader.open(name, inner)
    const isEmpty = inner.endsWith('/')
    if (isEmpty) return this.reader.close(name)
    this.#depth++
    if (this.language === 'html') this.#mute = MUTE.has(name) ? name : null
    else if (this.#depth > DEPTH_MAX) throw unreadable()
  }

  #nameIn(inner: string, from: number): string {
    let [begin, end] = [from, from]
    for (; end < inner.length; end++) {
      const code = inner.charCodeAt(end)
      if (code <= 32 || code === SLASH) break
      if (code === COLON) begin = end + 1
    }
    const name = inner.slice(begin, end)
    return this.language === 'html' ? name.toLowerCase() : name
  }
}

const SLASH = '/'.charCodeAt(0)
const COLON = ':'.charCodeAt(0)
const EQUALS = '='.charCodeAt(0)
const MUTE: ReadonlySet<string> = new Set(['script', 'style', 'title'])

/** Where the tag ends that begins at a place; a `>` in a quoted value is none. -1: not yet. */
function endOfTag(text: string, at: number): number {
  for (let from = at + 1; ;) {
    const end = text.indexOf('>', from)
    if (end === -1) return -1
    const quote = openQuote(text, from, end)
    if (quote === -1) return end
    const close = text.indexOf(text[quote]!, quote + 1)
    if (close === -1) return -1
    from = close + 1
  }
}

/** The first quote before a place that begins a value and does not end before it. */
function openQuote(text: string, from: number, to: number): number {
  const tag = text.slice(from, to)
  for (let at = tag.indexOf('='); at !== -1; at = tag.indexOf('=', at + 1)) {
    const quote = skipSpace(tag, at + 1)
    if (tag[quote] !== '"' && tag[quote] !== "'") continue
    at = tag.indexOf(tag[quote], quote + 1)
    if (at === -1) return from + quote
  }
  return -1
}

function skipSpace(text: string, from: number): number {
  let at = from
  while (at < text.length && text.charCodeAt(at) <= 32) at++
  return at
}

/** The value of an attribute, whatever its prefix; null where there is none. HTML's may stand without quotes. */
export function attribute(tag: string, name: string): string | null {
  let at = endOfWord(tag, 0)
  for (;;) {
    const key = skipSpace(tag, at)
    if (key >= tag.length) return null
    const keyEnd = endOfWord(tag, key)
    const equals = skipSpace(tag, keyEnd)
    if (tag[equals] !== '=') {
      at = Math.max(equals, key + 1)
      continue
    }
    const begin = skipSpace(tag, equals + 1)
    const quote = tag[begin] === '"' || tag[begin] === "'" ? tag[begin] : null
    const from = quote === null ? begin : begin + 1
    const end = quote === null ? endOfWord(tag, begin, true) : tag.indexOf(quote, from)
    const to = end === -1 ? tag.length : end
    if (isNamed(tag, key, keyEnd, name)) return resolved(tag.slice(from, to))
    at = Math.max(to + (quote === null ? 0 : 1), begin + 1)
  }
}

/** Of a name or an unquoted value. */
function endOfWord(tag: string, from: number, isValue = false): number {
  let at = from
  for (; at < tag.length; at++) {
    const code = tag.charCodeAt(at)
    if (code <= 32 || (!isValue && code === EQUALS)) break
  }
  return at
}

function isNamed(tag: string, from: number, to: number, name: string): boolean {
  const begin = to - name.length
  if (begin < from || (begin > from && tag.charCodeAt(begin - 1) !== COLON)) return false
  return tag.startsWith(name, begin) || tag.slice(begin, to).toLowerCase() === name.toLowerCase()
}

const ENTITIES: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  middot: '\u00b7',
  yen: '\u00a5',
}) as Readonly<Record<string, string>>

function resolved(words: string): string {
  if (!words.includes('&')) return words
  return words.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,8});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name] ?? whole
    const code = /^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1))
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

const PIECE = 64 * 1024

/** Hands a text to its tokens, piece by piece, to the end. @param from what comes before is passed over */
export function writeAll(tokens: MarkupTokens, text: string, from = 0): void {
  for (let at = from; at < text.length; at += PIECE) tokens.write(text.slice(at, at + PIECE))
  tokens.end()
}

/** What a reader of markup has collected, as a file of sheets. @param lossy characters were lost when it was decoded */
export function sheetFileOf(
  form: SheetFile['form'],
  read: { sheets: SheetInfo[]; rows: readonly SheetRow[]; notes: ReadonlySet<FileNote['code']> },
  lossy: boolean,
): SheetFile {
  const notes: FileNote[] = [...read.notes].map((code) => ({ code }))
  if (lossy) notes.push({ code: 'CHARACTERS_LOST' })
  return {
    form,
    sheets: read.sheets,
    notes,
    async *rows() {
      yield* read.rows
    },
  }
}
