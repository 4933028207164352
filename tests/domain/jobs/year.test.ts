import fc from 'fast-check'
import type { EnrolmentDocument } from '../../../cloudfunctions/domain/enrolments/documents'
import { enrolmentDocument } from '../../../cloudfunctions/domain/enrolments/record'
import { stretchesOf } from '../../../cloudfunctions/domain/enrolments/lifecycle'
import type { EnrolmentRecord } from '../../../cloudfunctions/domain/enrolments/lifecycle'
import type { CallReport } from '../../../cloudfunctions/status-job'
import type { ChangePage } from '../../../cloudfunctions/domain/jobs/night-state'
import { civilDay, dayNumber, seasonOfPolicy } from '../../../rules'
import type { CivilDay, Policy } from '../../../rules'
import { setClock } from '../../devcloud/ask'
import { serverSdk } from '../../devcloud/server-sdk'
import { placeNames, someone } from '../../rules/made-people'
import { startCountyCloud } from '../county-cloud'
import type { CountyCloud } from '../county-cloud'
import { paidOn, testSealing } from './night-people'

const PEOPLE = 24
const DAYS_A_CALL = 60
const DAYS_AHEAD = 10

/** People of all kinds, half of whom pay on some day of the season, known beforehand: so the calendar brings it. */
function recordsOf(policy: Policy): EnrolmentRecord[] {
  const paysOf = (day: string, n: number) => (n % 2 === 0 ? [{ ...paidOn(day), day }] : [])
  return fc
    .sample(someone(policy), PEOPLE)
    .map(({ told, day }, n) => ({
      region: policy.region,
      year: policy.year,
      told,
      certified: [],
      events: paysOf(day, n),
    }))
}

describe('a simulated year', () => {
  let county: CountyCloud
  beforeAll(async () => {
    county = await startCountyCloud({ only: ['status-job'], timeoutMs: 60_000 })
  })
  afterAll(() => county.stop())

  test.each(placeNames)(
    'in %s: each night brings everybody to where the rules say they are, and on the day itself',
    async (_name, policy) => {
      for (const name of ['enrolments', 'status-changes', 'job-state', 'job-runs'])
        await county.db
          .collection(name)
          .where({ _id: county.db.command.neq('') })
          .remove()
      const season = seasonOfPolicy(policy)
      const records = recordsOf(policy)
      const documents = records.map((record, n) =>
        enrolmentDocument(
          record,
          { resident: `${policy.region}-${n}`, household: 'h', village: 'v', township: 't', followed: false },
          season.from,
          testSealing,
        ),
      )
      await county.seed('enrolments', documents)
      await county.seed('job-state', [
        {
          _id: 'status-job',
          holder: '',
          until: 0,
          doneThrough: season.from,
          night: null,
          sealed: { mark: 'aes-256-gcm.t1.2', collection: null, after: null },
        },
      ])
      const pages = await nightsThrough(season.from, season.to)
      const stored = new Map(
        (await county.stored<EnrolmentDocument>('enrolments')).map((document) => [document._id, document]),
      )
      records.forEach((record, n) => {
        const before = documents[n]!
        const brought = pages
          .flatMap(({ day, groups }) =>
            groups.filter(({ ids, fault }) => fault === null && ids.includes(before._id)).map(({ to }) => [day, to]),
          )
          .sort()
        const due = stretchesOf(policy, record)
          .filter(({ from }) => from > season.from)
          .map(({ from, status }) => [from, status])
        expect(brought).toEqual(due)
        expect(stored.get(before._id)!.status).toBe(due.at(-1)?.[1] ?? before.status)
      })
    },
  )

  /**
   * Missed nights are made up for one by one; two months at a time, as one call has 50 s. Days that the machine's own clock
   * has not come to are passed by the timer itself, ten at a time, as it runs 180 times a night.
   */
  async function nightsThrough(from: CivilDay, to: CivilDay): Promise<readonly ChangePage[]> {
    // Kept as they come: a later night removes pages past their term.
    const pages = new Map<string, ChangePage>()
    const last = dayNumber(to)!
    const noonOf = (day: number) => `${civilDay(day)}T12:00:00+08:00`
    const isAhead = (day: number) => Date.parse(noonOf(day)) > Date.now()
    for (let passed = dayNumber(from)!; passed < last;) {
      const far = Math.min(passed + DAYS_A_CALL, last)
      const day = isAhead(far) ? Math.min(passed + DAYS_AHEAD, last) : far
      // Back to the machine's time first, from which an earlier day is no step forward and fires no timer.
      if (!isAhead(day)) await setClock(county.url, null)
      await county.setClock(noonOf(day))
      const { outcome } = (await serverSdk(county.url).call('status-job', { Type: 'Timer' })) as CallReport
      for (const page of await county.stored<ChangePage>('status-changes')) pages.set(page._id, page)
      if (outcome === 'more') continue
      expect(outcome).toBe(isAhead(day) ? 'idle' : 'done')
      passed = day
    }
    return [...pages.values()]
  }
})
