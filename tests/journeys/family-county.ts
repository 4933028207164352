import { householdCode, printedCode } from '../../cloudfunctions/domain/people/households'
import { startCountyCloud, type CountyCloud } from '../domain/county-cloud'
import { madeHousehold, madeResident, seedResidents } from '../domain/made-residents'
import { openCounty, openWholeSeason, type OpenCounty } from './open-county'

/** Eight days before the window of Ruijin closes. */
export const START = '2022-03-23T09:00:00+08:00'

/** The old couple's house and their daughter's, whom the fee of 2022 concerns. */
export const MOTHER = madeResident(1, { birthDate: '1950-06-10' })
export const FATHER = madeResident(2, { household: MOTHER.household, sex: '男', birthDate: '1948-02-11' })
export const DAUGHTER = madeResident(3, { birthDate: '1976-09-09' })
/** What is printed on the paper that each house was given. */
export const parentsCode = () => printedCode(householdCode(MOTHER.household, 1))
export const daughtersCode = () => printedCode(householdCode(DAUGHTER.household, 1))

export type FamilyCounty = OpenCounty

const YEAR = 2022

/** The built pages before a county in the cloud, in which the season is open and nobody has bound themself yet. */
export async function openFamilyCounty(environment: Readonly<Record<string, string>> = {}): Promise<FamilyCounty> {
  return openCounty(async () => {
    const county = await startCountyCloud({ pages: 'dist/h5', now: START, environment })
    await seedResidents(county, [MOTHER, FATHER, DAUGHTER], [madeHousehold(1), madeHousehold(3)])
    await openWholeSeason(county, 'oCounty', 'ruijin', YEAR)
    return county
  })
}

export const enrolmentOf = (resident: { id: string }): string => `${resident.id}-${YEAR}`
let operations = 0

/** The county's office writes down what was paid at a desk. */
export async function countyRecordsPayment(
  county: CountyCloud,
  resident: { id: string },
  amount: number,
): Promise<void> {
  operations++
  await county
    .as('oCounty')
    .ask('payment', 'recordPayment', {
      operation: `journey-paid-${operations}`,
      enrolment: enrolmentOf(resident),
      day: null,
      amount,
      way: '现金',
      evidence: `收据${operations}`,
    })
}

/**
 * The mother has paid and looks after the father, whose last day comes in a week, which a message says; the daughter asks
 * to look after the mother.
 */
export async function settleFamily(county: CountyCloud): Promise<void> {
  const mother = county.as('oMother1')
  await mother.ask('enrollment', 'bindSelf', {
    operation: 'settle-bind-mother',
    name: MOTHER.name,
    idNumber: MOTHER.idNumber,
    code: parentsCode(),
  })
  await mother.ask('enrollment', 'askLink', {
    operation: 'settle-link-father',
    name: FATHER.name,
    idNumber: FATHER.idNumber,
    householdCode: parentsCode(),
    relation: '丈夫',
  })
  const daughter = county.as('oDaughter')
  await daughter.ask('enrollment', 'bindSelf', {
    operation: 'settle-bind-daughter',
    name: DAUGHTER.name,
    idNumber: DAUGHTER.idNumber,
    code: daughtersCode(),
  })
  await daughter.ask('enrollment', 'askLink', {
    operation: 'settle-link-mother',
    name: MOTHER.name,
    idNumber: MOTHER.idNumber,
    householdCode: null,
    relation: '母亲',
  })
  await countyRecordsPayment(county, MOTHER, 32_000)
  await county.setClock('2022-03-24T06:00:00+08:00')
}
