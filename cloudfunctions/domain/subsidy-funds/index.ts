import { assessSubsidies } from './assess'
import { recordSubsidyPayment, takeBackSubsidyPayment } from './record'
import { showSubsidyFunds, subsidisedPeople } from './show'
import { subsidyFundsContract } from './contract'
import { actionsOf } from '../../platform/calls'

export { fundBalances } from './show'

export const subsidyFundsActions = /* @__PURE__ */ actionsOf(
  subsidyFundsContract,
  showSubsidyFunds,
  subsidisedPeople,
  assessSubsidies,
  recordSubsidyPayment,
  takeBackSubsidyPayment,
)
