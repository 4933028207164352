import { pick, type Dice } from '../../commands/demo-data/dice'
import type { Death, Passage } from './gate'

/** Of pieces of work that do the same for one order or page after the other, the writes after so many are the same again. */
const WRITES_COUNTED = 40

const MOMENTS = ['before', 'after'] as const

interface Point extends Death { what: string }

/** Each write of each kind of deed is two points at which a function can die; which of them it has. */
export class CrashPoints {
  /** What each kind writes, as far as its longest call has shown. */
  private readonly seen = new Map<string, string[]>()
  private readonly done = new Set<string>()

  constructor(private readonly roll: Dice) {}

  /** A point at which this kind has not died yet; what stands at once comes first. null = it has at all that are known. */
  next(kind: string): Death | null {
    const left = this.pointsOf(kind).filter((point) => !this.done.has(nameOf(kind, point)))
    const first = left.filter(({ what }) => what.startsWith('*'))
    return left.length === 0 ? null : pick(first.length > 0 ? first : left, this.roll)
  }

  saw(kind: string, death: Death | null, { writes, died }: Passage): void {
    const before = this.seen.get(kind) ?? []
    if (writes.length > before.length) this.seen.set(kind, [...before, ...writes.slice(before.length, WRITES_COUNTED)])
    if (died && death !== null) this.done.add(nameOf(kind, death))
  }

  /** How many points there are, and how many of them a function died at; by kind, covered of all. */
  coverage(): { covered: number; points: number; standing: { covered: number; points: number }; kinds: Record<string, string> } {
    const all = [...this.seen.keys()].sort().flatMap((kind) => this.pointsOf(kind).map((point) => ({ kind, what: point.what, hit: this.done.has(nameOf(kind, point)) })))
    const of = (points: typeof all) => ({ covered: points.filter(({ hit }) => hit).length, points: points.length })
    const kinds = [...this.seen.keys()].sort().map((kind) => {
      const { covered, points } = of(all.filter((point) => point.kind === kind))
      return [kind, `${covered}/${points}`]
    })
    return { ...of(all), standing: of(all.filter(({ what }) => what.startsWith('*'))), kinds: Object.fromEntries(kinds) as Record<string, string> }
  }

  private pointsOf(kind: string): Point[] {
    return (this.seen.get(kind) ?? []).flatMap((what, i) => MOMENTS.map((when) => ({ write: i + 1, when, what })))
  }
}

const nameOf = (kind: string, { write, when }: Death): string => `${kind} ${write} ${when}`
