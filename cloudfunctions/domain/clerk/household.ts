import { auditNames, requirePermission, writeAudit, defineAction } from '../access'
import { conflictsIn } from '../cash'
import { contactsOf, shownContact } from './contacts'
import { ageOn, tailOf } from './households'
import type { EnrolmentDocument } from '../enrolments'
import { enrolmentId, enrolmentsWithIds, summaryOf } from '../enrolments'
import {
  itemsInHand,
  reservationsOf,
  reservedSentence,
  ordersWithIds,
  collectible,
  receiptsOfHousehold,
} from '../payments'
import type { ReservationDocument, OrderDocument } from '../payments'
import { staffCard, requireHousehold, requireVillage, residentsOfHousehold } from '../people'
import type { Household, Resident } from '../people'
import type { CallContext } from '../../platform/calls'
import { sealing } from '../../platform/sealing'
import type { Answers } from './contract-households'
import { policyFor } from '../../../rules'
import { householdsContract } from './contract-households'

const CONTACTS_SHOWN = 5
type Member = Answers['householdDesk']['members'][number]

/**
 * A household as the clerk stands before it: everybody with what they owe today and what stands in the way. Whoever
 * keeps the ledger sees the names in full; the line of audit is written first, one a day and household, and with a
 * reason one
 * that names it (decision 0016).
 * @throws Refusal UNKNOWN_HOUSEHOLD, NOT_ALLOWED; RulesError UNKNOWN_YEAR
 */
export const showHousehold = /* @__PURE__ */ defineAction(householdsContract, 'householdDesk', {
  permission: 'householdDesk',
  async run({ household: id, year, reason }, context) {
    const { db, caller } = context
    const household = await requireHousehold(db, id)
    const target = { id, region: household.region, village: household.village, household: id }
    const role = await requirePermission(context, 'householdDesk', target)
    if (reason !== null) await requirePermission(context, 'revealField', target)
    policyFor(household.region, year)
    const inFull = role !== 'auditor'
    if (reason !== null) await auditReason(household, reason, context)
    else if (inFull) await auditNames(context, 'householdDesk', { target: id, region: household.region })
    const residents = await residentsOfHousehold(db, id)
    const members = await membersOf(household, residents, year, inFull, context)
    const mayUndo = new Set(
      (await itemsInHand(db, caller.openid)).filter(({ day }) => day === context.today).map(({ order }) => order),
    )
    const receipts = (await receiptsOfHousehold(db, id)).filter((receipt) => receipt.year === year).reverse()
    return {
      household: id,
      village: household.village,
      villageName: (await requireVillage(db, household.village)).name,
      year,
      revealed: inFull,
      group: (residents.find((one) => one.id === household.head) ?? residents[0])?.group ?? null,
      members,
      total: members.reduce((sum, { fee }) => sum + (fee ?? 0), 0),
      receipts: receipts.map(({ _id, day, amount, lines, way, state, order }) => ({
        receipt: _id,
        order,
        mayUndo: state === 'issued' && mayUndo.has(order),
        day,
        amount,
        people: lines.length,
        way,
        state,
      })),
      contacts: (await contactsOf(db, id))
        .slice(0, CONTACTS_SHOWN)
        .map((contact) => shownContact(contact, id, caller.openid)),
      openConflicts: (await conflictsIn(db, household.village, 'open')).filter((conflict) => conflict.household === id)
        .length,
    }
  },
})

async function auditReason(
  { id, region }: Household,
  reason: string,
  { db, caller, now, today }: CallContext,
): Promise<void> {
  await writeAudit(db, {
    deed: today,
    at: now,
    day: today,
    openid: caller.openid,
    action: 'householdDesk',
    target: id,
    region,
    outcome: 'revealed',
    why: `name:${reason}`,
  })
}

async function membersOf(
  { head, village }: Household,
  residents: readonly Resident[],
  year: number,
  inFull: boolean,
  { db, today }: CallContext,
): Promise<Member[]> {
  const ids = residents.map(({ id }) => enrolmentId(id, year))
  const enrolments = new Map((await enrolmentsWithIds(db, ids)).map((document) => [document._id, document]))
  const claims = await reservationsOf(db, ids)
  const orders = new Map((await ordersWithIds(db, heldBy(claims))).map((order) => [order._id, order]))
  const place = await requireVillage(db, village)
  return residents.map((resident) => {
    const { name, idNumber, sex, birthDate } = resident
    const { name: masked, phone, absent, isHead, flaws } = staffCard(resident, place, resident.id === head)
    const person = {
      resident: resident.id,
      name: inFull ? name : masked,
      tail: tailOf(idNumber),
      isHead,
      sex,
      age: ageOn(birthDate, today),
      phone,
      absent,
      flaws: flaws.map(({ words }) => words),
    }
    const enrolment = enrolments.get(enrolmentId(resident.id, year))
    const claim = enrolment === undefined ? undefined : claims.get(enrolment._id)
    return {
      ...person,
      ...(enrolment === undefined
        ? NOT_ENROLLED
        : owed(enrolment, claim, claim?.order == null ? null : (orders.get(claim.order) ?? null), today)),
    }
  })
}

const heldBy = (claims: ReadonlyMap<string, ReservationDocument>): string[] => [
  ...new Set([...claims.values()].flatMap(({ state, order }) => (state === 'held' && order !== null ? [order] : []))),
]

type Owed = Pick<Member, 'enrolment' | 'status' | 'statusName' | 'fee' | 'because' | 'warnings' | 'held' | 'sentence'>

const NOT_ENROLLED: Owed = {
  enrolment: null,
  status: null,
  statusName: '没有这一年的参保记录',
  fee: null,
  because: '没有这一年的参保记录，不能收。',
  warnings: [],
  held: null,
  sentence: '台账里有这个人，但没有这一年的参保记录。请核对是不是已经离开；还在的，请县医保经办机构补开。',
}

function owed(
  document: EnrolmentDocument,
  claim: ReservationDocument | undefined,
  order: OrderDocument | null,
  today: string,
): Owed {
  const { status, statusName, sentence } = summaryOf(document, today, sealing())
  const held = claim === undefined || claim.state === 'free' || claim.state === 'paid' ? null : reservedSentence(order)
  const { payable, because, warnings } = collectible(document, claim, today, () => held ?? '这一年的费用已经缴过了。')
  return {
    enrolment: document._id,
    status,
    statusName,
    sentence,
    held,
    fee: payable?.line.fee ?? null,
    because,
    warnings: [...warnings],
  }
}
