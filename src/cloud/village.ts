import type { Answers, Requests } from '../../cloudfunctions/village/contract'
import { useAskedOf } from '../asking/use-asked'
import { usePlainDeedOf, useDeedOf } from '../asking/use-deed'
import { askingOf } from './ask-function'

/** Asks the function `village`. */
export const askVillage = askingOf<Requests, Answers>('village')
export const useVillage = useAskedOf<Requests, Answers>(askVillage)
export const useVillageDeed = useDeedOf<Requests, Answers>(askVillage)
export const useVillagePlainDeed = usePlainDeedOf<Requests, Answers>(askVillage)

export type VillageRequests = Requests
export type VillageAnswers = Answers
