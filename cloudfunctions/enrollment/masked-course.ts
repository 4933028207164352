import { maskedName } from '../shared/masking'
import type { Answers } from './contract'
import type { Look } from './enrolment-summary'

type Course = Answers['course']

/** A course without what names the person or tells their category: the amounts, the dates and what to do stay. */
export function maskedCourse(course: Course, { record, assessment }: Look): Course {
  const certifications = new Set(record.events.filter(({ kind }) => kind === 'certified').map(({ id }) => id))
  const ofSubsidy = new Set(assessment.reasons.filter(({ field }) => field === 'subsidy' || field === 'fee').map(({ sentence }) => sentence))
  return {
    ...course,
    person: { ...course.person, name: maskedName(course.person.name) },
    steps: course.steps.map((step) => (step.status === 'exempt' ? { ...step, cite: null, quote: null } : step)),
    history: course.history.map((one) => (certifications.has(one.id) ? { ...one, words: '身份认定更新' } : one)),
    money: { ...course.money, category: null, fundedBy: null },
    reasons: course.reasons.filter(({ clause, sentence }) => !clause.startsWith('subsidy/') && !ofSubsidy.has(sentence)),
    kept: course.kept === null ? null : '缴费以后，身份认定有变化。这一年已经缴的费和待遇不变，下一年按那时的认定算。',
  }
}
