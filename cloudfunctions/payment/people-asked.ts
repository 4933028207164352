import { policyFor } from '../../rules'
import { allowedEnrolment } from '../enrollment/allowed-enrolment'
import type { EnrolmentDocument } from '../enrollment/documents'
import { enrolmentId } from '../enrollment/enrolment-document'
import { identify, typedNumber } from '../enrollment/identify-person'
import { countAgainstLimits } from '../enrollment/limit-attempts'
import { readEnrolment } from '../enrollment/records/enrolments'
import type { CallContext } from '../shared/call-context'
import { Refusal } from '../shared/refusal'
import type { Requests } from './contract'

/** Someone to be paid for: named by an enrolment that the payer may see, or a stranger by name and number. */
export interface PersonAsked {
  document: EnrolmentDocument | null
  isStranger: boolean
  region: string
  year: number
  /** The attempt turned out to be a payment: it does not count against the limits. */
  giveBack(): Promise<void>
}

type Stranger = Extract<Requests['quote']['people'][number], { name: string }>

/**
 * Who they are. Strangers are counted against the limits, each of them.
 * @throws Refusal NOT_ALLOWED, ENROLMENT_NOT_FOUND, TOO_MANY_ATTEMPTS, PERSON_TWICE; RulesError UNKNOWN_REGION, UNKNOWN_YEAR
 */
export async function peopleAsked(context: CallContext, action: 'quote' | 'placeOrder', people: Requests['quote']['people']): Promise<PersonAsked[]> {
  const asked: PersonAsked[] = []
  for (const who of people) asked.push('enrolment' in who ? await linked(context, action, who.enrolment) : await stranger(context, who))
  const ids = asked.flatMap(({ document }) => (document === null ? [] : [document._id]))
  if (new Set(ids).size < ids.length) throw new Refusal({ code: 'PERSON_TWICE', path: 'people', message: '同一个人选了两次，没有继续。请去掉重复的再试。' })
  return asked
}

async function linked(context: CallContext, action: 'quote' | 'placeOrder', id: string): Promise<PersonAsked> {
  const { document } = await allowedEnrolment(context, action, id)
  const { region, year } = document
  return { document, isStranger: false, region, year, giveBack: async () => undefined }
}

async function stranger(context: CallContext, { region, year, name, idNumber }: Stranger): Promise<PersonAsked> {
  policyFor(region, year)
  const { giveBack } = await countAgainstLimits(context, 'amount', typedNumber(idNumber))
  const person = await identify(context.db, name, idNumber)
  const found = await readEnrolment(context.db, enrolmentId(person?.id ?? 'nobody', year))
  return { document: found?.region === region ? found : null, isStranger: true, region, year, giveBack }
}
