import { pick, type Dice } from '../../commands/demo-data/dice'
import type { DeathAt, Reaper } from './gate'

/** What one call writes for one person, order or row after the other is the same work again from here on. */
const SAME_AGAIN_FROM = 3
const MOMENTS: readonly DeathAt[] = ['before', 'after']

interface Point {
  kind: string
  /** Starts with a star: it stands at once. */ what: string
  nth: number
  at: DeathAt
}
interface Counted {
  covered: number
  points: number
}

/**
 * Each write of each kind of deed is two points at which a function can die, before it and after it. A write is known by what
 * it writes and by the how-manieth of these it is in its call; a commit by all that stands by it. So another branch of the
 * same deed has points of its own, and a loop does not have one for each round.
 *
 * Who may die dies at the first point at which nobody has died yet, and nobody has to have seen it before: under way again with
 * the same deed, the function comes to the next. So whatever is walked is died at, and what is left is what was passed when
 * nobody could die, or when the second try did not come by there any more.
 */
export class CrashPoints {
  private readonly seen = new Map<string, Point>()
  private readonly done = new Set<string>()

  constructor(private readonly roll: Dice) {}

  /** Lets a call of this kind live, and sees what it passes. */
  sparing(kind: string): Reaper {
    return (what, nth) => {
      this.pass(kind, what, nth)
      return null
    }
  }

  /** Lets it die at the first point at which nobody has; `again`: or else at one of those at which somebody has. */
  reaping(kind: string, again: boolean): Reaper {
    const all = again ? [...this.done].filter((name) => this.seen.get(name)?.kind === kind) : []
    const old = all.length === 0 ? null : pick(all, this.roll)
    return (what, nth) => {
      const here = this.pass(kind, what, nth)
      const point = here.find((one) => !this.done.has(nameOf(one))) ?? here.find((one) => nameOf(one) === old)
      if (point === undefined) return null
      this.done.add(nameOf(point))
      return point.at
    }
  }

  /** Whether a point was passed at which nobody has died. */
  areLeft(): boolean {
    return this.seen.size > this.done.size
  }

  /** Points that were passed, those died at, and the names of the others; by kind, covered of all. */
  coverage(): Counted & { standing: Counted; uncovered: string[]; kinds: Record<string, string> } {
    const all = [...this.seen.values()]
    const kinds = [...new Set(all.map(({ kind }) => kind))].sort().map((kind) => {
      const { covered, points } = this.count(all.filter((point) => point.kind === kind))
      return [kind, `${covered}/${points}`]
    })
    return {
      ...this.count(all),
      standing: this.count(all.filter(({ what }) => what.startsWith('*'))),
      uncovered: all
        .map(nameOf)
        .filter((name) => !this.done.has(name))
        .sort(),
      kinds: Object.fromEntries(kinds) as Record<string, string>,
    }
  }

  private count(points: readonly Point[]): Counted {
    return { covered: points.filter((point) => this.done.has(nameOf(point))).length, points: points.length }
  }

  private pass(kind: string, what: string, of: number): Point[] {
    const here = MOMENTS.map((at): Point => ({ kind, what, nth: Math.min(of, SAME_AGAIN_FROM), at }))
    for (const point of here) this.seen.set(nameOf(point), point)
    return here
  }
}

const nameOf = ({ kind, what, nth, at }: Point): string => `${kind}: ${at} ${what.replace('*', '')} ${nth}`
