import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AppointmentDocument } from '../../cloudfunctions/domain/access/permissions'
import type { EditionDocument, EditionIndex } from '../../cloudfunctions/domain/editions/documents'
import { signedEdition, textDigest } from '../../cloudfunctions/domain/editions/sign'
import type { DraftDocument } from '../../cloudfunctions/domain/studio/documents'
import { collectionDays, LANGUAGE } from '../../rules'
import { policiesIn } from '../../rules/command/policies-in'
import { startCountyCloud, type CountyCloud } from '../domain/county-cloud'
import { madeHousehold, madeResident, seedResidents } from '../domain/made-residents'

/**
 * 云溪县, a place that no build knows: its year 2026 was published before, as a county's year is, so that the product
 * runs by it without its file.
 */

/** The last weeks in which 2026 is in force and 2027 is written. */
export const AUTUMN = '2026-11-20T09:00:00+08:00'
export const REGION = 'national'
export const FIRST = 'oYunxi'
export const SECOND = 'oYunxiToo'
const VILLAGE = 'national-1-1'
const PEOPLE = 24
const DAY_OF_PUBLISHING = '2025-09-25'

const POLICIES = join(__dirname, '../rules/policies')
const FILE = 'national-2026.yaml'
/** The key of the demonstration, which browser builds trust. */
export const DEMONSTRATION = JSON.parse(
  readFileSync(join(__dirname, '../../cloudfunctions/environment.json'), 'utf8'),
) as { CANBAO_EDITION_KEY: string }

/** Signs a policy and its offices' part as the publishing function does. */
export function editionOf(
  policy: { region: string; year: number; name: string; version: string },
  office: object,
  { effective, language = LANGUAGE, key = DEMONSTRATION }: { effective: string; language?: number; key?: object },
): EditionDocument {
  const { region, year, name, version } = policy
  const texts = { policy: JSON.stringify(policy), office: JSON.stringify(office) }
  const head = { edition: `${region}-${year}@${version}`, region, year, name, language, issued: null, effective }
  const digests = { policyDigest: textDigest(texts.policy), officeDigest: textDigest(texts.office) }
  return signedEdition({ ...head, predecessor: null, ...digests }, texts, { ...key })
}

/** The year 2026 in the store, signed, with the text that it was made from. */
async function publish2026(county: CountyCloud): Promise<void> {
  const [read] = policiesIn(POLICIES, { only: FILE }).read
  const { policy, office } = read!
  const edition = editionOf(policy, office, { effective: DAY_OF_PUBLISHING })
  const { region, year, name } = policy
  const collection = collectionDays(policy)
  const entry = {
    edition: edition._id,
    region,
    year,
    name,
    language: LANGUAGE,
    effective: DAY_OF_PUBLISHING,
    collection,
  }
  await county.seed<EditionDocument>('editions', [edition])
  await county.seed<EditionIndex>('edition-index', [{ _id: 'all', serial: 1, entries: [entry] }])
  const at = Date.parse(`${DAY_OF_PUBLISHING}T09:00:00+08:00`)
  const draft: DraftDocument = {
    _id: 'yunxi-2026',
    region,
    year,
    source: readFileSync(join(POLICIES, FILE), 'utf8'),
    from: null,
    state: 'published',
    by: FIRST,
    at,
    serial: 1,
    signed: { by: FIRST, at, day: DAY_OF_PUBLISHING, effective: DAY_OF_PUBLISHING },
    published: { edition: edition._id, effective: DAY_OF_PUBLISHING, by: [FIRST, SECOND], at },
    takingBack: null,
    told: null,
  }
  await county.seed('policy-drafts', [draft])
}

const officer = (_id: string): AppointmentDocument => ({
  ...{ _id, role: 'county', region: REGION, villages: null, from: '2025-01-01', until: null },
})

/** Of many ages, some of them with a subsidised identity. */
const people = Array.from({ length: PEOPLE }, (_, i) =>
  madeResident(i + 1, {
    ...{ region: REGION, village: VILLAGE, household: `house-${Math.ceil((i + 1) / 2)}`, hukou: '云溪县' },
    birthDate: `${1945 + 3 * i}-03-0${(i % 9) + 1}`,
    sex: i % 2 === 0 ? '女' : '男',
  }),
)

/** The built pages before the county's office of 云溪县, whose people are enrolled for 2026. */
export async function openYunxi(pages?: string): Promise<CountyCloud> {
  const county = await startCountyCloud({
    now: AUTUMN,
    people: [FIRST, SECOND],
    ...(pages === undefined ? {} : { pages }),
  })
  await county.seed('villages', [{ _id: VILLAGE, region: REGION, township: '云溪镇', name: '东一村' }])
  await county.seed('appointments', [officer(FIRST), officer(SECOND)])
  await publish2026(county)
  const households = Array.from({ length: PEOPLE / 2 }, (_, i) =>
    madeHousehold(i + 1, { region: REGION, village: VILLAGE, head: `person-${2 * i + 1}` }),
  )
  await seedResidents(county, people, households)
  for (let done = false; !done;)
    ({ done } = await county
      .as(FIRST)
      .ask<{ done: boolean }>('enrollment', 'openSeason', { region: REGION, year: 2026 }))
  return county
}
