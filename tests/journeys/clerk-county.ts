import type { AppointmentDocument } from '../../cloudfunctions/domain/access/permissions'
import type { Resident } from '../../cloudfunctions/domain/people/residents'
import { startCountyCloud, type CountyCloud } from '../domain/county-cloud'
import { madeHousehold, madeResident, seedResidents } from '../domain/made-residents'
import { openCounty, openWholeSeason, type OpenCounty } from './open-county'

/** In 岢岚's collection, whose window ends on 12-25. */
export const START = '2021-12-10T09:00:00+08:00'
export const VILLAGE = 'kelan-1-1'
const YEAR = 2022
/** Two clerks of one village, and one whose office is over. */
export const CLERK = 'oClerkOfKelan'
export const OTHER_CLERK = 'oOtherClerkOfKelan'
export const FORMER_CLERK = 'oFormerClerkOfKelan'

const appointed = (_id: string, until: string | null = null): AppointmentDocument => ({
  _id,
  role: 'clerk',
  region: 'kelan',
  villages: [VILLAGE],
  from: '2021-01-01',
  until,
})

/** Houses of the village, by the number of people in each. */
const HOUSES = [2, 3, 1, 2, 4, 1] as const

export type ClerkCounty = OpenCounty

/** The built pages before a village of 岢岚 in which the season is open and nobody has paid yet. */
export async function openClerkCounty(): Promise<ClerkCounty> {
  return openCounty(async () => {
    const county = await startCountyCloud({ pages: 'dist/h5', now: START, people: [CLERK, OTHER_CLERK, FORMER_CLERK] })
    await county.seed('appointments', [appointed(CLERK), appointed(OTHER_CLERK), appointed(FORMER_CLERK, '2021-06-30')])
    await seedHouses(county)
    await openWholeSeason(county, 'oCountyKelan', 'kelan', YEAR)
    return county
  })
}

/** `house-20` is the second house; its people are `person-20`, `person-21` … */
export const houseOf = (number: number): string => `house-${number * 10}`
export const enrolmentOf = (house: number, person = 0): string => `person-${house * 10 + person}-${YEAR}`

async function seedHouses(county: CountyCloud): Promise<void> {
  const people = HOUSES.flatMap((size, h) => Array.from({ length: size }, (_, i) => memberOf(h + 1, i)))
  const households = HOUSES.map((_, h) =>
    madeHousehold((h + 1) * 10, { region: 'kelan', village: VILLAGE, address: `东一村${h + 1}号` }),
  )
  await seedResidents(county, people, households)
}

/** The third house is of one old woman who lives alone; all others are grown-ups. */
function memberOf(house: number, i: number): Resident {
  const n = house * 10 + i
  const birthDate = house === 3 ? '1940-05-06' : `19${60 + ((house * 7 + i * 3) % 35)}-04-0${1 + (i % 8)}`
  return madeResident(n, {
    region: 'kelan',
    village: VILLAGE,
    household: houseOf(house),
    hukou: '岢岚县甲子镇',
    group: `第${Math.ceil(house / 3)}组`,
    birthDate,
    sex: i % 2 === 0 ? '女' : '男',
  })
}

/** What the other clerk did before today: the fourth house has paid, which hangs in public, and somebody objects. */
export async function workedBefore({ county }: ClerkCounty): Promise<void> {
  const other = county.as(OTHER_CLERK)
  const enrolments = [enrolmentOf(4), enrolmentOf(4, 1)]
  const { total, people } = await other.ask<{ total: number; people: { warnings: { code: string }[] }[] }>(
    'payment',
    'owedAtDesk',
    { enrolments },
  )
  await other.ask('payment', 'takeCash', {
    operation: 'taken-before',
    enrolments,
    way: 'cash',
    total,
    slip: null,
    heard: people.flatMap(({ warnings }) => warnings.map(({ code }) => code)),
  })
  const day = START.slice(0, 10)
  const { posting } = await other.ask<{ posting: string }>('village', 'drawUpPosting', {
    operation: 'drawn-up-before',
    village: VILLAGE,
    year: YEAR,
    from: day,
    to: day,
  })
  await other.ask('village', 'putUpPosting', {
    operation: 'put-up-before',
    posting,
    from: day,
    until: '2021-12-16',
    place: '村委会门口',
  })
  await other.ask('village', 'recordObjection', {
    operation: 'objected-before',
    posting,
    by: '壬癸',
    what: '我家交了三个人，只写了两个',
    day,
  })
}
