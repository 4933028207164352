import type { Answers } from './contract-hand-ins'
import { handInsContract } from './contract-hand-ins'
import { defectsOf } from './disclosure-show'
import { disclosureRule } from './disclosure-rule'
import type { DisclosureDocument } from './disclosures'
import { disclosuresOf } from './disclosures'
import { becauseOf, requireTownship } from './hand-in'
import type { HandInCheck } from './hand-in'
import { handInMachine } from './hand-in-machine'
import type { DutyMarkDocument } from './tasks'
import { marksOf } from './tasks'
import { defineAction } from '../access'
import { receiptsToDecide } from '../cash'
import type { VillageDocument } from '../people'
import type { CallContext } from '../../platform/calls'
import { sealing } from '../../platform/sealing'
import { civilDay, dayInWords, dayNumber } from '../../../rules'
import type { Office } from '../../../rules/office'
import { dutyOf, officeFor } from '../../../rules/office'

type HandIn = Answers['handIns']['waiting'][number]

/** So many days back what was decided is still shown. */
const DAYS_BACK = 30

/**
 * What the villages of a township handed in, and which receipts wait for it. @throws Refusal NOT_ALLOWED; RulesError
 * UNKNOWN_REGION, UNKNOWN_YEAR
 */
export const listHandIns = /* @__PURE__ */ defineAction(handInsContract, 'handIns', {
  permission: 'townshipDesk',
  async run(asked, context) {
    const villages = await requireTownship(context, asked)
    const { region, year } = asked
    const { db, today } = context
    const office = officeFor(region, year)
    const all = (await Promise.all(villages.map((village) => handInsOf(context, office, village, year)))).flat()
    const since = civilDay(dayNumber(today)! - DAYS_BACK)
    const receipts = await Promise.all(
      villages.map(async ({ _id: village, name }) => ({
        village,
        name,
        ...(await receiptsToDecide(db, { region, year, village })),
      })),
    )
    return {
      day: today,
      waiting: all.filter(({ state }) => state === 'handedIn').sort(earlierFirst),
      decided: all
        .filter((one) => one.state !== 'handedIn' && one.handedInOn >= since)
        .sort(earlierFirst)
        .reverse(),
      receipts: receipts.filter(({ toCheck, toTakeBack, toWriteOff }) => toCheck + toTakeBack + toWriteOff > 0),
    }
  },
})

const earlierFirst = (a: HandIn, b: HandIn): number => (a.handedInOn < b.handedInOn ? -1 : 1)

async function handInsOf(
  { db }: CallContext,
  office: Office,
  village: VillageDocument,
  year: number,
): Promise<HandIn[]> {
  const [marks, postings] = await Promise.all([marksOf(db, village._id, year), disclosuresOf(db, village._id, year)])
  return [
    ...marks.flatMap((mark) => markHandedIn(office, village, mark)),
    ...postings.flatMap((posting) => disclosureHandedIn(office, village, posting)),
  ]
}

const checkShown = (collection: 'duty-marks' | 'postings', id: string, check: HandInCheck | undefined) => {
  const state = check?.state ?? 'handedIn'
  return {
    state,
    stateName: handInMachine.states[state],
    because: check === undefined ? null : becauseOf(collection, id, check),
  }
}

/** The county's own duties are not handed in. */
function markHandedIn(office: Office, { _id: village, name }: VillageDocument, mark: DutyMarkDocument): HandIn[] {
  const duty = dutyOf(office, mark.duty)
  if (duty === null || duty?.desk?.of === 'county') return []
  const { _id, began, day, paper, evidence, check } = mark
  return [
    {
      village,
      villageName: name,
      of: { duty: mark.duty, began },
      what: duty.what,
      when: `${dayInWords(began)}起的这一次`,
      handedInOn: day,
      paper,
      words: evidence === null ? null : sealing().at('duty-marks', _id).open(evidence, 'deskNote'),
      money: null,
      lacks: [],
      ...checkShown('duty-marks', _id, check),
    },
  ]
}

function disclosureHandedIn(
  office: Office,
  { _id: village, name }: VillageDocument,
  posting: DisclosureDocument,
): HandIn[] {
  const { _id, check, filed, from, to, people, amount } = posting
  if (check === undefined) return []
  return [
    {
      village,
      villageName: name,
      of: { posting: _id },
      what: '现金缴费公示',
      when: `${dayInWords(from)}到${dayInWords(to)}缴的`,
      handedInOn: filed?.day ?? check.day,
      paper: null,
      words: filed === null || filed.signedBy.length === 0 ? null : `${filed.signedBy.join('、')}签字`,
      money: { people, amount },
      lacks: filed === null ? [] : defectsOf(posting, disclosureRule(office)),
      ...checkShown('postings', _id, check),
    },
  ]
}
