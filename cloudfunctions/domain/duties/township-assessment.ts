import { assessmentSheet } from './assessment'
import { handInsContract } from './contract-hand-ins'
import { requireTownship } from './hand-in'
import { defineAction, requireDays } from '../access'
import { collectedMoney, paidLines } from '../cash'
import { policyFor } from '../../../rules'

/**
 * 核定单 of a township's villages by village group, with each village's sum: of what was taken at desks and stands.
 * @throws Refusal NOT_ALLOWED, BAD_DAYS; RulesError UNKNOWN_REGION, UNKNOWN_YEAR
 */
export const townshipAssessment = /* @__PURE__ */ defineAction(handInsContract, 'townshipAssessment', {
  permission: 'townshipDesk',
  async run({ region, year, township, from, to }, context) {
    const villages = await requireTownship(context, { region, township })
    requireDays(from, to)
    const { db, today } = context
    const season = `${region}-${year}` as const
    const parts = await Promise.all(
      villages.map(async (village) => {
        const money = await collectedMoney(db, { village, year, season })
        return { name: village.name, lines: await paidLines(db, money, from, to, null) }
      }),
    )
    return assessmentSheet(parts, { name: `${policyFor(region, year).name} ${township}`, year, from, to, today })
  },
})
