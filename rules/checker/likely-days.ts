import { conditionsOf, clausesOf, valuesOf } from '../language/conditions-of'
import type { FaultPath, PlacedFault } from '../language/policy-fault'
import type { PolicyFile } from '../language/schema'
import { dayNumber } from '../calendar/civil-day'

/** Days that belong to another year: the usual trace of a file copied from last year's. */
export function daysOfTheYear(file: PolicyFile): PlacedFault[] {
  return [
    ...periodsOfTheYear(file),
    ...periodsOfOneYear(file),
    ...fixedStarts(file),
    ...windowsBeforeTheEnd(file),
    ...daysNearTheYear(file),
    ...someFixedDay(file),
  ]
}

type Period = { from: string; to: string }
type At<V> = { path: FaultPath; value: V }

const periodsOf = (file: PolicyFile): At<Period>[] =>
  clausesOf(file)
    .filter(({ decision }) => decision === 'benefitPeriod')
    .flatMap(valuesOf) as At<Period>[]

const yearOf = (day: string): number => Number(day.slice(0, 4))
const moved = (day: string, years: number): string => `${yearOf(day) + years}${day.slice(5 - 1)}`

/** A period that neither begins nor ends in the file's year is another year's. */
function periodsOfTheYear(file: PolicyFile): PlacedFault[] {
  const { year } = file
  return periodsOf(file)
    .filter(({ value: { from, to } }) => yearOf(from) !== year && yearOf(to) !== year)
    .map(({ path, value: { from, to } }): PlacedFault => {
      const by = year - yearOf(to)
      return {
        code: 'PERIOD_OF_OTHER_YEAR',
        path,
        message: `这是${year}年度的文件，享受期却是 ${from} 到 ${to}：像是从别的年度抄来的。`,
        suggestion: `{ from: ${moved(from, by)}, to: ${moved(to, by)} }`,
        example: `${year}年参保的人会被告知待遇从 ${from} 到 ${to}。`,
      }
    })
}

/** A year's benefits, a few months beside it for students or for who joins late. */
const LONGEST_PERIOD_DAYS = 500

function periodsOfOneYear(file: PolicyFile): PlacedFault[] {
  const { year } = file
  return periodsOf(file)
    .filter(({ value: { from, to } }) => dayNumber(to)! - dayNumber(from)! > LONGEST_PERIOD_DAYS)
    .map(({ path, value: { from, to } }): PlacedFault => ({
      code: 'PERIOD_TOO_LONG',
      path,
      message: `享受期从 ${from} 到 ${to}，比一年长得多：交一年的费，享受不了这么久。`,
      suggestion: yearOf(from) === year ? `{ from: ${from}, to: ${year}-12-31 }` : `{ from: ${year}-01-01, to: ${to} }`,
      example: `${year}年参保的人会被告知待遇一直到 ${to}。`,
    }))
}

const isDay = (value: unknown): value is string => typeof value === 'string' && dayNumber(value) !== null

function fixedStarts(file: PolicyFile): PlacedFault[] {
  const periods = periodsOf(file).map(({ value }) => value)
  const [first] = periods.map(({ from }) => from).sort()
  const last = periods
    .map(({ to }) => to)
    .sort()
    .at(-1)
  if (first === undefined || last === undefined) return []
  return clausesOf(file)
    .filter(({ decision }) => decision === 'benefitStart')
    .flatMap(valuesOf)
    .flatMap(({ path, value }): PlacedFault[] =>
      isDay(value) && (value < first || value > last)
        ? [
            {
              code: 'START_OUTSIDE_PERIOD',
              path,
              message: `待遇从 ${value} 算起，不在享受期（${first} 到 ${last}）里面。`,
              allowed: `${first} 到 ${last} 之间的一天，或 \`benefitPeriod.from\`（享受期第一天）`,
              example: `这一条管到的人，${value < first ? '享受期还没有到就说有待遇' : '整个享受期一天待遇也没有'}。`,
            },
          ]
        : [],
    )
}

function windowsBeforeTheEnd(file: PolicyFile): PlacedFault[] {
  const last = periodsOf(file)
    .map(({ value }) => value.to)
    .sort()
    .at(-1)
  return clausesOf(file).flatMap(({ decision, path, clause }): PlacedFault[] => {
    const from = (clause.when?.paid as { from?: string } | undefined)?.from
    if (
      decision !== 'window' ||
      clause.gives === undefined ||
      clause.gives === 'closed' ||
      from === undefined ||
      last === undefined ||
      from <= last
    )
      return []
    return [
      {
        code: 'WINDOW_AFTER_PERIOD',
        path: [...path, 'when', 'paid'],
        message: `这个缴费时段从 ${from} 开始，那时享受期（到 ${last}）已经过完了。`,
        example: `${from} 缴费的人，交了钱一天待遇也没有。`,
      },
    ]
  })
}

/** Days of payment are spoken of from the summer before the year to the spring after it. */
function daysNearTheYear(file: PolicyFile): PlacedFault[] {
  const { year } = file
  const [from, to] = [`${year - 1}-07-01`, `${year + 1}-03-31`]
  return conditionsOf(file).flatMap(({ condition, path, decision }) =>
    decision === null
      ? []
      : (['paid', 'asOf', 'certified', 'age', 'died', 'joinedEmployee'] as const).flatMap((key) =>
          Object.entries((condition[key] as object | undefined) ?? {}).flatMap(([bound, day]): PlacedFault[] =>
            !isDay(day) || (day >= from && day <= to)
              ? []
              : [
                  {
                    code: 'DAY_OF_OTHER_YEAR',
                    path: [...path, key, bound],
                    message: `${year}年度的通知不会说到 ${day}：像是忘了改年份。`,
                    allowed: `${from} 到 ${to} 之间的一天`,
                    suggestion: [1, -1, 2].map((by) => moved(day, by)).find((one) => one >= from && one <= to) ?? null,
                    example:
                      key === 'age' || key === 'died' || key === 'joinedEmployee'
                        ? `按这个日子，${year}年的人会照别的年份算。`
                        : `按这个日子，${year - 1}年10月缴费的人会归到别的时段。`,
                  },
                ],
          ),
        ),
  )
}

/** Without any day of payment a file says nothing of its season, and the season cannot be drawn. */
function someFixedDay(file: PolicyFile): PlacedFault[] {
  const days = conditionsOf(file).some(
    ({ condition, decision }) =>
      decision !== null && Object.keys((condition.paid as object | undefined) ?? {}).length > 0,
  )
  return days
    ? []
    : [
        {
          code: 'NO_FIXED_DAY',
          path: ['decisions', 'window'],
          at: 'key',
          message: '整份文件没有一个缴费的日子：至少要写集中征缴期从哪天到哪天。',
          allowed: `如 \`{ id: before, when: { paid: { to: ${file.year - 1}-09-30 } }, gives: before, … }\``,
          example: '不管哪一天缴费，答案都一样：没有人会看到“还没有到缴费时间”或“已经过了”。',
        },
      ]
}
