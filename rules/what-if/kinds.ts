import type { Policy } from '../language/policy'
import { ASKED_ALONE, respectsOf, type Respect } from './classes'
import type { PeopleColumns } from './columns'

/** Which people a policy cannot tell apart. */
export interface Kinds {
  /** The kind of each person. */
  of: Int32Array
  count: number
  /** Of whom it holds, nobody stands for another. */
  alone: Uint8Array
  /** A kind by one of its people, in words that stay the same whoever else is there. */
  nameOf: (row: number) => string
}

/** The widest table of numbers that is held beside the people. */
const TABLE_MAX = 1 << 22

/** The classes of everybody in all respects, folded into one number a person. */
export function kindsOf(policy: Policy, people: PeopleColumns, years: number): Kinds {
  const { size } = people
  const of = new Int32Array(size)
  const classes = new Int32Array(size)
  const alone = aloneOf(people)
  const respects = respectsOf(policy, people, years)
  const apart: Respect['fill'] = (out, count) => {
    let next = 1
    for (let row = 0; row < count; row++) out[row] = alone[row] ? next++ : 0
    return next
  }
  let count = 1
  for (const fill of [...respects.map((respect) => respect.fill), apart])
    count = fold(of, count, classes, fill(classes, size))
  return { of, count, alone, nameOf: (row) => respects.map(({ textOf }) => textOf(row)).join('\n') }
}

/** Tells each number of `of` apart by the class as well; how many numbers there are then. */
function fold(of: Int32Array, count: number, classes: Int32Array, width: number): number {
  if (width <= 1) return count
  let next = 0
  if (count * width > TABLE_MAX) {
    const table = new Map<number, number>()
    for (let row = 0; row < of.length; row++) {
      const key = of[row]! * width + classes[row]!
      const known = table.get(key)
      if (known === undefined) table.set(key, next)
      of[row] = known ?? next++
    }
    return next
  }
  const table = new Int32Array(count * width).fill(-1)
  for (let row = 0; row < of.length; row++) {
    const key = of[row]! * width + classes[row]!
    const known = table[key]!
    of[row] = known < 0 ? (table[key] = next++) : known
  }
  return next
}

function aloneOf(people: PeopleColumns): Uint8Array {
  const alone = new Uint8Array(people.size)
  for (const name of ASKED_ALONE) {
    const column = people.column(name)
    if (column === undefined) continue
    const none = column.values.map((value) => value == null)
    for (let row = 0; row < people.size; row++) if (!none[column.of[row]!]) alone[row] = 1
  }
  return alone
}
