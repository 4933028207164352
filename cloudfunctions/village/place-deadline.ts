import { assess, policyFor } from '../../rules'
import type { CivilDay } from '../../rules'
import type { Answers } from './contract'

/** Somebody of the place of whom nothing is special: by them a village says what holds for most. */
const USUAL = { birthDate: '1980-01-01', employeeInsurance: 'none', resident: true, categories: [], registered: true } as const

/** The last day on which payment is in time for most people of a place; null = none is ahead. */
export function deadlineHere(region: string, year: number, today: CivilDay): CivilDay | null {
  const policy = policyFor(region, year)
  return assess(policy, { ...USUAL, hukou: policy.places[0] ?? null }, today).deadline
}

type Consequence = Answers['callList']['consequences'][number]

/** Where a notice says nothing, no more can be said than this. */
const SILENT: Consequence = { text: '通知没有专门写不缴费会怎样。过了缴费时间，可能缴不了，也可能要等一段时间才能报销，这期间看病全部自己出钱。请在截止日以前缴。', cite: null, quote: null }

/** What happens to who does not pay, as the place's notice says it. */
export function consequencesHere(region: string, year: number): Consequence[] {
  const notes = policyFor(region, year).notes.filter(({ topic, when }) => topic === 'consequence' && when === undefined)
  return notes.length === 0 ? [SILENT] : notes.map(({ text, cite, quote }) => ({ text, cite, quote }))
}
