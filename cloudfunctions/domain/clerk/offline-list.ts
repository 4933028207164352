import { requireVillageAccess, defineAction } from '../access'
import { hasTodo, seesNames, tailOf } from './households'
import type { ListedPerson } from './village-list'
import { householdsAfter, peopleOf } from './village-list'
import type { EnrolmentDocument } from '../enrolments'
import { enrolmentId, enrolmentsWithIds } from '../enrolments'
import type { ReservationDocument, PaymentWarning } from '../payments'
import { reservationsOf, collectible } from '../payments'
import type { Answers } from './contract'
import { clerkContract } from './contract'

/** Households of a page, whether or not anybody of theirs owes: some 200 people, each assessed anew. */
const PAGE = 60

type OfflineHousehold = Answers['takeAlong']
type OfflinePerson = OfflineHousehold['households'][number]['people'][number]

/**
 * What a clerk takes along to doors without a network: of each household in which something is still to be done those
 * whom it concerns, with what they owe today and what they are to be told.
 * @throws Refusal UNKNOWN_VILLAGE, NOT_ALLOWED; RulesError UNKNOWN_YEAR
 */
export const offlineList = /* @__PURE__ */ defineAction(clerkContract, 'takeAlong', {
  permission: 'takeAlong',
  async run({ village, year, after }, context) {
    const access = await requireVillageAccess(context, 'takeAlong', { village, year })
    const { households: only } = access
    await seesNames(context, 'takeAlong', access)
    const { db, today } = context
    const households = await householdsAfter(db, village, after, PAGE, only)
    const people = await peopleOf(
      db,
      households.map(({ _id }) => _id),
      year,
    )
    const ids = people.filter(hasTodo).map(({ resident }) => enrolmentId(resident, year))
    const enrolments = new Map((await enrolmentsWithIds(db, ids)).map((document) => [document._id, document]))
    const claims = await reservationsOf(db, ids)
    const warnings = numbered()
    const owed = (person: ListedPerson): OfflinePerson[] => {
      const document = hasTodo(person) ? enrolments.get(enrolmentId(person.resident, year)) : undefined
      return document === undefined
        ? []
        : [{ ...personOf(person), ...owedBy(document, claims.get(document._id), today, warnings.numberOf) }]
    }
    return {
      day: today,
      households: households.flatMap(({ _id: household, head }) => {
        const members = people.filter((person) => person.household === household)
        const concerned = members.flatMap(owed)
        const first = members.find(({ resident }) => resident === head) ?? members[0]
        return concerned.length === 0 || first === undefined ? [] : [{ household, head: first.name, people: concerned }]
      }),
      warnings: warnings.all,
      next: households.length < PAGE ? null : households.at(-1)!._id,
    }
  },
})

const personOf = ({ name, idNumber }: ListedPerson): Pick<OfflinePerson, 'name' | 'tail'> => ({
  name,
  tail: tailOf(idNumber),
})

function owedBy(
  document: EnrolmentDocument,
  claim: ReservationDocument | undefined,
  today: string,
  numberOf: (warning: PaymentWarning) => number,
): Omit<OfflinePerson, 'name' | 'tail'> {
  const held = () => '已经缴过，或者正在别处付款，先不要收。'
  const { payable, because, warnings } = collectible(document, claim, today, held)
  return { enrolment: document._id, fee: payable?.line.fee ?? null, because, warnings: warnings.map(numberOf) }
}

/** Warnings by the places that they get as they come up, each once. */
function numbered() {
  const all: PaymentWarning[] = []
  const numberOf = ({ code, message }: PaymentWarning): number => {
    const known = all.findIndex((warning) => warning.code === code && warning.message === message)
    return known >= 0 ? known : all.push({ code, message }) - 1
  }
  return { all, numberOf }
}
