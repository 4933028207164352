import type { AuditDocument } from '../access'
import { shanghaiDay } from '../../../rules'

/** A line of audit as the report looks at it. */
export type ReportedLine = Pick<AuditDocument, 'at' | 'openid' | 'action' | 'outcome' | 'why' | 'beside'>

/** What one person did: lines that were done, by action; looked at in full counts as done alone. */
interface OfficerDeeds {
  person: string
  alone: number
  byTwo: number
  refused: number
  kinds: readonly { action: string; alone: number; byTwo: number }[]
  standsOut: readonly string[]
}

/** Something that an auditor should look at: how many times it was, from how many on it is told, and how. */
interface Sign {
  times(lines: readonly ReportedLine[]): number
  from: number
  words(times: number): string
}

const HOUR_MS = 3_600_000
const hourOf = (at: number): number => new Date(at + 8 * HOUR_MS).getUTCHours()
const most = (numbers: Iterable<number>): number => Math.max(0, ...numbers)
const counted = <Of>(lines: readonly Of[], keyOf: (line: Of) => string): ReadonlyMap<string, number> => {
  const found = new Map<string, number>()
  for (const line of lines) found.set(keyOf(line), (found.get(keyOf(line)) ?? 0) + 1)
  return found
}
const isDone = ({ outcome }: ReportedLine): boolean => outcome === 'done'
const done = (lines: readonly ReportedLine[], action: string): readonly ReportedLine[] =>
  lines.filter((line) => isDone(line) && line.action === action)
const backdated = ({ why, at }: ReportedLine): boolean => {
  const day = why.startsWith('PAID_ON:') ? why.slice('PAID_ON:'.length) : 'TODAY'
  return day !== 'TODAY' && day < shanghaiDay(at)
}

/** Where one colleague stands beside so many of somebody's deeds by two, they are no second look any more. */
const SAME_PAIR = 0.8

/** What stands out. A sign is no fault: it says where to look. */
const SIGNS: readonly Sign[] = [
  {
    times: (lines) => lines.filter((line) => isDone(line) && isForTwo(line) && line.beside === undefined).length,
    from: 1,
    words: (times) => `有 ${times} 件应当两人办的事是一个人办的。`,
  },
  { times: (lines) => done(lines, 'undoCash').length, from: 3, words: (times) => `撤销自己当天收的现金 ${times} 次。` },
  {
    times: (lines) =>
      done(lines, 'recordPayment').filter((line) => line.beside === undefined && backdated(line)).length,
    from: 3,
    words: (times) => `一个人补记了 ${times} 笔前几天的缴费。`,
  },
  {
    times: (lines) =>
      most(
        counted(
          lines.filter(({ outcome }) => outcome === 'revealed'),
          ({ at }) => shanghaiDay(at),
        ).values(),
      ),
    from: 30,
    words: (times) => `一天里看了 ${times} 次完整的个人信息。`,
  },
  {
    times: (lines) => lines.filter((line) => isDone(line) && (hourOf(line.at) >= 22 || hourOf(line.at) < 6)).length,
    from: 3,
    words: (times) => `夜里（22 点到 6 点）办了 ${times} 件。`,
  },
  {
    times: (lines) => done(lines, 'exportSheet').length + done(lines, 'rosterSheet').length,
    from: 10,
    words: (times) => `导出表格 ${times} 次。`,
  },
  {
    times: (lines) => lines.filter(({ outcome }) => outcome === 'refused').length,
    from: 10,
    words: (times) => `没有获准的尝试 ${times} 次。`,
  },
  {
    times: (lines) => {
      const byTwo = lines.filter((line) => isDone(line) && line.beside !== undefined)
      const withOne = most(counted(byTwo, ({ beside }) => beside!).values())
      return withOne >= byTwo.length * SAME_PAIR ? withOne : 0
    },
    from: 5,
    words: (times) => `两人办的事里，有 ${times} 件都是和同一位同事办的。`,
  },
]

const isForTwo = ({ action }: ReportedLine): boolean => action === 'voidCash' || action === 'voidPayment'

/** What each of these people did, in the order in which they were named. */
export function reportOf(people: readonly string[], lines: readonly ReportedLine[]): OfficerDeeds[] {
  const byPerson = new Map(people.map((person): [string, ReportedLine[]] => [person, []]))
  for (const line of lines) byPerson.get(line.openid)?.push(line)
  return [...byPerson].map(([person, own]) => {
    const did = own.filter(({ outcome }) => outcome !== 'refused')
    const byTwo = did.filter(({ beside }) => beside !== undefined)
    const kinds = [...counted(did, ({ action }) => action).keys()].sort().map((action) => {
      const together = byTwo.filter((line) => line.action === action).length
      return { action, alone: did.filter((line) => line.action === action).length - together, byTwo: together }
    })
    const standsOut = SIGNS.flatMap(({ times, from, words }) => {
      const found = times(own)
      return found >= from ? [words(found)] : []
    })
    return {
      person,
      alone: did.length - byTwo.length,
      byTwo: byTwo.length,
      refused: own.length - did.length,
      kinds,
      standsOut,
    }
  })
}
