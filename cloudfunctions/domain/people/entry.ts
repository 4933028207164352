import { isKeyOf } from '../../platform/calls'
import type { IdKind, ResidentDocument } from './documents'
import type { NumberReading } from './identity-number'
import { readIdentityNumber } from './identity-number'
import type { CivilDay } from '../../../rules'
import { civilDay, dayNumber, policies } from '../../../rules'

/**
 * What can be wrong with an entry of the ledger, after the four words of 瑞金's notice: 不得出现错、误、漏、重录等现象.
 * 错: cannot be so. 误: contradicts something else. 漏: missing. 重: entered before. What `blocks` keeps the entry out of
 * the ledger; the rest is kept with it, to be put right.
 */
export const FLAWS = {
  ID_FORM: { kind: '错', blocks: true, words: '证件号码的位数或字符不对，请对照证件重新填写' },
  ID_OLD: { kind: '错', blocks: true, words: '这是 15 位的一代身份证号码，已经停用，请填 18 位的号码' },
  ID_KIND: { kind: '错', blocks: true, words: '号码不是所选证件的，请核对证件类型' },
  ID_DAY: { kind: '错', blocks: true, words: '证件号码里的出生日期不存在，多半是抄错了' },
  ID_CHECK_DIGIT: { kind: '错', blocks: true, words: '证件号码的校验码对不上，多半是抄错了一位' },
  ID_LOST_DIGITS: {
    kind: '错',
    blocks: true,
    words: '表格软件把证件号码当成了数字，末几位已经丢失，请把这一列改为文本后重新填写',
  },
  ID_MAYBE_ROUNDED: {
    kind: '错',
    blocks: true,
    words: '证件号码以 000 结尾，可能被表格软件改过，没有录入：核对无误的，请在登记页单独登记',
  },
  SEX_FORM: { kind: '错', blocks: true, words: '性别应填“男”或“女”' },
  BIRTH_FORM: { kind: '错', blocks: true, words: '出生日期不存在或看不懂，请写成 1960-03-04 这样' },
  BIRTH_FUTURE: { kind: '错', blocks: true, words: '出生日期在今天之后' },
  PHONE_FORM: { kind: '错', blocks: false, words: '联系电话不像手机号，也不像带区号的座机' },
  BIRTH_BY_NUMBER: { kind: '误', blocks: false, words: '出生日期写得不全，按证件号码里的日期登记，请核对' },
  NAME_DOUBTFUL: { kind: '误', blocks: false, words: '姓名太长，或者有认不出来的字、像公式的内容，请核对' },
  NAME_OTHER: {
    kind: '误',
    blocks: true,
    words: '这个证件号码在台账里是另一个姓名，没有改动：核对后用更正改姓名，或者改正表里的号码',
  },
  BIRTH_DISAGREES: { kind: '误', blocks: false, words: '出生日期与证件号码里的不一致，请核对' },
  SEX_DISAGREES: { kind: '误', blocks: false, words: '性别与证件号码里的不一致，请核对' },
  HEAD_ELSEWHERE: { kind: '误', blocks: false, words: '登记的户主不在这一户里' },
  HUKOU_ELSEWHERE: { kind: '误', blocks: false, words: '按本地户籍参保，户籍信息写的却是外地' },
  HUKOU_HERE: { kind: '误', blocks: false, words: '按居住证参保，户籍信息写的却是本地' },
  NEWBORN_GROWN: { kind: '误', blocks: false, words: '出生已满一年还没有证件号码，请补上' },
  NEWBORN_NUMBERED: { kind: '误', blocks: true, words: '选的是“还没有证件号码”，却填了号码' },
  NAME_MISSING: { kind: '漏', blocks: true, words: '没有填姓名' },
  ID_MISSING: { kind: '漏', blocks: true, words: '没有填证件号码；新生儿请选“还没有证件号码”' },
  SEX_MISSING: { kind: '漏', blocks: false, words: '没有填性别' },
  BIRTH_MISSING: { kind: '漏', blocks: false, words: '没有填出生日期' },
  ADDRESS_MISSING: { kind: '漏', blocks: false, words: '没有填通讯地址' },
  PHONE_MISSING: { kind: '漏', blocks: false, words: '没有填联系电话' },
  HUKOU_MISSING: { kind: '漏', blocks: false, words: '没有填户籍信息' },
  TWICE_HERE: { kind: '重', blocks: true, words: '这个人已经在本村的台账里了' },
  TWICE_ELSEWHERE: {
    kind: '重',
    blocks: true,
    words: '这个证件号码已经登记在别的村（社区），请联系县医保经办机构核对',
  },
  CHILD_TWICE: { kind: '重', blocks: true, words: '这个孩子在这一户里已经登记，只是还没有号码，请用更正补上号码' },
  ROW_TWICE: { kind: '重', blocks: true, words: '这个证件号码在表格的前面已经有一行' },
  CELL_ERROR: { kind: '错', blocks: true, words: '有一格是公式，没有算出结果，请改成写好的内容' },
  FORMULA_EMPTY: {
    kind: '错',
    blocks: true,
    words: '有一格公式还没有算出结果：请用 WPS 或 Excel 打开，保存一次再导入',
  },
  ROW_HIDDEN: {
    kind: '误',
    blocks: true,
    words: '这一行在表格里是隐藏或筛掉的，没有录入：要录入的，请取消隐藏后再导入',
  },
  ROW_STRUCK: { kind: '误', blocks: true, words: '这一行在表格里划了删除线，没有录入：要录入的，请去掉删除线后再导入' },
  VILLAGE_UNKNOWN: { kind: '错', blocks: true, words: '没有这个村（社区），或者同名的不止一个，请把乡镇也写上' },
  VILLAGE_ELSEWHERE: { kind: '误', blocks: true, words: '表里写的是另一个村（社区）' },
  VILLAGE_MISSING: { kind: '漏', blocks: true, words: '没有填村（社区）' },
  HOUSEHOLD_MISSING: { kind: '漏', blocks: false, words: '没有写户号、户主或与户主关系，先单独立一户' },
  HOUSEHOLD_DIFFERS: { kind: '误', blocks: false, words: '表里写的户与台账不一致，户没有改动' },
  NEWBORN_ALONE: { kind: '漏', blocks: true, words: '新生儿没有写明是哪一户的' },
  MARKED_ABSENT: { kind: '误', blocks: false, words: '台账里已经标为去世、迁出或参加职工医保，没有改动' },
  NEWBORN_TWICE: { kind: '重', blocks: true, words: '同一户里已经登记了同名、同日出生的新生儿' },
} as const satisfies Record<string, { kind: '错' | '误' | '漏' | '重'; blocks: boolean; words: string }>
export type FlawCode = keyof typeof FLAWS

