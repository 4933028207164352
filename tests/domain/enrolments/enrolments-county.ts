import { policyFor } from '../../../rules'
import type { Answers } from '../../../cloudfunctions/enrollment/contract'
import type { Answers as PaymentAnswers } from '../../../cloudfunctions/payment/contract'
import type { StatusId } from '../../../cloudfunctions/domain/enrolments/states'
import { newFamilyLink, newSelfLink } from '../../../cloudfunctions/domain/people/links'
import type { LinkDocument } from '../../../cloudfunctions/domain/people/link-documents'
import type { Resident } from '../../../cloudfunctions/domain/people/residents'
import { byTwo, officer } from '../by-two'
import { startCountyCloud } from '../county-cloud'
import type { CountyCloud } from '../county-cloud'
import { madeHousehold, madeResident, seedResidents } from '../made-residents'

export type Summary = Answers['tellFacts']
export type Course = Answers['course']

/** The year that each place's notice is about, a hukou there, and its county agency. */
export const PLACES = {
  ruijin: { year: 2022, hukou: '瑞金市', county: 'oCounty' },
  kelan: { year: 2022, hukou: '岢岚县', county: 'oCountyKelan' },
  suixian: { year: 2022, hukou: '随县', county: 'oCountySuixian' },
  banan: { year: 2022, hukou: '重庆市', county: 'oCountyBanan' },
  fangtai: { year: 2024, hukou: '方太乡', county: 'oCountyFangtai' },
} as const
export type Region = keyof typeof PLACES
const FURTHER = ['suixian', 'banan', 'fangtai'] as const

let made = 0
export const operation = (): string => `enrolment-deed-${++made}`

export interface Enrolled {
  resident: string
  enrolment: string
  /** Bound as the person. */
  self: string
}

export interface EnrolmentsCounty extends CountyCloud {
  /** Someone of the ledger of a place, bound to a user of their own, before the season is opened. */
  add(region: Region, other?: Partial<Resident>): Promise<Enrolled>
  openSeason(region: Region): Promise<Answers['openSeason']>
  look(openid: string, enrolment: string): Promise<Course>
  tell(who: Enrolled, facts: object): Promise<Summary>
  /** The county agency records something for someone; what moves money with the ledger. */
  record(
    region: Region,
    who: Enrolled,
    event: { kind: string } & Record<string, unknown>,
    day?: string | null,
  ): Promise<Summary>
  /** What the person is told that their enrolment is, on the morning of a day. */
  statusOn(who: Enrolled, day: string): Promise<StatusId>
  lookAfter(openid: string, who: Enrolled, relation: string): Promise<void>
  onDay(day: string): Promise<void>
}

const REGIONS = Object.keys(PLACES) as Region[]
/** Of each place a second person of the county. */
const secondOf = (region: Region): string => `${PLACES[region].county}Other`
const SECONDS = REGIONS.map(secondOf)
const SELVES = Array.from({ length: 40 }, (_, n) => `oSelf${n}`)

/**
 * A county of five places with nobody in it yet; the clock stands on 10 December 2021.
 * @param pages folder of the browser build, where someone is to look at it
 */
export async function startEnrolmentsCounty(pages?: string): Promise<EnrolmentsCounty> {
  const county = await startCountyCloud({
    pages,
    people: [...SELVES, ...SECONDS, 'oCountySecond', 'oCountyThird', ...FURTHER.map((region) => PLACES[region].county)],
    only: ['enrollment', 'payment', 'village', 'county'],
  })
  await county.seed(
    'villages',
    FURTHER.map((region) => ({ _id: `${region}-1-1`, region, township: '甲子镇', name: '东一村' })),
  )
  await county.seed('appointments', [
    ...FURTHER.map((region) => officer(PLACES[region].county, region)),
    ...REGIONS.map((region) => officer(secondOf(region), region)),
  ])
  let count = 0
  const link = (openid: string, beginning: object) =>
    county.seed('links', [
      {
        ...beginning,
        openid,
        state: 'active',
        consent: { how: 'inPerson', by: 'oCounty', at: 0 },
        since: '2021-01-01',
        revokedBy: null,
        revokedAt: null,
        history: [],
      } as unknown as LinkDocument,
    ])
  const onDay = async (day: string) => void (await county.setClock(`${day}T09:00:00+08:00`))
  const look = (openid: string, enrolment: string) =>
    county.as(openid).ask<Course>('enrollment', 'course', { enrolment })
  return {
    ...county,
    onDay,
    look,
    async add(region, other = {}) {
      const n = count++
      const resident = madeResident(n, {
        region,
        village: `${region}-1-1`,
        hukou: PLACES[region].hukou,
        birthDate: '1970-05-01',
        ...other,
      })
      await seedResidents(county, [resident], [madeHousehold(n, { region, village: resident.village })])
      await link(SELVES[n]!, newSelfLink(SELVES[n]!, resident.id))
      return { resident: resident.id, enrolment: `${resident.id}-${PLACES[region].year}`, self: SELVES[n]! }
    },
    openSeason: (region) =>
      county.as(PLACES[region].county).ask('enrollment', 'openSeason', { region, year: PLACES[region].year }),
    tell: (who, facts) =>
      county.as(who.self).ask('enrollment', 'tellFacts', { operation: operation(), enrolment: who.enrolment, facts }),
    record: async (region, who, { kind, ...facts }, day = null) => {
      const [office, deed] = [county.as(PLACES[region].county), { operation: operation(), enrolment: who.enrolment }]
      const two = [PLACES[region].county, secondOf(region)] as const
      const summary = async () => (await look(who.self, who.enrolment)).summary
      if (kind === 'paid') {
        // A paper of their own: what a test calls the number stands for the kind of paper.
        const asked = { enrolment: who.enrolment, day, ...facts, evidence: `${String(facts.evidence)}-${++made}` }
        const answer = await office.call<PaymentAnswers['recordPayment']>('payment', 'recordPayment', {
          ...asked,
          operation: deed.operation,
        })
        if (answer.ok) return answer.data.summary
        if (answer.error.code !== 'SECOND_PERSON_NEEDED')
          throw new Error(`recordPayment was refused: ${answer.error.code} ${answer.error.message}`)
        await byTwo(county, 'backdatePayment', asked, two)
        return summary()
      }
      if (kind === 'paymentVoided') {
        await byTwo(county, 'voidPayment', { enrolment: who.enrolment, ...facts }, two)
        return summary()
      }
      return office.ask('enrollment', 'recordEvent', { ...deed, day, event: { kind, ...facts } })
    },
    async statusOn(who, day) {
      await onDay(day)
      return (await look(who.self, who.enrolment)).summary.status
    },
    lookAfter: (openid, who, relation) => link(openid, newFamilyLink(openid, who.resident, relation)),
  }
}

/** An identity that an office of the place has certified since long. */
export function certified(region: Region, identity: string) {
  if (!(identity in policyFor(region, PLACES[region].year).identities))
    throw new Error(`${region} knows no ${identity}`)
  return { identity, from: null, ended: null, certifier: '民政局' }
}
