import type { Browser } from 'playwright-core'
import { householdCode, printedCode } from '../../cloudfunctions/enrollment/household-code'
import { openBrowser } from '../browser/open-browser'
import { startCountyCloud, type CountyCloud } from '../cloudfunctions/county-cloud'
import { madeHousehold, madeResident, seedResidents } from '../cloudfunctions/made-residents'

/** Eight days before the window of Ruijin closes. */
export const START = '2022-03-23T09:00:00+08:00'

/** The old couple's house and their daughter's, whom the fee of 2022 concerns. */
export const MOTHER = madeResident(1, { birthDate: '1950-06-10' })
export const FATHER = madeResident(2, { household: MOTHER.household, sex: '男', birthDate: '1948-02-11' })
export const DAUGHTER = madeResident(3, { birthDate: '1976-09-09' })
/** What is printed on the paper that each house was given. */
export const parentsCode = () => printedCode(householdCode(MOTHER.household, 1))
export const daughtersCode = () => printedCode(householdCode(DAUGHTER.household, 1))

export interface FamilyCounty {
  browser: Browser
  county: CountyCloud
  close(): Promise<void>
}

const YEAR = 2022

/** The built pages before a county in the cloud, in which the season is open and nobody has bound themself yet. */
export async function openFamilyCounty(): Promise<FamilyCounty> {
  const browser = await openBrowser()
  try {
    const county = await startCountyCloud({ pages: 'dist/h5', now: START })
    await seedResidents(county, [MOTHER, FATHER, DAUGHTER], [madeHousehold(1), madeHousehold(3)])
    await openSeason(county)
    return {
      browser, county,
      close: async () => {
        await browser.close()
        await county.stop()
      },
    }
  } catch (error) {
    await browser.close()
    throw error
  }
}

async function openSeason(county: CountyCloud): Promise<void> {
  const { done } = await county.as('oCounty').ask<{ done: boolean }>('enrollment', 'openSeason', { region: 'ruijin', year: YEAR })
  if (!done) await openSeason(county)
}

export const enrolmentOf = (resident: { id: string }): string => `${resident.id}-${YEAR}`
let operations = 0

/** The county's office writes down what was paid at a desk. */
export async function countyRecordsPayment(county: CountyCloud, resident: { id: string }, amount: number): Promise<void> {
  const event = { kind: 'paid', amount, way: '现金', evidence: `收据${++operations}` }
  await county.as('oCounty').ask('enrollment', 'recordEvent', { operation: `journey-paid-${operations}`, enrolment: enrolmentOf(resident), day: null, event })
}
