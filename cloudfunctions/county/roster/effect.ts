import { alikeKey, policyFor, recordedFigures } from '../../../rules'
import type { CivilDay, Fen, Policy, RecordedFigures, Told } from '../../../rules'
import type { Certification, EnrolmentDocument } from '../../enrollment/documents'
import { openedFigures, readRecord } from '../../enrollment/enrolment-document'
import { nameOfStatus } from '../../enrollment/enrolment-sentences'
import type { EnrolmentEvent, EventFacts } from '../../enrollment/events'
import { mayHappenAt } from '../../enrollment/events'
import { courseOn, withEvent } from '../../enrollment/lifecycle'
import type { EnrolmentRecord } from '../../enrollment/lifecycle'
import { standingsOn } from '../../enrollment/standings'
import { sealing } from '../../shared/sealing'
import { withChanges } from './certifications'
import type { PersonChange, Standing } from './documents'

/** What someone's year is before and after. */
export interface PersonEffect {
  from: Standing | null
  to: Standing | null
  /** Paid or enrolled: this year stays as it is. */
  keepsYear: boolean
  money: { from: Share; to: Share }
}
/** Whose purse pays which part. */
export interface Share { subsidy: Fen; funder: string | null }

const NO_SHARE: Share = { subsidy: 0, funder: null }
export const NO_YEAR: PersonEffect = { from: null, to: null, keepsYear: false, money: { from: NO_SHARE, to: NO_SHARE } }

/** The identities of a record as they stand: certified last, or when it was made. */
export function certificationsIn(record: EnrolmentRecord): readonly Certification[] {
  const certified = record.events.filter((event) => event.kind === 'certified').sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.at - b.at))
  return certified.at(-1)?.certifications ?? record.certified
}

/** What is recorded in an enrolment for the changes of a person; null = it cannot be, as the enrolment stands. */
export function factsFor(record: EnrolmentRecord, changes: readonly PersonChange[], certifier: string): EventFacts {
  return changes.some(({ change }) => change === '职工参保')
    ? { kind: 'left', why: 'employee' }
    : { kind: 'certified', certifications: withChanges(certificationsIn(record), changes, certifier) }
}

/** Looks at many enrolments on one day; those who are alike are judged once. */
export function effectsOn(today: CivilDay): (document: EnrolmentDocument, changes: readonly PersonChange[], certifier: string) => PersonEffect {
  const standingOf = standingsOn(today)
  const figuresOf = figuresOn(today)
  return (document, changes, certifier) => {
    const record = readRecord(document, sealing())
    const policy = policyFor(record.region, record.year)
    const before = courseOn(record, today)
    const figures = before.paidOn === null ? figuresOf(policy, before.told) : openedFigures(document.assessment, sealing())
    const look = (of: EnrolmentRecord, money: RecordedFigures, paid: number | null): Standing => {
      const { standing: { status, benefit } } = standingOf(of)
      return { statusName: nameOfStatus(status, benefit), fee: paid ?? money.fee, category: money.category }
    }
    const facts = factsFor(record, changes, certifier)
    const { status } = standingOf(record).standing
    const from = look(record, figures, before.paidOn === null ? null : before.amount)
    if (!mayHappenAt(facts.kind, status)) return { ...NO_YEAR, from, to: from, keepsYear: true }
    const event: EnrolmentEvent = { id: 'looked-at', day: today, at: Number.MAX_SAFE_INTEGER, by: 'roster', ...facts }
    const after = withEvent(policy, record, event)
    if (before.paidOn !== null) return { ...NO_YEAR, from, to: look(after, figures, before.amount), keepsYear: facts.kind === 'certified' }
    const then = figuresOf(policy, courseOn(after, today).told)
    const leaves = facts.kind === 'left'
    const to = look(after, then, null)
    return { from, to: leaves ? { ...to, fee: 0, category: null } : to, keepsYear: false, money: { from: shareOf(figures), to: leaves ? NO_SHARE : shareOf(then) } }
  }
}

const shareOf = ({ subsidy, fundedBy }: RecordedFigures): Share => ({ subsidy: subsidy ?? 0, funder: fundedBy })

function figuresOn(today: CivilDay): (policy: Policy, told: Told) => RecordedFigures {
  const known = new Map<string, RecordedFigures>()
  return (policy, told) => {
    const key = `${policy.region} ${policy.year} ${alikeKey(policy, told)}`
    const found = known.get(key) ?? recordedFigures(policy, told, today)
    known.set(key, found)
    return found
  }
}
