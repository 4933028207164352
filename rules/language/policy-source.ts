import { isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node, type Pair } from 'yaml'
import type { FaultPath, PlacedFault, PolicyFault } from './policy-fault'

type Range = readonly [from: number, to: number]

/** Columns of a terminal that a line of the excerpt may take. */
const WIDEST = 96

/** Chinese characters and full-width signs take two columns of a terminal. */
const isWide = (character: string): boolean =>
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(character)
const widthOf = (text: string): number => [...text].reduce((sum, one) => sum + (isWide(one) ? 2 : 1), 0)

/** A policy file's text with the places of what it holds. */
export class PolicySource {
  readonly doc: Document
  private readonly counter = new LineCounter()
  private readonly lines: readonly string[]

  constructor(
    readonly text: string,
    readonly file: string,
  ) {
    this.doc = parseDocument(text, { lineCounter: this.counter, schema: 'core', prettyErrors: false })
    this.lines = text.split('\n')
  }

  /** The text's line, from 1. */
  line(number: number): string {
    return this.lines[number - 1] ?? ''
  }

  locate(offset: number): { line: number; column: number } {
    const { line, col } = this.counter.linePos(offset)
    return { line, column: col }
  }

  /** A fault by its path becomes one with file, line and caret. */
  place(fault: PlacedFault): PolicyFault {
    return this.placeAt(this.rangeOf(fault.path, fault.at ?? 'value'), fault)
  }

  /** The same for a place in the text that no path leads to. */
  placeAt([from, to]: Range, fault: Omit<PlacedFault, 'at'>): PolicyFault {
    const { line, column } = this.locate(from)
    const { path, code, message, allowed = null, suggestion = null, example = null, severity = 'fault' } = fault
    return {
      ...{ file: this.file, line, column, code, severity, message, allowed, suggestion, example },
      path: this.written(path).join('.'),
      excerpt: excerptOf(this.line(line), column - 1, to - from),
    }
  }

  /** Where the key (or what stands behind it) at a path is written; the nearest place above it when it is not. */
  rangeOf(path: FaultPath, at: 'key' | 'value'): Range {
    for (let depth = path.length; depth > 0; depth--) {
      const found = this.partAt(path.slice(0, depth), depth < path.length ? 'key' : at)
      if (found !== null) return found
    }
    return [0, 1]
  }

  /** Without the place in a list where a single word was written. */
  private written(path: FaultPath): FaultPath {
    const above = path.slice(0, -1)
    return path.at(-1) === 0 && isScalar(this.doc.getIn(above, true)) ? above : path
  }

  private partAt(path: FaultPath, at: 'key' | 'value'): Range | null {
    const parent = path.length === 1 ? this.doc.contents : this.doc.getIn(path.slice(0, -1), true)
    const last = path[path.length - 1]!
    if (isSeq(parent)) return rangeOfNode(parent.items[Number(last)])
    // A single word stands where a list is meant.
    if (isScalar(parent) && last === 0) return rangeOfNode(parent)
    if (!isMap(parent)) return null
    const pair = parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(last))
    return pair === undefined ? null : rangeOfPair(pair, at)
  }
}

function rangeOfPair(pair: Pair, at: 'key' | 'value'): Range | null {
  const value = rangeOfNode(pair.value)
  return at === 'value' && value !== null && value[1] > value[0] ? value : rangeOfNode(pair.key)
}

function rangeOfNode(node: unknown): Range | null {
  const range = (node as Node | null | undefined)?.range
  return range ? [range[0], range[1]] : null
}

/** The line with a caret line below it; a long line is cut around the place. */
function excerptOf(line: string, from: number, length: number): [string, string] {
  const before = [...line.slice(0, from)]
  const marked = line.slice(from, from + Math.max(1, length))
  let start = 0
  while (widthOf(before.slice(start).join('')) + Math.min(widthOf(marked), 24) > WIDEST) start++
  const cut = start > 0 ? '…' : ''
  const shown = before.slice(start).join('')
  const rest: string[] = []
  let width = widthOf(cut) + widthOf(shown)
  for (const character of line.slice(from)) {
    width += isWide(character) ? 2 : 1
    if (width > WIDEST + 24) {
      rest.push('…')
      break
    }
    rest.push(character)
  }
  const under = rest.slice(0, Math.max(1, [...marked].length)).join('')
  return [
    `${cut}${shown}${rest.join('')}`,
    `${' '.repeat(widthOf(cut + shown))}${'^'.repeat(Math.max(1, widthOf(under)))}`,
  ]
}
