import type { Answers, CallError, Requests } from '../../cloudfunctions/enrollment/contract'
import { useAskedOf } from '../asking/use-asked'
import { useDeedOf, usePlainDeedOf } from '../asking/use-deed'
import { askingOf } from './ask-function'

/** Asks the function `enrollment`. WeChat says who asks; a request names only whom it is about. */
export const askEnrollment = askingOf<Requests, Answers>('enrollment')
export const useEnrollment = useAskedOf<Requests, Answers>(askEnrollment)
export const useEnrollmentDeed = useDeedOf<Requests, Answers>(askEnrollment)
export const useEnrollmentPlainDeed = usePlainDeedOf<Requests, Answers>(askEnrollment)

export type EnrollmentRequests = Requests
export type EnrollmentAnswers = Answers
export type EnrollmentError = CallError

export type Me = Answers['me']
export type Course = Answers['course']
export type CourseStep = Course['steps'][number]
export type Enrolment = Course['summary']
export type Person = Course['person']
export type Status = Enrolment['status']
export type Message = Answers['inbox']['items'][number]
