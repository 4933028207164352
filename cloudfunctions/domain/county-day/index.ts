import { countyDayContract } from './contract'
import { countyPeople } from './people'
import type { Counting } from './today'
import { countyToday } from './today'
import { actionsOf } from '../../platform/calls'

/**
 * The county's day. It knows none of those whose matters it counts: the deployed function brings what counts each of
 * them, as it brings what carries out each deed of two.
 */
export const countyDayActions = (counting: Counting) =>
  actionsOf(countyDayContract, countyToday(counting), countyPeople)
