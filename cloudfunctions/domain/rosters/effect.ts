import type { Answers } from './contract'
import type { EnrolmentDocument, EnrolmentEvent, EnrolmentRecord, EventFacts } from '../enrolments'
import {
  recordStateOn,
  mayHappenAt,
  nameOfStatus,
  openedFigures,
  readRecord,
  enrolmentStatusesOn,
  withEnrolmentEvent,
} from '../enrolments'
import type { Certification } from '../people'
import type { Change, EffectGroup, Effects, PersonChange, YearFigures } from './documents'
import { withChanges } from './terms'
import { sealing } from '../../platform/sealing'
import type { CivilDay, Fen, Policy, RecordedFigures, Facts } from '../../../rules'
import { equivalenceKey, policyFor, assessedAmounts, formatYuan } from '../../../rules'

/** What someone's year is before and after. */
export interface PersonEffect {
  from: YearFigures | null
  to: YearFigures | null
  /** Paid or enrolled: this year stays as it is. */
  keepsYear: boolean
  money: { from: Share; to: Share }
}
/** Whose purse pays which part. */
interface Share {
  subsidy: Fen
  funder: string | null
}

const NO_SHARE: Share = { subsidy: 0, funder: null }
export const NO_YEAR: PersonEffect = { from: null, to: null, keepsYear: false, money: { from: NO_SHARE, to: NO_SHARE } }

/** The identities of a record as they stand: certified last, or when it was made. */
export function certificationsIn(record: EnrolmentRecord): readonly Certification[] {
  const certified = record.events
    .filter((event) => event.kind === 'certified')
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.at - b.at))
  return certified.at(-1)?.certifications ?? record.certified
}

/** What is recorded in an enrolment for the changes of a person; null = it cannot be, as the enrolment stands. */
export function factsFor(record: EnrolmentRecord, changes: readonly PersonChange[], certifier: string): EventFacts {
  return changes.some(({ change }) => change === '职工参保')
    ? { kind: 'left', why: 'employee' }
    : { kind: 'certified', certifications: withChanges(certificationsIn(record), changes, certifier) }
}

/** Looks at many enrolments on one day; those who are alike are judged once. */
export function effectsOn(
  today: CivilDay,
): (document: EnrolmentDocument, changes: readonly PersonChange[], certifier: string) => PersonEffect {
  const standingOf = enrolmentStatusesOn(today)
  const figuresOf = figuresOn(today)
  return (document, changes, certifier) => {
    const record = readRecord(document, sealing())
    const policy = policyFor(record.region, record.year)
    const before = recordStateOn(record, today)
    const figures = before.paidOn === null ? figuresOf(policy, before.told) : openedFigures(document, sealing())
    const look = (of: EnrolmentRecord, money: RecordedFigures, paid: number | null): YearFigures => {
      const {
        standing: { status, benefit },
      } = standingOf(of)
      return { statusName: nameOfStatus(status, benefit), fee: paid ?? money.fee, category: money.category }
    }
    const facts = factsFor(record, changes, certifier)
    const { status } = standingOf(record).standing
    const from = look(record, figures, before.paidOn === null ? null : before.amount)
    if (!mayHappenAt(facts.kind, status)) return { ...NO_YEAR, from, to: from, keepsYear: true }
    const event: EnrolmentEvent = { id: 'looked-at', day: today, at: Number.MAX_SAFE_INTEGER, by: 'roster', ...facts }
    const after = withEnrolmentEvent(policy, record, event)
    if (before.paidOn !== null)
      return { ...NO_YEAR, from, to: look(after, figures, before.amount), keepsYear: facts.kind === 'certified' }
    const then = figuresOf(policy, recordStateOn(after, today).told)
    const leaves = facts.kind === 'left'
    const to = look(after, then, null)
    return {
      from,
      to: leaves ? { ...to, fee: 0, category: null } : to,
      keepsYear: false,
      money: { from: shareOf(figures), to: leaves ? NO_SHARE : shareOf(then) },
    }
  }
}

const shareOf = ({ subsidy, fundedBy }: RecordedFigures): Share => ({ subsidy: subsidy ?? 0, funder: fundedBy })

function figuresOn(today: CivilDay): (policy: Policy, told: Facts) => RecordedFigures {
  const known = new Map<string, RecordedFigures>()
  return (policy, told) => {
    const key = `${policy.region} ${policy.year} ${equivalenceKey(policy, told)}`
    const found = known.get(key) ?? assessedAmounts(policy, told, today)
    known.set(key, found)
    return found
  }
}

