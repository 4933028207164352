import type { Answers, Requests } from '../../cloudfunctions/county/contract'
import { useAskedOf } from '../asking/use-asked'
import { usePlainDeedOf, useDeedOf } from '../asking/use-deed'
import { askingOf } from './ask-function'

/** Asks the function `county`. */
export const askCounty = askingOf<Requests, Answers>('county')
export const useCounty = useAskedOf<Requests, Answers>(askCounty)
export const useCountyDeed = useDeedOf<Requests, Answers>(askCounty)
export const useCountyPlainDeed = usePlainDeedOf<Requests, Answers>(askCounty)

export type CountyRequests = Requests
export type CountyAnswers = Answers
