import type { Answers, Requests } from '../../cloudfunctions/county/contract'
import type {
  Answers as TheEnrollmentAnswers,
  Requests as TheEnrollmentRequests,
} from '../../cloudfunctions/enrollment/contract'
import type {
  Answers as ThePaymentAnswers,
  Requests as ThePaymentRequests,
} from '../../cloudfunctions/payment/contract'
import type { Answers as TheStudioAnswers, Requests as TheStudioRequests } from '../../cloudfunctions/studio/contract'
import type { CallError } from '../../cloudfunctions/rules-engine/contract'
import type {
  Answers as TheVillageAnswers,
  Requests as TheVillageRequests,
} from '../../cloudfunctions/village/contract'
import { askingOf } from './call'
import { actionHookOf, plainActionHookOf } from './use-action'
import { queryHookOf } from './use-query'

/** Asks the function `county`. */
export const askCounty = askingOf<Requests, Answers>('county')
export const useCounty = queryHookOf<Requests, Answers>(askCounty)
export const useCountyAction = actionHookOf<Requests, Answers>(askCounty)
export const useCountyPlainAction = plainActionHookOf<Requests, Answers>(askCounty)

export type CountyRequests = Requests
export type CountyAnswers = Answers

/** Asks the function `enrollment`. WeChat says who asks; a request names only whom it is about. */
export const askEnrolment = askingOf<TheEnrollmentRequests, TheEnrollmentAnswers>('enrollment')
export const useEnrolment = queryHookOf<TheEnrollmentRequests, TheEnrollmentAnswers>(askEnrolment, {
  keeps: ['me', 'course'],
  retries: true,
})
export const useEnrolmentAction = actionHookOf<TheEnrollmentRequests, TheEnrollmentAnswers>(askEnrolment)
export const useEnrolmentPlainAction = plainActionHookOf<TheEnrollmentRequests, TheEnrollmentAnswers>(askEnrolment)

export type EnrolmentRequests = TheEnrollmentRequests
export type EnrolmentAnswers = TheEnrollmentAnswers
export type EnrolmentError = CallError

export type Me = TheEnrollmentAnswers['me']
export type Course = TheEnrollmentAnswers['course']
export type CourseStep = Course['steps'][number]
export type Enrolment = Course['summary']
export type Person = Course['person']
export type Status = Enrolment['status']
export type Message = TheEnrollmentAnswers['inbox']['items'][number]

/** Asks the function `payment`. */
export const askPayment = askingOf<ThePaymentRequests, ThePaymentAnswers>('payment')
export const usePayment = queryHookOf<ThePaymentRequests, ThePaymentAnswers>(askPayment, { retries: true })
export const usePaymentAction = actionHookOf<ThePaymentRequests, ThePaymentAnswers>(askPayment)
export const usePaymentPlainAction = plainActionHookOf<ThePaymentRequests, ThePaymentAnswers>(askPayment)

export type PaymentRequests = ThePaymentRequests
export type PaymentAnswers = ThePaymentAnswers

export type Quote = ThePaymentAnswers['quote']
export type QuotedPerson = Quote['people'][number]
export type Channel = QuotedPerson['channels'][number]
export type Order = ThePaymentAnswers['order']
export type Receipt = ThePaymentAnswers['receipt']
export type RefundTerms = ThePaymentAnswers['refundTerms']

/** Asks the function `village`. */
export const askVillage = askingOf<TheVillageRequests, TheVillageAnswers>('village')
export const useVillage = queryHookOf<TheVillageRequests, TheVillageAnswers>(askVillage)
export const useVillageAction = actionHookOf<TheVillageRequests, TheVillageAnswers>(askVillage)

export type VillageRequests = TheVillageRequests
export type VillageAnswers = TheVillageAnswers

export type Workplace = TheVillageAnswers['desk']
export type Today = TheVillageAnswers['today']
export type DutyCard = TheVillageAnswers['duties']['duties'][number]
export type Task = DutyCard['tasks'][number]
export type HouseholdRow = TheVillageAnswers['findHouseholds']['rows'][number]
export type ListedPerson = HouseholdRow['people'][number]
export type HouseholdForClerk = TheVillageAnswers['householdDesk']
export type Member = HouseholdForClerk['members'][number]
export type Conflict = TheVillageAnswers['conflicts']['conflicts'][number]
export type Sheet = TheVillageAnswers['makePaper']['sheet']
export type Disclosure = TheVillageAnswers['postings']['postings'][number]
export type PrintedReceipt = TheVillageAnswers['receiptPapers']['papers'][number]

/** Asks the function `studio`. */
export const askStudio = askingOf<TheStudioRequests, TheStudioAnswers>('studio')
export const useStudio = queryHookOf<TheStudioRequests, TheStudioAnswers>(askStudio)
export const useStudioAction = actionHookOf<TheStudioRequests, TheStudioAnswers>(askStudio)

export type StudioAnswers = TheStudioAnswers
export type PolicyDraft = TheStudioAnswers['draft']