export const NO_EFFECTS: Effects = { groups: [], funders: {} }

/** The effects with one person more. */
export function withPerson(
  { groups, funders }: Effects,
  change: Change,
  { from, to, keepsYear, money }: PersonEffect,
): Effects {
  const key = (group: Omit<EffectGroup, 'people'>) =>
    JSON.stringify([group.change, group.from, group.to, group.keepsYear])
  const here: EffectGroup = { people: 1, change, from, to, keepsYear }
  const alike = groups.findIndex((group) => key(group) === key(here))
  return {
    groups:
      alike === -1
        ? [...groups, here]
        : groups.map((group, i) => (i === alike ? { ...group, people: group.people + 1 } : group)),
    funders: withMoney(funders, money),
  }
}

const UNSAID = '资金来源没有写明'

function withMoney(funders: Effects['funders'], { from, to }: PersonEffect['money']): Effects['funders'] {
  if (from.subsidy === to.subsidy && from.funder === to.funder) return funders
  const changed: Record<string, { people: number; before: number; after: number }> = { ...funders }
  const add = (funder: string, sums: { before: number; after: number; people: number }) => {
    const was = changed[funder] ?? { people: 0, before: 0, after: 0 }
    changed[funder] = {
      people: was.people + sums.people,
      before: was.before + sums.before,
      after: was.after + sums.after,
    }
  }
  const [purse, next] = [from.funder ?? UNSAID, to.funder ?? UNSAID]
  if (from.subsidy > 0) add(purse, { before: from.subsidy, after: 0, people: 1 })
  if (to.subsidy > 0) add(next, { before: 0, after: to.subsidy, people: from.subsidy > 0 && next === purse ? 0 : 1 })
  return changed
}

type Group = Answers['rosterEffect']['groups'][number]

/** Those who change most first. */
export function groupsInWords({ groups }: Effects, year: number): Group[] {
  return groups
    .map(({ people, from, to, keepsYear, change }) => ({
      people,
      from,
      to,
      keepsYear,
      sentence: sentenceOf({ people, from, to, keepsYear, change }, year),
    }))
    .sort((a, b) => Number(isUnchanged(a)) - Number(isUnchanged(b)) || b.people - a.people)
}

const isUnchanged = ({ from, to, keepsYear }: Pick<EffectGroup, 'from' | 'to' | 'keepsYear'>): boolean =>
  keepsYear || from?.fee === to?.fee

const money = (fee: number | null): string => (fee === null ? '没有核定' : formatYuan(fee))

function sentenceOf({ people, from, to, keepsYear, change }: EffectGroup, year: number): string {
  if (from === null || to === null) return `${people} 人还没有 ${year} 年度的参保记录，建立时按新的情况算`
  if (change === '职工参保')
    return keepsYear
      ? `${people} 人（${from.statusName}）已经不在居民医保里，只改台账`
      : `${people} 人由“${from.statusName}”变为“${to.statusName}”，参加职工医保${from.statusName === to.statusName || from.fee === 0 ? '' : `（原${money(from.fee)}）`}`
  if (keepsYear) return `${people} 人已经缴费、登记或退出（${from.statusName}），本年度不变，只改台账`
  const why = [...new Set([from.category, to.category])].map((category) => category ?? '没有资助').join(' → ')
  return from.fee === to.fee
    ? `${people} 人应缴 ${money(to.fee)}不变（${why}）`
    : `${people} 人由应缴 ${money(from.fee)}变为 ${money(to.fee)}（${why}）`
}

/** What is said above the groups. */
export function totalsOf({
  groups,
  funders,
}: Effects): Pick<Answers['rosterEffect'], 'people' | 'keepYear' | 'feeBefore' | 'feeAfter' | 'funders'> {
  const sum = (some: readonly EffectGroup[], of: (group: EffectGroup) => number) =>
    some.reduce((all, group) => all + of(group) * group.people, 0)
  const settled = groups.filter(({ from, to, keepsYear }) => !keepsYear && from?.fee != null && to?.fee != null)
  return {
    people: sum(groups, () => 1),
    keepYear: sum(
      groups.filter(({ keepsYear }) => keepsYear),
      () => 1,
    ),
    feeBefore: sum(settled, ({ from }) => from!.fee!),
    feeAfter: sum(settled, ({ to }) => to!.fee!),
    funders: Object.entries(funders)
      .map(([funder, sums]) => ({ funder, ...sums }))
      .sort((a, b) => b.after - b.before - (a.after - a.before)),
  }
}
