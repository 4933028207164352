import { householdCode, printedCode } from '../../cloudfunctions/domain/people/households'
import type { Answers } from '../../cloudfunctions/payment/contract'
import type { PaymentConfigDocument } from '../../cloudfunctions/domain/payments/store'
import type { RefundDocument } from '../../cloudfunctions/domain/refunds/documents'
import type { AppointmentDocument } from '../../cloudfunctions/domain/access/permissions'
import { startCountyCloud, type CountyCloud } from '../domain/county-cloud'
import { madeHousehold, madeResident, seedResidents } from '../domain/made-residents'
import { tell } from '../devcloud/ask'
import { openCounty, openWholeSeason, type OpenCounty } from './open-county'

/** Five days before the window of 岢岚 closes, for paying and for asking one's money back. */
export const START = '2021-12-20T09:00:00+08:00'
const YEAR = 2022
const MERCHANT = '1900009231'

const KELAN = { region: 'kelan', village: 'kelan-1-1', hukou: '岢岚县', household: 'house-1' } as const
/** An old couple in 岢岚 who pay at their door, and their daughter in 瑞金 who pays by WeChat. */
export const MOTHER = madeResident(1, { ...KELAN, birthDate: '1950-06-10' })
export const FATHER = madeResident(2, { ...KELAN, sex: '男', birthDate: '1948-02-11' })
export const DAUGHTER = madeResident(3, { birthDate: '1976-09-09' })

export const enrolmentOf = ({ id }: { id: string }): string => `${id}-${YEAR}`
let operations = 0
export const operation = (): string => `receipt-deed-${++operations}`

export interface ReceiptCounty extends OpenCounty {
  /** The clerk takes the couple's cash at their door: the order and its receipt. */
  takeCash(people: readonly { id: string }[]): Promise<{ order: string; receipt: string }>
  /** The daughter pays for herself by WeChat. */
  payByWechat(): Promise<string>
  /** Two people of the county agree to the one refund of an order. */
  agree(order: string): Promise<string>
}

/** The built pages before a county in the cloud: both seasons open, mother and daughter bound to themselves. */
export async function openReceiptCounty(): Promise<ReceiptCounty> {
  const open = await openCounty(async () => {
    const county = await startCountyCloud({
      pages: 'dist/h5',
      now: START,
      only: ['enrollment', 'payment', 'village', 'county'],
      people: ['oClerkKelan', 'oCountyKelanSecond'],
    })
    await settle(county)
    return county
  })
  const { county } = open
  return {
    ...open,
    takeCash: (people) => takeCash(county, people),
    payByWechat: () => payByWechat(county),
    agree: (order) => agree(county, order),
  }
}

async function settle(county: CountyCloud): Promise<void> {
  await seedResidents(
    county,
    [MOTHER, FATHER, DAUGHTER],
    [madeHousehold(1, { region: KELAN.region, village: KELAN.village }), madeHousehold(3)],
  )
  await county.seed<AppointmentDocument>('appointments', [
    { _id: 'oClerkKelan', role: 'clerk', region: 'kelan', villages: ['kelan-1-1'], from: '2021-01-01', until: null },
    { _id: 'oCountyKelanSecond', role: 'county', region: 'kelan', villages: null, from: '2021-01-01', until: null },
  ])
  await county.seed<PaymentConfigDocument>('payment-configs', [{ _id: 'ruijin', wechat: { merchant: MERCHANT } }])
  for (const [who, region] of [
    ['oCountyKelan', 'kelan'],
    ['oCounty', 'ruijin'],
  ] as const)
    await openWholeSeason(county, who, region, YEAR)
  for (const [openid, { name, idNumber, household }] of [
    ['oMother1', MOTHER],
    ['oDaughter', DAUGHTER],
  ] as const) {
    await county
      .as(openid)
      .ask('enrollment', 'bindSelf', {
        operation: operation(),
        name,
        idNumber,
        code: printedCode(householdCode(household, 1)),
      })
  }
}

async function takeCash(
  county: CountyCloud,
  people: readonly { id: string }[],
): Promise<{ order: string; receipt: string }> {
  const clerk = county.as('oClerkKelan')
  const enrolments = people.map(enrolmentOf)
  const owed = await clerk.ask<Answers['owedAtDesk']>('payment', 'owedAtDesk', { enrolments })
  const heard = owed.people.flatMap(({ warnings }) => warnings.map(({ code }) => code))
  const {
    order,
    receipts: [receipt],
  } = await clerk.ask<Answers['takeCash']>('payment', 'takeCash', {
    operation: operation(),
    enrolments,
    way: 'cash',
    total: owed.total,
    slip: null,
    heard,
  })
  return { order, receipt: receipt! }
}

async function payByWechat(county: CountyCloud): Promise<string> {
  const order = await placeOrder(county, 'wechat')
  await county.as('oDaughter').ask('payment', 'prepay', { order })
  const [kept] = await county.stored<{ merchantNo: string }>('orders', { _id: order })
  await tell(county.url, '/pay/pay', { outTradeNo: kept!.merchantNo })
  await county.as('oDaughter').ask('payment', 'checkOrder', { order })
  return order
}

/** The daughter's order for herself, on the terms that she was quoted. */
export async function placeOrder(county: CountyCloud, way: 'official' | 'wechat'): Promise<string> {
  const daughter = county.as('oDaughter')
  const people = [{ enrolment: enrolmentOf(DAUGHTER) }]
  const { total, people: quoted } = await daughter.ask<Answers['quote']>('payment', 'quote', { people })
  const heard = quoted.flatMap(({ warnings }) => warnings.map(({ code }) => code))
  return (
    await daughter.ask<Answers['placeOrder']>('payment', 'placeOrder', {
      operation: operation(),
      people,
      way,
      channel: null,
      total,
      heard,
    })
  ).order
}

async function agree(county: CountyCloud, order: string): Promise<string> {
  const [{ _id }] = (await county.stored<RefundDocument>('refunds', { order })) as [RefundDocument]
  for (const who of ['oCountyKelan', 'oCountyKelanSecond'])
    await county.as(who).ask('payment', 'agreeRefund', { refund: _id })
  return _id
}
