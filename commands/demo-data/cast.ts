import type { AppointmentDocument } from '../../cloudfunctions/domain/access'
import type { PaymentConfigDocument } from '../../cloudfunctions/domain/payments'
import type { LinkChange } from '../../cloudfunctions/domain/people'
import type { CivilDay, Facts } from '../../rules'
import type { Person } from './people'
import { residentId } from './place-documents'
import { madeUpId } from './resident-id'

/**
 * The people whom one can be in the demonstration, and theirs: an old villager in 岢岚 who looks for himself; his
 * daughter far away in 巴南, who looks after him and her mother and has asked to look after her grandmother; the clerk of
 * their village; an agent of 岢岚's office, where the tax office's file comes to; an agent of 瑞金's; and an auditor there.
 */
export const VILLAGER = 'oDemo-villager'
export const DAUGHTER = 'oDemo-daughter'
const CLERK = 'oDemo-clerk'
const COUNTY = 'oDemo-county'
export const COUNTY_KELAN = 'oDemo-county-kelan'
const AUDITOR = 'oDemo-auditor'

/** Someone of the cast; `paidOn`: the day of their payment, if it is over. */
export interface Player extends Person {
  paidOn: CivilDay | null
}

export interface CastHome {
  id: string
  region: string
  year: number
  village: string
  number: number
  members: readonly Player[]
}

/** Beyond the numbers of households that are made up, and of births on one day. */
const FIRST_NUMBER = 901
const ORDER = 480

interface Sketch {
  name: string
  birthDate: CivilDay
  sex: '男' | '女'
  told?: Facts
  certified?: string
  paidOn?: CivilDay
}

function player(
  hukou: string,
  certifiedOn: CivilDay,
  order: number,
  { name, birthDate, sex, told = {}, certified, paidOn = undefined }: Sketch,
): Player {
  return {
    name,
    birthDate,
    sex,
    hukou,
    ground: 'hukou',
    idKind: 'residentId',
    idNumber: madeUpId(birthDate, ORDER + order, sex),
    phone: `0009${String(order).padStart(7, '0')}`,
    paidOn: paidOn ?? null,
    certified:
      certified === undefined
        ? []
        : [{ identity: certified, from: certifiedOn, ended: null, certifier: '民政部门认定的' }],
    told: {
      birthDate,
      hukou,
      resident: true,
      employeeInsurance: 'none',
      student: null,
      situation: null,
      enrolmentHistory: '续保',
      lostWorkAbility: false,
      ...told,
    },
  }
}

const players = (hukou: string, first: number, sketches: readonly Sketch[]): Player[] =>
  sketches.map((sketch, i) => player(hukou, '2021-06-30', first + i, sketch))

export const PARENTS: CastHome = {
  id: 'kelan-1-1-0901',
  region: 'kelan',
  year: 2022,
  village: 'kelan-1-1',
  number: FIRST_NUMBER,
  members: players('岢岚县', 1, [
    { name: '甲子9001', birthDate: '1950-03-12', sex: '男', paidOn: '2021-12-06' },
    { name: '乙丑9002', birthDate: '1953-08-20', sex: '女' },
  ]),
}
const GRANDMOTHER: CastHome = {
  id: 'kelan-1-1-0902',
  region: 'kelan',
  year: 2022,
  village: 'kelan-1-1',
  number: FIRST_NUMBER + 1,
  members: players('岢岚县', 3, [{ name: '丙寅9003', birthDate: '1931-01-05', sex: '女', certified: '低保对象' }]),
}
const YOUNG_FAMILY: CastHome = {
  id: 'banan-1-1-0901',
  region: 'banan',
  year: 2022,
  village: 'banan-1-1',
  number: FIRST_NUMBER,
  members: players('重庆市', 4, [
    { name: '丁卯9004', birthDate: '1984-11-02', sex: '女', told: { tier: '二档' } },
    { name: '戊辰9005', birthDate: '1982-04-27', sex: '男', told: { tier: '一档', employeeInsurance: 'active' } },
    { name: '己巳9006', birthDate: '2014-07-15', sex: '男', told: { tier: '一档', student: '中小学生' } },
  ]),
}
/** Nobody is bound as they: to try binding with. */
const NEIGHBOURS: CastHome = {
  id: 'kelan-1-1-0903',
  region: 'kelan',
  year: 2022,
  village: 'kelan-1-1',
  number: FIRST_NUMBER + 2,
  members: players('岢岚县', 7, [
    { name: '庚午9007', birthDate: '1968-09-09', sex: '男' },
    { name: '辛未9008', birthDate: '1970-02-14', sex: '女', certified: '低保对象' },
  ]),
}
export const HOMES: readonly CastHome[] = [PARENTS, GRANDMOTHER, YOUNG_FAMILY, NEIGHBOURS]
/** Whose papers are laid out to be tried. */
export const TO_BE_TRIED: readonly CastHome[] = [NEIGHBOURS, PARENTS]

const FATHER = residentId(PARENTS.id, 0)
const MOTHER = residentId(PARENTS.id, 1)
const SELF = residentId(YOUNG_FAMILY.id, 0)

/** What was done to links, by whom and when. `relation`: null = a binding of oneself. */
export interface CastEvent {
  openid: string
  resident: string
  relation: string | null
  event: LinkChange['event']
  how: LinkChange['how']
  today: CivilDay
}
export const CAST_EVENTS: readonly CastEvent[] = [
  {
    openid: VILLAGER,
    resident: FATHER,
    relation: null,
    event: 'bindByClerksCode',
    how: 'ownCode',
    today: '2021-11-20',
  },
  {
    openid: DAUGHTER,
    resident: SELF,
    relation: null,
    event: 'bindByHouseholdCode',
    how: 'householdCode',
    today: '2021-10-02',
  },
  {
    openid: DAUGHTER,
    resident: FATHER,
    relation: '父亲',
    event: 'showHouseholdCode',
    how: 'householdCode',
    today: '2021-11-20',
  },
  {
    openid: DAUGHTER,
    resident: MOTHER,
    relation: '母亲',
    event: 'showHouseholdCode',
    how: 'householdCode',
    today: '2021-11-20',
  },
  {
    openid: DAUGHTER,
    resident: residentId(GRANDMOTHER.id, 0),
    relation: '外婆',
    event: 'ask',
    how: null,
    today: '2021-12-15',
  },
]
export const BOUND: ReadonlyMap<string, string> = new Map([
  [VILLAGER, FATHER],
  [DAUGHTER, SELF],
])

/** 巴南 takes WeChat Pay, by a merchant of nowhere; elsewhere one pays on the official channels. */
export const PAYMENT_CONFIGS: readonly PaymentConfigDocument[] = [
  { _id: 'banan', wechat: { merchant: 'demo-banan' } },
  { _id: 'kelan', wechat: null },
]

export const APPOINTMENTS: readonly AppointmentDocument[] = [
  { _id: CLERK, role: 'clerk', region: 'kelan', villages: ['kelan-1-1'], from: '2021-01-01', until: null },
  { _id: COUNTY_KELAN, role: 'county', region: 'kelan', villages: null, from: '2021-01-01', until: null },
  { _id: COUNTY, role: 'county', region: 'ruijin', villages: null, from: '2021-01-01', until: null },
  { _id: AUDITOR, role: 'auditor', region: 'ruijin', villages: null, from: '2021-01-01', until: null },
]