interface Flaw {
  code: string
  kind: '错' | '误' | '漏' | '重'
  words: string
}

/** As it is told to people. Codes of a later version are left out. */
export function flawsInWords(codes: readonly string[]): Flaw[] {
  return codes.flatMap((code) =>
    isKeyOf(FLAWS, code) ? [{ code, kind: FLAWS[code].kind, words: FLAWS[code].words }] : [],
  )
}

/** An entry as it was typed or read; null and '' = left empty. */
export interface Entry {
  name: string | null
  sex: string | null
  birthDate: string | null
  idKind: IdKind
  idNumber: string | null
  address: string | null
  phone: string | null
  hukou: string | null
  ground: ResidentDocument['ground']
}

export interface CompleteEntry extends Entry {
  name: string
  sex: '男' | '女'
  birthDate: CivilDay
  hukou: string
}

interface Examination {
  flaws: readonly FlawCode[]
  /** As it can be kept; null = something blocks it. Sex and birth that were left out are taken from the number. */
  entry: CompleteEntry | null
}

/** Finds 错, 误 and 漏 of one entry; 重 takes the whole ledger (`duplicate-entry.ts`). */
export function examineEntry(typed: Entry, { region, today }: { region: string; today: CivilDay }): Examination {
  const entry = trimmed(typed)
  const reading =
    entry.idKind === 'newborn' || entry.idNumber === null ? null : readIdentityNumber(entry.idKind, entry.idNumber)
  const sex = entry.sex ?? reading?.sex ?? null
  const birthDate = readBirth(entry.birthDate) ?? (entry.birthDate === null ? (reading?.birthDate ?? null) : null)
  const flaws = [
    ...missing(entry, reading),
    ...wrongNumber(entry, reading),
    ...wrongSex(entry, reading),
    ...wrongBirth(entry, birthDate, reading, today),
    ...wrongPhone(entry),
    ...wrongGround(entry, region),
  ]
  const blocked =
    flaws.some((code) => FLAWS[code].blocks) ||
    entry.name === null ||
    (sex !== '男' && sex !== '女') ||
    birthDate === null
  return {
    flaws,
    entry: blocked
      ? null
      : {
          ...entry,
          name: entry.name!,
          sex: sex,
          birthDate: birthDate,
          idNumber: reading?.number ?? null,
          hukou: entry.hukou ?? '',
        },
  }
}

/** The seven fields that 瑞金 names: 包括姓名、性别、出生日期、身份证号、通讯地址、联系电话、户籍信息等. */
const LEDGER_FIELDS = ['姓名', '性别', '出生日期', '身份证号', '通讯地址', '联系电话', '户籍信息'] as const
export type LedgerField = (typeof LEDGER_FIELDS)[number]

