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

export type Desk = Answers['desk']
export type Today = Answers['today']
export type DutyCard = Answers['duties']['duties'][number]
export type Task = DutyCard['tasks'][number]
export type HouseholdRow = Answers['findHouseholds']['rows'][number]
export type ListedPerson = HouseholdRow['people'][number]
export type HouseholdDesk = Answers['householdDesk']
export type Member = HouseholdDesk['members'][number]
export type Conflict = Answers['conflicts']['conflicts'][number]
export type Sheet = Answers['makePaper']['sheet']
export type Posting = Answers['postings']['postings'][number]
export type ReceiptPaper = Answers['receiptPapers']['papers'][number]
