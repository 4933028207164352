import type { CivilDay } from '../../../rules'

/**
 * What the collections hold. A `Sealed` text is readable only with the deployment's keys (`shared/sealing`); a blind
 * index finds what it was made from and tells nothing of it.
 */
export type Sealed = string
export type BlindIndex = string

export interface VillageDocument {
  _id: string
  region: string
  township: string
  name: string
  /** Village groups that the county listed before anybody was entered; absent of villages without such a list. */
  groups?: readonly string[]
}

export interface HouseholdDocument {
  _id: string
  region: string
  village: string
  /** The head's resident; null until one is named. */
  head: string | null
  address: Sealed
  /** The printed code is made from this; a lost paper is voided by counting on. */
  codeSerial: number
  codeIndex: BlindIndex
}

/** Kinds of identity document. `newborn`: no number yet; to be completed later. */
export const ID_KINDS = {
  residentId: '居民身份证',
  hkMacaoTaiwan: '港澳台居民居住证',
  foreigner: '外国人永久居留身份证',
  newborn: '新生儿（还没有证件号码）',
} as const
export type IdKind = keyof typeof ID_KINDS

/** Why someone is no longer in the ledger. */
export const ABSENCES = {
  died: '去世',
  movedAway: '迁出',
  employee: '参加职工医保',
  army: '参军入伍',
  prison: '服刑',
  studies: '在学校所在地参保',
  elsewhere: '在外地参保',
  duplicate: '重复登记',
} as const
export type Absence = keyof typeof ABSENCES

export interface ResidentDocument {
  _id: string
  region: string
  village: string
  household: string
  /** Village group 村组; null = none. */
  group: string | null
  idKind: IdKind
  /** Of kind and number; of household, day of birth and name where there is no number yet. Unique. */
  idIndex: BlindIndex
  idNumber: Sealed | null
  /** Of name and day of birth: who shares it may be the same person. */
  likeness: BlindIndex
  name: Sealed
  sex: '男' | '女'
  birthDate: Sealed
  phone: Sealed | null
  address: Sealed | null
  /** A JSON list of {@link Certification}. */
  categories: Sealed
  /** The place as written; '' = it was not. */
  hukou: Sealed
  /** On which ground they belong to this village. */
  ground: 'hukou' | 'residence'
  absent: { why: Absence; since: CivilDay } | null
  /** Codes of what is wrong with the entry (`entry-flaws.ts`); empty = none. */
  flaws: readonly string[]
}

/** An identity that an office has certified. */
export interface Certification {
  identity: string
  from: CivilDay | null
  /** First day on which it holds no more. */
  ended: CivilDay | null
  certifier: string
}

export const seasonId = (region: string, year: number): string => `${region}-${year}`
