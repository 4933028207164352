import { subsidyFundsContract } from './contract'
import type { Subsidised } from './plan-assessment'
import { planAssessment } from './plan-assessment'
import { requireVillageIn } from './show'
import { defineAction, requirePermission } from '../access'
import { INSURED, subsidisedOfVillage, viewEnrolment } from '../enrolments'
import type { EnrolmentView } from '../enrolments'
import { funderCode, putReservation, readReservation, writeEntries } from '../payments'
import { inTransaction } from '../../platform/database'
import type { Transaction } from '../../platform/database'
import { sealing } from '../../platform/sealing'

/** So many people's claims, entries and balances are far below the writes that a transaction may hold. */
const PEOPLE_A_TRANSACTION = 20

/**
 * Brings what is due for the people of a village who are enrolled without paying into the ledger. Asked again it enters
 * nothing twice: each person's claim says what the ledger has.
 * @throws Refusal NOT_ALLOWED, UNKNOWN_VILLAGE
 */
export const assessSubsidies = /* @__PURE__ */ defineAction(subsidyFundsContract, 'assessSubsidies', {
  permission: 'settleSubsidies',
  async run({ region, year, village }, context) {
    await requirePermission(context, 'settleSubsidies', { id: `${region}-${year}`, region })
    const { db, today } = context
    await requireVillageIn(db, region, village)
    const views = (await subsidisedOfVillage(db, village, year))
      .map((document) => viewEnrolment(document, today, sealing()))
      .filter(({ figures }) => figures.fee === 0)
    const done = { entered: 0, takenOut: 0 }
    for (let from = 0; from < views.length; from += PEOPLE_A_TRANSACTION) {
      const some = views.slice(from, from + PEOPLE_A_TRANSACTION)
      const { entered, takenOut } = await inTransaction(db, async (transaction) => {
        const people: Subsidised[] = []
        for (const view of some) people.push(await subsidised(transaction, view))
        const plan = planAssessment(people, today)
        for (const claim of plan.claims) await putReservation(transaction, claim)
        await writeEntries(transaction, plan.entries)
        return plan
      })
      done.entered += entered
      done.takenOut += takenOut
    }
    return done
  },
})

async function subsidised(transaction: Transaction, { document, figures }: EnrolmentView): Promise<Subsidised> {
  const { _id, region, year, status } = document
  return {
    claim: await readReservation(transaction, _id),
    enrolled: INSURED.has(status),
    assessed: {
      season: `${region}-${year}`,
      fee: 0,
      subsidy: figures.subsidy ?? 0,
      funder: funderCode(figures.fundedBy ?? ''),
    },
  }
}
