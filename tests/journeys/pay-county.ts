import type { UserDocument } from '../../cloudfunctions/domain/people/link-documents'
import { openEnrolments } from '../../cloudfunctions/domain/enrolments/season'
import { newFamilyLink, newSelfLink } from '../../cloudfunctions/domain/people/links'
import { sealResident } from '../../cloudfunctions/domain/people/residents'
import type { Resident } from '../../cloudfunctions/domain/people/residents'
import { madeHousehold, madeResident, seedResidents } from '../domain/made-residents'
import { enrolmentOf, NOW, startOrdersCounty, TODAY, type OrdersCounty } from '../domain/orders/orders-county'
import { importTaxFile, taxCsv, type Tally } from '../domain/reconciliation/tax-upload'
import { openCounty, type OpenCounty } from './open-county'

export const KELAN = { region: 'kelan', village: 'kelan-1-1', hukou: '岢岚县甲子镇' } as const
export const FATHER = madeResident(401, { ...KELAN, birthDate: '1949-03-12', sex: '男', household: 'house-401' })
export const MOTHER = madeResident(402, { ...KELAN, birthDate: '1952-08-20', household: 'house-401' })
export const DAUGHTER = madeResident(403, {
  region: 'banan',
  village: 'banan-1-1',
  hukou: '重庆市',
  birthDate: '1980-11-02',
  household: 'house-403',
})
/** Of whom the daughter knows name and number only. */
export const NEIGHBOUR = madeResident(404, { ...KELAN, birthDate: '1962-02-14', household: 'house-404' })

export interface PayCounty extends OpenCounty<OrdersCounty> {
  /** She has paid for herself by WeChat. */
  daughterHasPaid(): Promise<void>
  /** The tax office of 岢岚 has the money of these, and its file comes to the county. */
  taxFileArrives(people: readonly Resident[], amount: number): Promise<Tally>
}

/**
 * The built pages before a county: old parents in 岢岚, which takes money on its official channels only, and their
 * daughter in 巴南, where WeChat Pay is switched on. She looks after both; nobody has paid.
 */
export async function openPayCounty(): Promise<PayCounty> {
  const open = await openCounty(async () => {
    const county = await startOrdersCounty({ pages: 'dist/h5', now: NOW, people: ['oSister'] })
    await settle(county)
    return county
  })
  const { county } = open
  let files = 0
  return {
    ...open,
    daughterHasPaid: async () => {
      const prepaid = await county.prepaid('oDaughter', [DAUGHTER])
      await county.pay(prepaid)
      await county.ask('oDaughter', 'checkOrder', { order: prepaid._id })
    },
    taxFileArrives: async (people, amount) => {
      files += 1
      const lines = people.map(({ name, idNumber }, i) => ({
        name,
        idNumber: idNumber!,
        amount,
        paidOn: TODAY,
        arrivedOn: TODAY,
        voucher: `journey-${files}-${i}`,
        place: '岢岚县',
      }))
      return (await importTaxFile(county.as('oCountyKelan'), 'kelan', taxCsv(lines))).tally
    },
  }
}

async function settle(county: OrdersCounty): Promise<void> {
  const people = [FATHER, MOTHER, DAUGHTER, NEIGHBOUR]
  await seedResidents(county, people, [
    madeHousehold(401, KELAN_HOUSE),
    madeHousehold(403, { region: 'banan', village: 'banan-1-1' }),
    madeHousehold(404, KELAN_HOUSE),
  ])
  await openEnrolments(
    county.db,
    people.map((person) => ({ resident: sealResident(person), township: '甲子镇' })),
    2022,
    TODAY,
  )
  const active = {
    state: 'active',
    consent: { how: 'householdCode', by: 'oDaughter', at: 0 },
    since: '2021-10-01',
    revokedBy: null,
    revokedAt: null,
    history: [],
  } as const
  const links = [
    newSelfLink('oDaughter', DAUGHTER.id),
    newFamilyLink('oDaughter', FATHER.id, '父亲'),
    newFamilyLink('oDaughter', MOTHER.id, '母亲'),
  ]
  await county.seed(
    'links',
    links.map((link) => ({ ...link, ...active })),
  )
  await county.seed('users', [{ _id: 'oDaughter', self: DAUGHTER.id } satisfies UserDocument])
  await county
    .as('oDaughter')
    .ask('enrollment', 'tellFacts', {
      operation: 'journey-tells-tier',
      enrolment: enrolmentOf(DAUGHTER),
      facts: { tier: '一档' },
    })
}

const KELAN_HOUSE = { region: 'kelan', village: 'kelan-1-1' } as const
