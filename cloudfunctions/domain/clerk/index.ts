import { callList, sendReminders } from './calls'
import { recordContact } from './contacts'
import { showHousehold } from './household'
import { findHouseholds, listHouseholds } from './households'
import { showWorkplace } from './workplace'
import { offlineList } from './offline-list'
import { clerkContract } from './contract'
import { householdsContract } from './contract-households'
import { actionsOf } from '../../platform/calls'

export { tailOf } from './households'
export { countByGroup, countHouseholds, countPeople } from './people-counts'
export type { PeopleCounts } from './people-counts'
export { flawedIn } from './village-list'

export const clerkActions = /* @__PURE__ */ actionsOf(clerkContract, showWorkplace, offlineList)
export const householdsActions = /* @__PURE__ */ actionsOf(
  householdsContract,
  listHouseholds,
  findHouseholds,
  showHousehold,
  recordContact,
  callList,
  sendReminders,
)
