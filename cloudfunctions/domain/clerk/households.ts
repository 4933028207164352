import { createHash } from 'node:crypto'
import { auditNames, requireVillageAccess, defineAction, writeAudit } from '../access'
import type { Permission, VillageAccess } from '../access'
import { initialsOf } from './initials'
import { todoOf } from './people-counts'
import type { ListedPerson } from './village-list'
import { householdsAfter, peopleOf, findPeople } from './village-list'
import type { ListedHousehold } from '../people'
import { householdsWithIds, normalisedGroup } from '../people'
import { lastFour, maskedName, Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import { sealing } from '../../platform/sealing'
import type { Answers } from './contract-households'
import type { CivilDay } from '../../../rules'
import { dayNumber } from '../../../rules'
import { householdsContract } from './contract-households'

/** Households on the first page, to be there at once, and on the others; and how many bytes of rows a page may have. */
const FIRST_PAGE = 40
const PAGE = 150
const BYTES_A_PAGE = 75_000

/**
 * A page of the village's list: three readings, whatever the village's size.
 * @throws Refusal UNKNOWN_VILLAGE, NOT_ALLOWED; RulesError UNKNOWN_YEAR
 */
export const listHouseholds = /* @__PURE__ */ defineAction(householdsContract, 'households', {
  permission: 'households',
  async run({ village, year, after, known }, context): Promise<Answers['households']> {
    const access = await requireVillageAccess(context, 'households', { village, year })
    const { households: only } = access
    const { db, today } = context
    const inFull = await seesNames(context, 'households', access)
    const wanted = after === null ? FIRST_PAGE : PAGE
    const households = await householdsAfter(db, village, after, wanted, only)
    const all = householdRows(
      households,
      await peopleOf(
        db,
        households.map(({ _id }) => _id),
        year,
      ),
      { today, year, inFull },
    )
    const rows = fitting(all)
    const next = rows.length === all.length && households.length < wanted ? null : (rows.at(-1)?.household ?? null)
    const digest = createHash('sha256')
      .update(JSON.stringify([rows, next]))
      .digest('base64url')
      .slice(0, 22)
    return digest === known ? { unchanged: true, next } : { unchanged: false, rows, digest, next }
  },
})

/** As many as a call can bring back, one at least. */
function fitting(rows: readonly HouseholdRow[]): readonly HouseholdRow[] {
  let bytes = 0
  const end = rows.findIndex((row, i) => {
    bytes += Buffer.byteLength(JSON.stringify(row))
    return i > 0 && bytes > BYTES_A_PAGE
  })
  return end < 0 ? rows : rows.slice(0, end)
}

const FOUND_MAX = 30

/**
 * Households in which somebody's name holds the words, or somebody's number ends in the digits. Names are sealed, so
 * the whole village is opened.
 * @throws Refusal UNKNOWN_VILLAGE, NOT_ALLOWED, SEARCH_TOO_SHORT; RulesError UNKNOWN_YEAR
 */
export const findHouseholds = /* @__PURE__ */ defineAction(householdsContract, 'findHouseholds', {
  permission: 'findHouseholds',
  async run({ village, year, words }, context) {
    const access = await requireVillageAccess(context, 'findHouseholds', { village, year })
    const {
      households: only,
      village: { region },
    } = access
    const inFull = await seesNames(context, 'findHouseholds', access)
    const { db, caller, now, today } = context
    // By the digits of a number: who looks is kept before it is told.
    if (/\d/.test(words))
      await writeAudit(db, {
        deed: null,
        at: now,
        day: today,
        openid: caller.openid,
        action: 'findHouseholds',
        target: village,
        region,
        outcome: 'revealed',
        why: 'BY_NUMBER',
      })
    const found = await findPeople(db, { village, year, only }, foundByWords(words))
    const ids = [...new Set(found.map(({ household }) => household))].sort()
    const shown = ids.slice(0, FOUND_MAX)
    const rows = householdRows(await householdsWithIds(db, shown), await peopleOf(db, shown, year), {
      today,
      year,
      inFull,
    })
    return { rows, more: ids.length > shown.length }
  },
})

type HouseholdRow = Answers['findHouseholds']['rows'][number]
type Listed = HouseholdRow['people'][number]

/** 老年人是指六十周岁以上的公民 (老年人权益保障法 第二条). */
const ELDERLY_AGE = 60

export function ageOn(birthDate: CivilDay, today: CivilDay): number {
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years
}

/**
 * Whoever keeps the ledger sees the names of their own people in full, and the audit says so; who only looks sees them
 * masked. Numbers are masked for everybody.
 */
export async function seesNames(
  context: CallContext,
  list: Permission,
  { role, village: { _id, region } }: VillageAccess,
): Promise<boolean> {
  if (role === 'auditor') return false
  await auditNames(context, list, { target: _id, region })
  return true
}

interface Shown {
  today: CivilDay
  year: number
  /** Names in full. */
  inFull: boolean
}

/** Rows of the list in the order of the households. */
export function householdRows(
  households: readonly ListedHousehold[],
  people: readonly ListedPerson[],
  shown: Shown,
): HouseholdRow[] {
  const byHousehold = new Map<string, ListedPerson[]>()
  for (const person of people) byHousehold.set(person.household, [...(byHousehold.get(person.household) ?? []), person])
  return households.map((household) => householdRow(household, byHousehold.get(household._id) ?? [], shown))
}

function householdRow(
  { _id, head, address }: ListedHousehold,
  members: readonly ListedPerson[],
  shown: Shown,
): HouseholdRow {
  const { today, inFull } = shown
  const first = members.find(({ resident }) => resident === head) ?? members[0]
  const present = members.filter(({ isAbsent }) => !isAbsent)
  const open = present.filter(hasTodo)
  return {
    household: _id,
    head: first === undefined ? '空户' : inFull ? first.name : maskedName(first.name),
    group: first?.group == null ? null : normalisedGroup(first.group),
    house: houseIn(sealing().at('households', _id).open(address, 'address')),
    unpaid: open.length,
    owed: open.reduce((sum, { enrolment }) => sum + (enrolment?.fee ?? 0), 0),
    elderlyAlone:
      present.length > 0 &&
      present.every(({ birthDate }) => dayNumber(birthDate) !== null && ageOn(birthDate, today) >= ELDERLY_AGE),
    people: members.map((member) => listed(member, shown)),
  }
}

/** Something is still to be done for them: pay or register. */
export const hasTodo = ({ enrolment, isAbsent }: ListedPerson): boolean =>
  !isAbsent && enrolment !== null && todoOf(enrolment.status) === 'open'

/** The last number of an address that is a house's: 象湖镇东一村第3组12-1号 → 12-1号. null = it has none. */
export function houseIn(address: string): string | null {
  const [found] = [...address.normalize('NFKC').matchAll(/(\d+(?:[-之]\d+)*)\s*号/g)].slice(-1)
  return found === undefined ? null : `${found[1]}号`
}

/** What paying has brought so far. */
function coverOf({ enrolment }: ListedPerson, { today, year }: Shown): Listed['cover'] {
  if (enrolment === null) return null
  const { status, since, nextChange } = enrolment
  switch (status) {
    case 'covered':
      return { is: 'now', day: since, why: null }
    case 'paid':
    case 'waiting':
      return { is: 'later', day: nextChange, why: null }
    case 'ended':
      return { is: 'no', day: null, why: today > `${year}-12-31` ? '待遇期满' : '按通知这一年没有待遇' }
    case 'paidUnsettled':
      return { is: 'no', day: null, why: '待遇从哪天起还没核定' }
    default:
      return null
  }
}

function listed(person: ListedPerson, shown: Shown): Listed {
  const { inFull } = shown
  const { name, idNumber, enrolment, isAbsent, isFlawed } = person
  const marks = {
    unpaid: hasTodo(person),
    subsidised: enrolment?.isSubsidised === true,
    flawed: isFlawed,
    absent: isAbsent,
  }
  return {
    name: inFull ? name : maskedName(name),
    initials: inFull ? initialsOf(name) : '',
    tail: tailOf(idNumber),
    cover: coverOf(person, shown),
    status: enrolment?.status ?? null,
    fee: enrolment?.fee ?? null,
    marks: (Object.keys(marks) as (keyof typeof marks)[]).filter((mark) => marks[mark]),
    tag: nameTag(name),
  }
}

/** The last four digits; of a number too short to show them, and of none, null. */
export function tailOf(idNumber: string | null): string | null {
  const tail = idNumber === null ? '*' : lastFour(idNumber).slice(-4)
  return tail.includes('*') ? null : tail
}

const NAME_LENGTH_MIN = 2
const DIGITS_MIN = 4

/**
 * How typed words find somebody: at least two characters of a name, or the last four or more digits of a number (an X
 * at its end too). Less would open a village's names one by one.
 * @throws Refusal SEARCH_TOO_SHORT
 */
function foundByWords(words: string): (name: string, idNumber: string | null) => boolean {
  const typed = words.normalize('NFKC').replace(/\s/g, '').toUpperCase()
  if (/^\d+X?$/.test(typed)) {
    if (typed.length < DIGITS_MIN) throw tooShort('请至少输入号码的后 4 位')
    return (_, idNumber) => idNumber?.toUpperCase().endsWith(typed) === true
  }
  if ([...typed].length < NAME_LENGTH_MIN) throw tooShort('请至少输入两个字')
  return (name) => name.normalize('NFKC').replace(/\s/g, '').toUpperCase().includes(typed)
}

const tooShort = (what: string): Refusal =>
  new Refusal({ code: 'SEARCH_TOO_SHORT', path: 'words', message: `没有查找：${what}，再查一次。` })

const BITS = 10
const MASK = (1 << BITS) - 1

/**
 * A number from 0 to 1023 made of a name, by which a phone finds a typed name among masked ones. So short that it fits
 * one in a thousand names: it confirms a name that one knows, and tells none (decision 0016). FNV-1a of 32 bits over
 * the UTF-16 units, low byte first, of the name in NFC without spaces, folded to ten bits.
 */
export function nameTag(name: string): number {
  let hash = 0x811c9dc5
  for (const unit of name
    .normalize('NFC')
    .replace(/\s/g, '')
    .split('')
    .map((char) => char.charCodeAt(0))) {
    for (const byte of [unit & 0xff, unit >>> 8]) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  }
  return (hash ^ (hash >>> BITS) ^ (hash >>> (2 * BITS))) & MASK
}
