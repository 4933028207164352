import type { EnrolmentDocument } from '../../../cloudfunctions/domain/enrolments/documents'
import type { Answers } from '../../../cloudfunctions/payment/contract'
import { balancesOf, faultsOf } from '../../../cloudfunctions/domain/payments/ledger'
import type { Balances } from '../../../cloudfunctions/domain/payments/ledger'
import { allBalances, allEntries } from '../../../cloudfunctions/domain/payments/ledger-store'
import type { AppointmentDocument } from '../../../cloudfunctions/domain/access/permissions'
import { startCountyCloud, type CountyCloud, type Person } from '../county-cloud'
import { madeHousehold, madeResident, seedResidents } from '../made-residents'
import type { Resident } from '../../../cloudfunctions/domain/people/residents'

let made = 0
export const operation = (): string => `desk-deed-${++made}`

export interface ClerkCounty extends CountyCloud {
  /** A household of so many adults in a village, before the season opens; their enrolments. */
  household(n: number, people: number, other?: Partial<Resident>): Promise<string[]>
  openSeason(region: string, by: string): Promise<unknown>
  enrolment(id: string): Promise<EnrolmentDocument>
  feesOf(ids: readonly string[]): Promise<number>
  take(clerk: Person, enrolments: readonly string[], other?: object): Promise<Answers['takeCash']>
  /** Balances as they are kept; throws when they differ from the entries, or anything is wrong with them. */
  soundLedger(): Promise<Balances>
}

/** The county of `county-cloud.ts`, with money: clerks of Ruijin, and Kelan's county with a second person and a clerk. */
export async function startClerkCounty(
  people: readonly string[] = [],
  functions: readonly string[] = [],
): Promise<ClerkCounty> {
  const county = await startCountyCloud({
    people: ['oCountySecond', 'oCountyKelanSecond', 'oClerkKelan', ...people],
    only: ['enrollment', 'payment', ...functions],
  })
  await county.seed('appointments', [
    { _id: 'oCountySecond', role: 'county', region: 'ruijin', villages: null, from: '2021-01-01', until: null },
    { _id: 'oCountyKelanSecond', role: 'county', region: 'kelan', villages: null, from: '2021-01-01', until: null },
    { _id: 'oClerkKelan', role: 'clerk', region: 'kelan', villages: ['kelan-1-1'], from: '2021-01-01', until: null },
  ] satisfies AppointmentDocument[])
  const enrolment = async (_id: string) => (await county.stored<EnrolmentDocument>('enrolments', { _id }))[0]!
  const feesOf = async (ids: readonly string[]) =>
    (await Promise.all(ids.map(enrolment))).reduce((sum, { assessment: { fee } }) => sum + fee!, 0)
  return {
    ...county,
    enrolment,
    feesOf,
    async household(n, count, other = {}) {
      const members = Array.from({ length: count }, (_, i) =>
        madeResident(n * 10 + i, { household: `house-${n}`, birthDate: '1970-05-01', ...other }),
      )
      await seedResidents(county, members, [
        madeHousehold(n, { head: members[0]!.id, village: members[0]!.village, region: members[0]!.region }),
      ])
      return members.map(({ id }) => `${id}-2022`)
    },
    openSeason: (region, by) => county.as(by).ask('enrollment', 'openSeason', { region, year: 2022 }),
    take: async (clerk, enrolments, other = {}) =>
      clerk.ask('payment', 'takeCash', {
        operation: operation(),
        enrolments,
        way: 'cash',
        total: await feesOf(enrolments),
        slip: null,
        heard: [],
        ...other,
      }),
    async soundLedger() {
      const entries = []
      for await (const entry of allEntries(county.db)) entries.push(entry)
      const [kept, counted] = [await allBalances(county.db), balancesOf(entries)]
      expect(Object.fromEntries([...kept].filter(([, fen]) => fen !== 0).sort())).toEqual(
        Object.fromEntries([...counted].filter(([, fen]) => fen !== 0).sort()),
      )
      expect(faultsOf(kept)).toEqual([])
      return kept
    },
  }
}
