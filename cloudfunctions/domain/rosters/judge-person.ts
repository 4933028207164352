import type { Absence, Resident, VillageDocument } from '../people'
import { guessIdKind, isSameName, readIdentityNumber } from '../people'
import type { RowOutcome } from './contract'
import type { Change, EntryFacts, JudgedRow, PersonChange, RosterRow } from './documents'
import type { PlaceWords } from './near-words'
import type { RowFlaw, RowFlawCode } from './flaws'
import { isReturned } from './flaws'
import type { ListTerms } from './terms'
import { bareWord, certifiedBy, identitiesNear, isCertifiedNow, readChange, readLevel } from './terms'
import type { CivilDay } from '../../../rules'
import { dayNumber, identityNamed } from '../../../rules'
import { bareHeading } from '../../../rules/office'

export interface JudgedBy extends ListTerms {
  region: string
  certifier: string
  confirmedOn: CivilDay
  today: CivilDay
  /** What the place said of words near to the notice's. */
  words: PlaceWords
}

/** Whom the ledger has by a row's number, with their village. */
export interface Known {
  resident: Resident
  village: VillageDocument | null
}

/**
 * All rows of a list about one number, judged together: what each of them comes to, and what is changed for the person.
 * Pure. Where a row goes back, a list taken whole removes nothing from its person either.
 */
export function judgePerson(
  rows: readonly RosterRow[],
  known: Known | null,
  by: JudgedBy,
): Pick<EntryFacts, 'rows' | 'changes'> {
  const read = rows.map((row) => ({ row, ...readRow(row, known, by) }))
  const judged = read.map((one, i) => ({
    row: one.row,
    judged: finish(one, [...one.flaws, ...besideOthers(read, i, by)], known, by),
  }))
  const additions = judged
    .filter(({ judged: { outcome } }) => outcome === 'taken')
    .map(({ row, judged: { change, identity } }): PersonChange => ({
      change,
      identity: identity ?? '',
      day: change === '职工参保' && row.since !== '' ? row.since : by.confirmedOn,
    }))
  return {
    rows: judged,
    changes:
      known === null
        ? []
        : [
            ...unnamed(
              judged.map((one) => one.judged),
              known,
              by,
            ),
            ...additions,
          ],
  }
}

/** Identities that a whole list names no more for somebody whom it names. */
function unnamed(
  judged: readonly JudgedRow[],
  { resident }: Known,
  { kind, certifier, confirmedOn }: JudgedBy,
): PersonChange[] {
  if (kind !== 'whole' || judged.some(({ outcome }) => outcome === 'sentBack')) return []
  return certifiedBy(resident.categories, certifier)
    .filter((one) => isCertifiedNow(one) && !judged.some(({ identity }) => identity === one.identity))
    .map(({ identity }) => ({ change: '减少', identity, day: confirmedOn }))
}

interface Read {
  change: Change
  identity: string | null
  flaws: RowFlaw[]
}

function readRow(row: RosterRow, known: Known | null, by: JudgedBy): Read {
  const { change, flaws: ofChange } = changeOf(row, by)
  const { identity, flaws: ofCategory } =
    by.kind === 'employee' ? { identity: '', flaws: sinceFlaws(row, by) } : categoryOf(row, by)
  return {
    change,
    identity,
    flaws: [
      ...row.faults.map((code) => ({ code })),
      ...numberFlaws(row),
      ...ofChange,
      ...ofCategory,
      ...personFlaws(row, known, change, by),
      ...emptyFields(row, by),
    ],
  }
}

function changeOf({ change: words }: RosterRow, { kind }: JudgedBy): { change: Change; flaws: RowFlaw[] } {
  const read = readChange(words)
  const stays = words === '' || STAYS.test(bareWord(words))
  if (kind === 'employee')
    return { change: '职工参保', flaws: stays || read === '新增' ? [] : [{ code: 'NOT_EMPLOYED', about: words }] }
  if (kind === 'whole' && stays) return { change: '新增', flaws: [] }
  if (words === '') return { change: '新增', flaws: kind === 'monthly' ? [{ code: 'CHANGE_MISSING' }] : [] }
  if (stays && kind !== 'monthly') return { change: '新增', flaws: [] }
  return read === null ? { change: '新增', flaws: [{ code: 'CHANGE_FORM' }] } : { change: read, flaws: [] }
}

