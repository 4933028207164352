import { enrolmentDocument, enrolmentStatusesOn } from '../../cloudfunctions/domain/enrolments'
import type { EnrolmentHome, EnrolmentRecord, SeasonDocument } from '../../cloudfunctions/domain/enrolments'
import type { VillageDocument } from '../../cloudfunctions/domain/people'
import { sealHousehold, sealResident, seasonId } from '../../cloudfunctions/domain/people'
import { sealing } from '../../cloudfunctions/platform/sealing'
import type { Loaded } from '../../devcloud/database/load'
import type { Document } from '../../devcloud/database/values'
import { seasonOfPolicy, type Policy } from '../../rules'
import { dice } from './dice'
import { idNumbers, peopleOf, type IdNumbers, type Person } from './people'
import { seasonOf, type Season, type SeasonPlan } from './season'

/** A village that is to be filled with so many people. */
export interface PlannedVillage {
  village: VillageDocument
  people: number
}

const HOUSEHOLDS_A_GROUP = 40

/** A household with those who live there. */
export interface Home {
  id: string
  village: VillageDocument
  group: string
  number: number
  members: readonly Person[]
}

/**
 * What the collections hold of a place whose season has come to `plan.day`: villages, households, residents,
 * enrolments.
 */
export function* placeDocuments(
  policy: Policy,
  villages: readonly PlannedVillage[],
  plan: SeasonPlan,
  numbers: IdNumbers = idNumbers(),
): Generator<Loaded> {
  const make = peopleOf(policy, plan.day, numbers)
  const write = homeWriter(policy, seasonOf(policy, plan), plan.day)
  for (const { village, people } of villages) {
    yield loaded('villages', village)
    for (let number = 1, left = people; left > 0; number++) {
      const id = `${village._id}-${String(number).padStart(4, '0')}`
      const members = make(dice(id)).slice(0, left)
      left -= members.length
      yield* write({ id, village, number, members, group: `第${Math.ceil(number / HOUSEHOLDS_A_GROUP)}组` })
    }
  }
  yield loaded('seasons', openedSeason(policy))
}

/** Everybody has their enrolment; who comes later gets theirs with their entry. */
function openedSeason(policy: Policy): SeasonDocument {
  const { region, year } = policy
  return { _id: seasonId(region, year), region, year, openedOn: seasonOfPolicy(policy).from, cursor: null, done: true }
}

/**
 * Writes homes as the functions write them, sealed; the first member is the head. `followed`: whom a user is linked
 * with.
 */
export function homeWriter(
  policy: Policy,
  season: Season,
  day: SeasonPlan['day'],
  followed: (resident: string) => boolean = () => false,
): (home: Home) => Generator<Loaded> {
  const standingOf = enrolmentStatusesOn(day)
  const keys = sealing()
  return function* ({ id, village, group, number, members }) {
    const { region, township, name } = village
    const address = `${township}${name}${group}${number}号`
    yield loaded(
      'households',
      sealHousehold({ id, region, village: village._id, head: residentId(id, 0), address, codeSerial: 0 }),
    )
    for (const [i, { told, certified, ...person }] of members.entries()) {
      const resident = residentId(id, i)
      yield loaded(
        'residents',
        sealResident({
          ...person,
          id: resident,
          region,
          village: village._id,
          household: id,
          group,
          address,
          categories: certified,
          absent: null,
          flaws: [],
        }),
      )
      const begun: EnrolmentRecord = { region, year: policy.year, told, certified, events: [] }
      const place: EnrolmentHome = {
        resident,
        household: id,
        village: village._id,
        township,
        followed: followed(resident),
      }
      yield loaded(
        'enrolments',
        enrolmentDocument({ ...begun, events: season(begun, dice(resident)) }, place, day, keys, standingOf),
      )
    }
  }
}

export const residentId = (household: string, place: number): string => `${household}-${place + 1}`

/** Documents of the functions are plain JSON; the store's own type says so of every field. */
export function loaded(collection: string, document: object): Loaded {
  return { collection, document: document as Document }
}
