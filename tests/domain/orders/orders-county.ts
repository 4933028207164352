import type { LinkDocument } from '../../../cloudfunctions/domain/people/link-documents'
import type { EnrolmentDocument } from '../../../cloudfunctions/domain/enrolments/documents'
import { openEnrolments } from '../../../cloudfunctions/domain/enrolments/season'
import { newFamilyLink } from '../../../cloudfunctions/domain/people/links'
import { sealResident } from '../../../cloudfunctions/domain/people/residents'
import type { Resident } from '../../../cloudfunctions/domain/people/residents'
import type { Answers, Requests } from '../../../cloudfunctions/payment/contract'
import { contract } from '../../../cloudfunctions/payment/contract'
import type { ReservationDocument, OrderDocument } from '../../../cloudfunctions/domain/payments/documents'
import { requireOrder } from '../../../cloudfunctions/domain/payments/store'
import type { PaymentConfigDocument } from '../../../cloudfunctions/domain/payments/store'
import { balancesOf, faultsOf } from '../../../cloudfunctions/domain/payments/ledger'
import type { Balances } from '../../../cloudfunctions/domain/payments/ledger'
import { allBalances, allEntries } from '../../../cloudfunctions/domain/payments/ledger-store'
import { tell } from '../../devcloud/ask'
import { startCountyCloud } from '../county-cloud'
import type { CountyCloud, CountyWishes } from '../county-cloud'
import { madeHousehold, madeResident, seedResidents } from '../made-residents'

export const MERCHANT = '1900009231'
export const TODAY = '2021-12-20'
export const NOW = `${TODAY}T09:00:00+08:00`
const BANAN = { _id: 'banan-1-1', region: 'banan', township: '甲子镇', name: '东一村' }

export type OrderView = Answers['order']
export type Quote = Answers['quote']

let made = 0
export const operation = (): string => `order-${String(++made).padStart(8, '0')}`

export interface OrdersCounty extends CountyCloud {
  /** People of the ledger, each in a household of their own, enrolled and looked after by the openid. */
  family(openid: string, people: readonly Partial<Resident>[]): Promise<Resident[]>
  quote(openid: string, people: Requests['quote']['people']): Promise<Quote>
  /** Quotes, then orders on the quote's terms. */
  place(openid: string, people: readonly Resident[], other?: Partial<Requests['placeOrder']>): Promise<OrderView>
  ask<Action extends keyof Answers>(openid: string, action: Action, data: object): Promise<Answers[Action]>
  /** Starts WeChat Pay; the order as it is kept. */
  prepaid(openid: string, people: readonly Resident[]): Promise<OrderDocument>
  /** The user pays at WeChat. */
  pay(order: OrderDocument): Promise<unknown>
  fault(fault: string, more?: object): Promise<unknown>
  order(id: string): Promise<OrderDocument>
  claim(person: Resident): Promise<ReservationDocument | undefined>
  enrolment(person: Resident): Promise<EnrolmentDocument>
  /** Balances as they are kept; throws when they differ from the entries, or anything is wrong with them. */
  soundLedger(): Promise<Balances>
}

export const enrolmentOf = ({ id }: Resident): string => `${id}-2022`
export const named = (people: readonly Resident[]): Requests['quote']['people'] =>
  people.map((person) => ({ enrolment: enrolmentOf(person) }))

/** A county with a village of Banan besides; Ruijin and Banan take WeChat Pay, Kelan does not. */
export async function startOrdersCounty(wishes: CountyWishes = {}): Promise<OrdersCounty> {
  const county = await startCountyCloud({ now: NOW, only: ['payment', 'payment-notice', 'enrollment'], ...wishes })
  await county.seed('villages', [BANAN])
  await county.seed('payment-configs', [
    { _id: 'ruijin', wechat: { merchant: MERCHANT } },
    { _id: 'banan', wechat: { merchant: MERCHANT } },
    { _id: 'kelan', wechat: null },
  ] satisfies PaymentConfigDocument[])
  let count = 0
  const ask = async <Action extends keyof Answers>(
    openid: string,
    action: Action,
    data: object,
  ): Promise<Answers[Action]> =>
    contract[action].answer.parse(await county.as(openid).ask('payment', action, data)) as Answers[Action]
  const family = async (openid: string, wanted: readonly Partial<Resident>[]): Promise<Resident[]> => {
    const people = wanted.map((other) => madeResident(++count, { birthDate: '1970-05-01', ...other }))
    await seedResidents(
      county,
      people,
      people.map((person) =>
        madeHousehold(Number(person.id.slice(7)), { village: person.village, region: person.region }),
      ),
    )
    await openEnrolments(
      county.db,
      people.map((person) => ({ resident: sealResident(person), township: '甲子镇' })),
      2022,
      TODAY,
    )
    const active = {
      state: 'active',
      consent: { how: 'inPerson', by: 'oCounty', at: 0 },
      since: '2021-01-01',
      revokedBy: null,
      revokedAt: null,
      history: [],
    }
    await county.seed(
      'links',
      people.map(({ id }) => ({ ...newFamilyLink(openid, id, '家人'), ...active }) as unknown as LinkDocument),
    )
    return people
  }
  const quote = (openid: string, people: Requests['quote']['people']) => ask(openid, 'quote', { people })
  const place: OrdersCounty['place'] = async (openid, people, other = {}) => {
    const { total, people: quoted } = await quote(openid, named(people))
    const heard = quoted.flatMap(({ warnings }) => warnings.map(({ code }) => code))
    return ask(openid, 'placeOrder', {
      operation: operation(),
      people: named(people),
      way: 'official',
      channel: null,
      total,
      heard,
      ...other,
    })
  }
  const order = (id: string) => requireOrder(county.db, id)
  return {
    ...county,
    family,
    quote,
    place,
    ask,
    order,
    async prepaid(openid, people) {
      const { order: id } = await place(openid, people, { way: 'wechat' })
      await ask(openid, 'prepay', { order: id })
      return order(id)
    },
    pay: ({ merchantNo }) => tell(county.url, '/pay/pay', { outTradeNo: merchantNo }),
    fault: (fault, more = {}) => tell(county.url, '/faults', { on: 'notification', fault, ...more }),
    claim: async (person) =>
      (await county.stored<ReservationDocument>('payment-claims', { _id: enrolmentOf(person) }))[0],
    enrolment: async (person) =>
      (await county.stored<EnrolmentDocument>('enrolments', { _id: enrolmentOf(person) }))[0]!,
    async soundLedger() {
      const entries = []
      for await (const entry of allEntries(county.db)) entries.push(entry)
      const [kept, counted] = [await allBalances(county.db), balancesOf(entries)]
      const plain = (balances: Balances) => Object.fromEntries([...balances].filter(([, fen]) => fen !== 0).sort())
      expect(plain(kept)).toEqual(plain(counted))
      expect(faultsOf(kept)).toEqual([])
      return kept
    },
  }
}