/** Nothing changes for this one: who is on such a list is one of them. */
const STAYS =
  /^(无|无变化|没有变化|不变|保持|保留|正常|正常(参保|缴费|享受|保障|发放)|在(册|保|职|享)|享受中?|续(保|发)|原有|存量)$/

function sinceFlaws({ since }: RosterRow, { today }: JudgedBy): RowFlaw[] {
  return since === '' || (dayNumber(since) !== null && since <= today) ? [] : [{ code: 'SINCE_FORM' }]
}

/**
 * In the notice's word; a word that it does not know is kept as it is written, one letter off is none (decision 0004).
 */
function categoryOf(
  { category, level }: RosterRow,
  { policy, terms: { levels = {} }, groups, words }: JudgedBy,
): { identity: string | null; flaws: RowFlaw[] } {
  if (category === '') return { identity: null, flaws: [{ code: 'CATEGORY_MISSING' }] }
  const said = saidOf(category, { policy, words })
  const { identity: named, meant } = said === null ? identityNamed(policy, category) : { identity: said, meant: null }
  if (meant !== null) return { identity: null, flaws: [{ code: 'CATEGORY_SLIP', about: `是不是“${meant}”` }] }
  const read = level === '' ? null : readLevel(level)
  if (level !== '' && read === null) return { identity: named, flaws: [{ code: 'LEVEL_FORM' }] }
  const byLevel = read === null ? undefined : levels[read]
  const identity = named ?? (category.includes('残疾') ? (byLevel ?? null) : null)
  if (identity === null) {
    const near = identitiesNear(category, Object.keys(policy.identities))
    return near.length > 0
      ? { identity: null, flaws: [{ code: 'CATEGORY_NEAR', about: `“${category}”，可能是${near.join('、')}` }] }
      : { identity: category, flaws: [{ code: 'CATEGORY_UNLISTED' }] }
  }
  const disagrees = byLevel !== undefined && byLevel !== identity && Object.values(levels).includes(identity)
  const theirs = groups.includes(policy.identities[identity]!.group)
  return {
    identity,
    flaws: [
      ...(said === null ? [] : [{ code: 'CATEGORY_BY_PLACE' as const, about: `“${category}”按“${said}”` }]),
      ...(disagrees ? [{ code: 'LEVEL_DISAGREES' as const }] : []),
      ...(theirs ? [] : [{ code: 'CATEGORY_NOT_THEIRS' as const, about: policy.identities[identity]!.group }]),
    ],
  }
}

/** What the place said that a word is which is none of the notice's; null = nothing, or what this notice has not. */
function saidOf(category: string, { policy, words }: Pick<JudgedBy, 'policy' | 'words'>): string | null {
  const said = words.get(bareWord(category))
  if (said === undefined || policy.identities[said] === undefined) return null
  return identityNamed(policy, category).identity === null ? said : null
}

function numberFlaws({ name, idNumber, faults }: RosterRow): RowFlaw[] {
  const missing: RowFlaw[] = name === '' ? [{ code: 'NAME_MISSING' }] : []
  if (idNumber === '') return [...missing, { code: 'ID_MISSING' }]
  const fault = faults.includes('ID_LOST_DIGITS') ? null : readIdentityNumber(guessIdKind(idNumber), idNumber).fault
  return fault === null ? missing : [...missing, { code: fault }]
}

const ABSENT: Readonly<Record<Absence, RowFlawCode>> = {
  died: 'PERSON_DIED',
  movedAway: 'PERSON_LEFT',
  employee: 'PERSON_EMPLOYED',
  army: 'PERSON_LEFT',
  prison: 'PERSON_LEFT',
  studies: 'PERSON_LEFT',
  elsewhere: 'PERSON_LEFT',
  duplicate: 'PERSON_TWICE',
}

