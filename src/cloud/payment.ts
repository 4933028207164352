import type { Answers, Requests } from '../../cloudfunctions/payment/contract'
import { useAskedOf } from '../asking/use-asked'
import { usePlainDeedOf, useDeedOf } from '../asking/use-deed'
import { askingOf } from './ask-function'

/** Asks the function `payment`. */
export const askPayment = askingOf<Requests, Answers>('payment')
export const usePayment = useAskedOf<Requests, Answers>(askPayment)
export const usePaymentDeed = useDeedOf<Requests, Answers>(askPayment)
export const usePaymentPlainDeed = usePlainDeedOf<Requests, Answers>(askPayment)

export type PaymentRequests = Requests
export type PaymentAnswers = Answers

export type Quote = Answers['quote']
export type QuotedPerson = Quote['people'][number]
export type Channel = QuotedPerson['channels'][number]
export type Order = Answers['order']
export type Receipt = Answers['receipt']
export type RefundTerms = Answers['refundTerms']
