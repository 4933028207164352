import { civilDay, dayNumber, type DayNumber } from '../calendar/civil-day'
import type { AnswerField, CivilDay } from '../language/words'
import type { NextChange, Span } from './assessment'
import { usualPeriod } from './usual-period'
import type { CaseDecisions } from './decide'
import { decisionState, sameValue, type Fields } from './/field'
import { outline, type Judgement, type Outline } from './judge'
import type { Person } from './person'
import type { Rulebook } from './rulebook'
import { atOnce, dayBeforeSeason, segments, type Segment } from './segments'
import { dayRuleWords, dayInWords, valueWords, WINDOW_WORDS, formatYuan } from './wording'

const DAYS_AFTER_YEAR = 31

/** The person's season around the day asked about: when they can pay, on which terms, and what comes next. */
interface Season {
  next: NextChange | null
  deadline: CivilDay | null
  timeline: Span[]
}

/** Whoever asks about another day has not paid yet: a day of arrival told belongs to the day asked about only. */
const withoutArrival = (person: Person): Person => ({
  ...person,
  arrival: undefined,
  told: { ...person.told, arrivalDate: undefined },
})

export function seasonOf(book: Rulebook, person: Person, day: DayNumber, today: Judgement): Season {
  const end = dayNumber(usualPeriod(book.policy).to)! + DAYS_AFTER_YEAR
  const unborn = person.birth != null && person.birth <= day ? person.birth : -Infinity
  const opening = Math.max(unborn, Math.min(day, dayBeforeSeason(book.policy)))
  const all = segments(book, withoutArrival(person), opening, Math.max(end, day))
  const ahead = all.filter((s) => s.to >= day)
  return {
    next: nextChange(ahead, outline(book, person, day).fields),
    deadline: deadlineOf(ahead, end),
    timeline: [...windowSpans(all, dayNumber(usualPeriod(book.policy).to)!), ...benefitSpans(today)],
  }
}

function nextChange(ahead: readonly Segment[], now: Fields): NextChange | null {
  const then = ahead[1]
  if (then === undefined) return null
  const fields = (Object.keys(now) as AnswerField[]).filter((name) => changed(name, now, then.outline.fields))
  return { day: civilDay(then.from), fields, sentence: changeSentence(then.from, now, then.outline) }
}

function changed(name: AnswerField, now: Fields, then: Fields): boolean {
  return now[name]?.is !== then[name]?.is || !sameValue(decisionState(now[name]), decisionState(then[name]))
}

function changeSentence(from: DayNumber, now: Fields, { fields, world }: Outline): string {
  const on = `从${dayInWords(from)}起`
  const is = (name: AnswerField): unknown => decisionState(fields[name])
  if (is('payable') !== decisionState(now.payable))
    return is('payable') ? `${on}可以缴费。` : `${on}不能缴费：${WINDOW_WORDS[world.window.value ?? 'closed']}。`
  if (world.neverCovered) return `${on}再缴费，这一年就一天待遇也享受不到了。`
  if (changed('fee', now, fields) && typeof is('fee') === 'number')
    return `${on}缴费，要交${formatYuan(is('fee') as number)}。`
  for (const name of ['waitingDays', 'waitingMonths'] as const) {
    if (changed(name, now, fields) && is(name)) return `${on}缴费，要先${valueWords(name, is(name))}才能享受待遇。`
  }
  if (changed('windowStatus', now, fields)) return `${on}缴费，${WINDOW_WORDS[world.window.value ?? 'closed']}。`
  return world.start.value === undefined
    ? `${on}缴费，待遇开始的日子会不同。`
    : `${on}缴费，待遇${dayRuleWords(world.start.value)}算。`
}

/** What makes one day of payment as good as another; null for a day that is refused, or that costs one of cover. */
function worth(segment: Segment): string | null {
  const { world, fields } = segment.outline
  if (decisionState(fields.payable) !== true || world.neverCovered || costsADay(segment)) return null
  return [decisionState(fields.fee), world.start.clause?.id, world.waiting.clause?.id, atOnce(world)].join('|')
}

/** Late, or with a wait counted from payment: whoever pays a day later is covered a day later. */
function costsADay({ outline: { world } }: Segment): boolean {
  if (world.window.value === 'late') return !atOnce(world)
  return world.wait.length !== undefined && world.wait.length !== 'none' && movesWithPayment(world) && !atOnce(world)
}

const movesWithPayment = ({ wait, startDay }: CaseDecisions): boolean =>
  wait.ends !== undefined && wait.ends === startDay && wait.fromPayment

/** The last day on the terms of the first day ahead on which this person can pay; pauses between do not end it. */
function deadlineOf(ahead: readonly Segment[], end: DayNumber): CivilDay | null {
  const firstOpen = ahead.find((s) => worth(s) !== null)
  if (firstOpen === undefined) return null
  const last = ahead.filter((s) => worth(s) === worth(firstOpen)).pop()!
  return last.to >= end ? null : civilDay(last.to)
}

const SPAN_OF: Readonly<Record<string, Span['kind']>> = {
  open: 'window',
  newborn: 'window',
  special: 'window',
  midyear: 'window',
  dayClosed: 'pause',
  suspended: 'pause',
  extended: 'extension',
  late: 'late',
}

/** @param yearEnd after it nobody pays late for the year */
function windowSpans(all: readonly Segment[], yearEnd: DayNumber): Span[] {
  const spans: Span[] = []
  for (const { from, to: end, outline: decided } of all) {
    const { world, fields } = decided
    const kind = SPAN_OF[world.window.value ?? '']
    // Late is a day to pay on only where it is taken, and of this year's.
    const isLate = kind === 'late'
    if (kind === undefined || (isLate && (decisionState(fields.payable) !== true || from > yearEnd))) continue
    const to = isLate ? Math.min(end, yearEnd) : end
    const last = spans[spans.length - 1]
    if (last && last.kind === kind && dayNumber(last.to)! === from - 1) last.to = civilDay(to)
    else spans.push({ kind, from: civilDay(from), to: civilDay(to) })
  }
  return spans
}

function benefitSpans({ fields, world }: Judgement): Span[] {
  const from = decisionState(fields.benefitStart)
  const to = decisionState(fields.benefitEnd)
  if (typeof from !== 'string' || typeof to !== 'string') return []
  const spans: Span[] = [{ kind: 'covered', from, to }]
  const { begins } = world.wait
  if (begins !== undefined && begins < dayNumber(from)!)
    spans.unshift({ kind: 'waiting', from: civilDay(begins), to: civilDay(dayNumber(from)! - 1) })
  return spans
}