function personFlaws(row: RosterRow, known: Known | null, change: Change, by: JudgedBy): RowFlaw[] {
  if (
    row.faults.includes('ID_LOST_DIGITS') ||
    row.idNumber === '' ||
    numberFlaws(row).some(({ code }) => code !== 'NAME_MISSING')
  )
    return []
  if (known === null) return [{ code: 'PERSON_UNKNOWN' }]
  const { resident, village } = known
  if (resident.region !== by.region) return [{ code: 'PERSON_ELSEWHERE' }]
  const absent =
    resident.absent === null || change === '减少' || (change === '职工参保' && resident.absent.why === 'employee')
      ? null
      : ABSENT[resident.absent.why]
  const nameDiffers = row.name !== '' && !isSameName(row.name, resident.name)
  return [
    ...(nameDiffers ? [{ code: 'NAME_DIFFERS' as const }] : []),
    ...(absent === null ? [] : [{ code: absent }]),
    ...(village !== null && isElsewhere(row, village) ? [{ code: 'VILLAGE_DIFFERS' as const }] : []),
  ]
}

function isElsewhere({ township, village }: RosterRow, there: VillageDocument): boolean {
  const differs = (told: string, kept: string) => told !== '' && bareHeading(told) !== bareHeading(kept)
  return differs(township, there.township) || differs(village, there.name)
}

const ASKED_OF_EACH = ['township', 'village', 'address', 'phone'] as const

/** Of the columns that a notice asks for; marks that only some people have are not among them. */
function emptyFields(row: RosterRow, { terms: { columns } }: JudgedBy): RowFlaw[] {
  const empty = columns.filter(
    ({ holds, open }) =>
      open?.reading !== 'optional' && ASKED_OF_EACH.some((field) => field === holds && row[field] === ''),
  )
  return empty.length === 0 ? [] : [{ code: 'FIELD_EMPTY', about: empty.map(({ heading }) => heading).join('、') }]
}

/** What is wrong with a row only because of the person's others. */
function besideOthers(read: readonly Read[], at: number, { kind }: JudgedBy): RowFlaw[] {
  const { identity, change } = read[at]!
  if (identity === null) return []
  const same = read.filter((other) => other.identity === identity)
  if (same.some((other) => other.change !== change)) return [{ code: 'CHANGE_CONTRADICTS' }]
  if (same[0] !== read[at]) return [{ code: 'ROW_TWICE' }]
  const contradicted = (one: Read) =>
    read.some((other) => other.identity === one.identity && other.change !== one.change)
  const added = new Set(
    read
      .filter(
        (other) =>
          other.change === '新增' && other.identity !== null && !isReturned(other.flaws) && !contradicted(other),
      )
      .map((other) => other.identity),
  )
  return kind !== 'employee' && change === '新增' && added.size > 1 && added.has(identity)
    ? [{ code: 'TWO_CATEGORIES' }]
    : []
}

/** What the ledger has of it already. */
function finish(
  { change, identity }: Read,
  flaws: readonly RowFlaw[],
  known: Known | null,
  { certifier, kind }: JudgedBy,
): JudgedRow {
  if (isReturned(flaws) || known === null || identity === null) return { outcome: 'sentBack', change, identity, flaws }
  const here = (outcome: RowOutcome, code?: RowFlawCode): JudgedRow => ({
    outcome,
    change,
    identity,
    flaws: code === undefined ? flaws : [...flaws, { code }],
  })
  if (change === '职工参保')
    return known.resident.absent?.why === 'employee' ? here('same', 'ALREADY_EMPLOYED') : here('taken')
  const theirs = certifiedBy(known.resident.categories, certifier).filter((one) => one.identity === identity)
  const live = theirs.some(isCertifiedNow)
  if (change === '新增') return live ? here('same', kind === 'whole' ? undefined : 'ALREADY_CERTIFIED') : here('taken')
  if (live) return here('taken')
  return theirs.length > 0 ? here('same', 'ALREADY_ENDED') : here('sentBack', 'NOT_CERTIFIED')
}