/** Which of the seven are empty, in the notice's order. */
export function ledgerCompleteness(record: Partial<Readonly<Record<LedgerField, string | null>>>): {
  valid: boolean
  missing: readonly LedgerField[]
} {
  const left = LEDGER_FIELDS.filter((field) => (record[field] ?? '').trim() === '')
  return { valid: left.length === 0, missing: left }
}

const MISSING: Readonly<Record<LedgerField, FlawCode>> = {
  姓名: 'NAME_MISSING',
  性别: 'SEX_MISSING',
  出生日期: 'BIRTH_MISSING',
  身份证号: 'ID_MISSING',
  通讯地址: 'ADDRESS_MISSING',
  联系电话: 'PHONE_MISSING',
  户籍信息: 'HUKOU_MISSING',
}

function trimmed(entry: Entry): Entry {
  const clean = (text: string | null) => {
    const bare = text?.trim() ?? ''
    return bare === '' ? null : bare
  }
  const { name, sex, birthDate, idNumber, address, phone, hukou } = entry
  return {
    ...entry,
    name: clean(name),
    sex: clean(sex),
    birthDate: clean(birthDate),
    idNumber: clean(idNumber),
    address: clean(address),
    phone: clean(phone),
    hukou: clean(hukou),
  }
}

/** What a number says of its holder is not missing. */
function missing(
  { name, sex, birthDate, idKind, idNumber, address, phone, hukou }: Entry,
  reading: NumberReading | null,
): FlawCode[] {
  const found = ledgerCompleteness({
    姓名: name,
    性别: sex ?? reading?.sex ?? null,
    出生日期: birthDate ?? reading?.birthDate ?? null,
    身份证号: idNumber,
    通讯地址: address,
    联系电话: phone,
    户籍信息: hukou,
  })
  return found.missing.filter((field) => field !== '身份证号' || idKind !== 'newborn').map((field) => MISSING[field])
}

function wrongNumber({ idKind, idNumber }: Entry, reading: NumberReading | null): FlawCode[] {
  if (idKind === 'newborn') return idNumber === null ? [] : ['NEWBORN_NUMBERED']
  return reading?.fault == null ? [] : [reading.fault]
}

function wrongSex({ sex }: Entry, reading: NumberReading | null): FlawCode[] {
  if (sex === null) return []
  if (sex !== '男' && sex !== '女') return ['SEX_FORM']
  return reading?.sex != null && reading.sex !== sex ? ['SEX_DISAGREES'] : []
}

function wrongBirth(
  entry: Entry,
  birthDate: CivilDay | null,
  reading: NumberReading | null,
  today: CivilDay,
): FlawCode[] {
  if (birthDate === null) return entry.birthDate === null ? [] : ['BIRTH_FORM']
  if (birthDate < FIRST_BIRTH) return ['BIRTH_FORM']
  if (birthDate > today) return ['BIRTH_FUTURE']
  const grown = entry.idKind === 'newborn' && dayNumber(today)! - dayNumber(birthDate)! >= 365
  const disagrees = reading?.birthDate != null && reading.birthDate !== birthDate
  return [...(grown ? ['NEWBORN_GROWN' as const] : []), ...(disagrees ? ['BIRTH_DISAGREES' as const] : [])]
}

function readBirth(typed: string | null): CivilDay | null {
  const day = typed === null ? null : dayNumber(typed)
  return day === null ? null : civilDay(day)
}

/** Nobody alive was born before. */
const FIRST_BIRTH = '1900-01-01'

const MOBILE = /^1[3-9]\d{9}$/
/** Area code and seven or eight digits. */
const LANDLINE = /^0\d{2,3}-?\d{7,8}$/

function wrongPhone({ phone }: Entry): FlawCode[] {
  return phone === null || MOBILE.test(phone) || LANDLINE.test(phone) ? [] : ['PHONE_FORM']
}

const A_COUNTY = /[\u4e00-\u9fff]{2,}?(省|市|县|区|自治州|自治旗)/

/** Only where the text names some county or city at all: `象湖镇东一村` says neither. */
function wrongGround({ ground, hukou }: Entry, region: string): FlawCode[] {
  if (hukou === null) return []
  const here = namesOf(region).some((name) => hukou.includes(name))
  if (ground === 'residence') return here ? ['HUKOU_HERE'] : []
  return !here && A_COUNTY.test(hukou) ? ['HUKOU_ELSEWHERE'] : []
}

/** The place's name, with and without 市, 县 and the like. */
function namesOf(region: string): string[] {
  return policies()
    .filter((head) => head.region === region)
    .map(({ regionName }) => (regionName.length > 2 ? regionName.replace(/[市县区乡镇]$/, '') : regionName))
}
