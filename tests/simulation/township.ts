import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EnrolmentDocument } from '../../cloudfunctions/domain/enrolments/documents'
import { readRecord } from '../../cloudfunctions/domain/enrolments/record'
import type { EnrolmentRecord } from '../../cloudfunctions/domain/enrolments/lifecycle'
import type { LinkDocument } from '../../cloudfunctions/domain/people/link-documents'
import { newFamilyLink } from '../../cloudfunctions/domain/people/links'
import type { PaymentConfigDocument } from '../../cloudfunctions/domain/payments/store'
import type { Database } from '../../cloudfunctions/platform/database/database'
import type { AppointmentDocument } from '../../cloudfunctions/domain/access/permissions'
import { sealing } from '../../cloudfunctions/platform/sealing/sealing'
import { dice } from '../../commands/demo-data/dice'
import { idNumbers, peopleOf, type Person as Villager } from '../../commands/demo-data/people'
import { homeWriter, residentId } from '../../commands/demo-data/place-documents'
import { startDevcloud, type Devcloud } from '../../devcloud'
import type { CivilDay, Policy } from '../../rules'
import { builtFunctions } from '../functions/built-functions'
import { TEST_KEYS, person, type Person } from '../domain/county-cloud'
import { countsOf } from '../domain/enrolments/kept-counts'
import { sdkDatabase } from '../devcloud/database/cloud-database'
import { Gate, SERVER } from './gate'

/** Of these a season consists. Their timers are left out: the season itself says when the watch, the counts and the night's job work. */
const FUNCTIONS = [
  'enrollment',
  'payment',
  'payment-notice',
  'payment-watch',
  'status-job',
  'counts-job',
  'village',
  'county',
]
const DECLARED = join(__dirname, '../../cloudfunctions')
const ADULT_YEARS = 16
const AT_ONCE = 500

export const CLERKS = ['oClerk1', 'oClerk2'] as const
/** Any two of them agree on money that returns. */
export const COUNTY = ['oCounty1', 'oCounty2', 'oCounty3'] as const
/** Takes down what was paid at counters, and therefore agrees on none of it. */
export const BOOKKEEPER = 'oCounty4'
export const FORGER = 'oForger'
/** Has names and numbers, and a link to nobody. */
export const STRANGER = 'oStranger'
/** A clerk of both villages who keeps what they take. */
export const ROGUE = 'oClerkRogue'
/** An officer of the county who acts alone. */
export const LONER = 'oCountyLoner'
/** Two who are one: the first made the second an officer, alone. */
export const PAIR = ['oCountyPair1', 'oCountyPair2'] as const
export const AUDITOR = 'oAuditor'

export interface Member {
  enrolment: string
  resident: string
  idNumber: string | null
  name: string
  begun: EnrolmentRecord
}
/** People of one house, and the user who looks after them from far away. */
export interface Household {
  id: string
  village: string
  daughter: string
  members: readonly Member[]
}

export interface Township {
  policy: Policy
  merchant: string
  households: readonly Household[]
  /** Houses that stay away until the last day of payment. */
  latecomers: readonly Household[]
  members: ReadonlyMap<string, Member>
  url: string
  db: Database
  gate: Gate
  as(openid: string): Person
  lookedAfterBy(openid: string, enrolment: string): boolean
  stop(): Promise<void>
}

export interface TownshipWishes {
  policy: Policy
  people: number
  /** People in houses that come late, beside them. */ latecomers: number
  seed: string
  opens: CivilDay
  /** Keeps the data here; null = nowhere. */ keep: string | null
}

/** A township of made-up people in two villages, in a cloud of this process whose functions speak to it through a gate. */
export async function startTownship({
  policy,
  people,
  latecomers,
  seed,
  opens,
  keep,
}: TownshipWishes): Promise<Township> {
  Object.assign(process.env, TEST_KEYS)
  const root = keep ?? mkdtempSync(join(tmpdir(), 'township-'))
  mkdirSync(join(root, 'data'), { recursive: true })
  const homes = makeHomes({ policy, people: people + latecomers, seed, opens })
  const early = Math.max(
    1,
    homes.households.findIndex(
      (_, i) => homes.households.slice(0, i + 1).flatMap(({ members }) => members).length >= people,
    ) + 1,
  )
  const openids = [
    ...new Set(homes.households.map(({ daughter }) => daughter)),
    ...CLERKS,
    ...COUNTY,
    BOOKKEEPER,
    FORGER,
    STRANGER,
    ROGUE,
    LONER,
    ...PAIR,
    AUDITOR,
  ]
  const cloud = await startCloud(root, openids, opens)
  const gate = new Gate(() => cloud.url)
  await gate.open()
  const db = sdkDatabase(cloud.url) as unknown as Database
  sendThroughGate(cloud.url, gate)
  await seedTownship(db, policy, homes)
  const people_ = new Map<string, Person>()
  const families = new Set(
    homes.households.flatMap(({ daughter, members }) => members.map(({ enrolment }) => `${daughter} ${enrolment}`)),
  )
  return {
    policy,
    merchant: merchantOf(policy),
    households: homes.households.slice(0, early),
    latecomers: homes.households.slice(early),
    url: cloud.url,
    db,
    gate,
    members: new Map(homes.households.flatMap(({ members }) => members.map((member) => [member.enrolment, member]))),
    as: (openid) => {
      const known = people_.get(openid) ?? person(cloud.url, openid)
      people_.set(openid, known)
      return known
    },
    lookedAfterBy: (openid, enrolment) => families.has(`${openid} ${enrolment}`),
    stop: async () => {
      await cloud.close()
      gate.close()
      if (keep === null) rmSync(root, { recursive: true })
    },
  }
}

const merchantOf = ({ region }: Policy): string => `19000${String(region.length).padStart(2, '0')}231`

async function startCloud(root: string, openids: readonly string[], opens: CivilDay): Promise<Devcloud> {
  const built = await builtFunctions()
  const functions = join(root, 'functions')
  for (const name of FUNCTIONS)
    cpSync(join(built, name), join(functions, name), {
      recursive: true,
      filter: (file) => !file.endsWith('config.json'),
    })
  const identities = join(root, 'identities.json')
  writeFileSync(identities, JSON.stringify(openids.map((openid) => ({ openid, name: openid }))))
  writeFileSync(join(root, 'data/secrets.json'), JSON.stringify(TEST_KEYS))
  return startDevcloud({
    port: 0,
    data: join(root, 'data'),
    functions,
    identities,
    indexes: join(DECLARED, 'indexes.json'),
    environment: join(DECLARED, 'environment.json'),
    timeoutMs: 60_000,
    standingAt: Date.parse(`${opens}T08:00:00+08:00`),
  })
}

/** The SDK asks the environment for its address with every request: within a call it is the gate's, by whose call it is. */
function sendThroughGate(cloudUrl: string, gate: Gate): void {
  const context = (url: string) => JSON.stringify({ URL: url })
  process.env = new Proxy(process.env, {
    get: (variables, name) => {
      if (name !== 'TCB_CONTEXT_CNFG') return Reflect.get(variables, name) as unknown
      if (variables.WX_APPID === undefined) return context(`${cloudUrl}/admin`)
      return context(`${gate.url}/${variables.WX_OPENID ?? SERVER}`)
    },
  })
}

interface Homes {
  households: Household[]
  documents: Map<string, { _id: string }[]>
}

function makeHomes({ policy, people, seed, opens }: Omit<TownshipWishes, 'keep' | 'latecomers'>): Homes {
  const make = peopleOf(policy, opens, idNumbers())
  const documents = new Map<string, { _id: string }[]>()
  const villages = [1, 2].map((n) => ({
    _id: `${policy.region}-1-${n}`,
    region: policy.region,
    township: '甲子镇',
    name: `第${n}村`,
  }))
  documents.set('villages', villages)
  const write = homeWriter(
    policy,
    () => [],
    opens,
    () => true,
  )
  const households: Household[] = []
  for (let left = people, number = 1; left > 0; number++) {
    const village = villages[number % 2]!
    const id = `${village._id}-${String(number).padStart(4, '0')}`
    const members = make(dice(`${seed} ${id}`)).slice(0, left)
    left -= members.length
    for (const { collection, document } of write({ id, village, number, members, group: '第1组' })) {
      documents.set(collection, [...(documents.get(collection) ?? []), document as unknown as { _id: string }])
    }
    // Some daughters look after two houses: their parents' and their husband's parents'.
    const daughter = number % 5 === 0 ? households.at(-1)!.daughter : `oDaughter${number}`
    households.push({
      id,
      village: village._id,
      daughter,
      members: members.map((one, i) => memberOf(policy, residentId(id, i), one)),
    })
  }
  return { households, documents }
}

function memberOf({ region, year }: Policy, resident: string, { idNumber, name, told, certified }: Villager): Member {
  return {
    enrolment: `${resident}-${year}`,
    resident,
    idNumber,
    name,
    begun: { region, year, told, certified, events: [] },
  }
}

async function seedTownship(db: Database, policy: Policy, { households, documents }: Homes): Promise<void> {
  const { region } = policy
  const appointed =
    (role: AppointmentDocument['role'], villages: readonly string[] | null) =>
    (_id: string): AppointmentDocument => ({ _id, role, region, villages, from: '2020-01-01', until: null })
  const active = {
    state: 'active',
    consent: { how: 'inPerson', by: CLERKS[0], at: 0 },
    since: '2020-01-01',
    revokedBy: null,
    revokedAt: null,
    history: [],
  } as const
  const links = households.flatMap(({ daughter, members }) =>
    members.map(({ resident }): LinkDocument => ({ ...newFamilyLink(daughter, resident, '家人'), ...active })),
  )
  const config: PaymentConfigDocument = { _id: region, wechat: { merchant: merchantOf(policy) } }
  const enrolments = (documents.get('enrolments') ?? []) as unknown as readonly EnrolmentDocument[]
  const oneHand = { _id: 'pair', role: 'county', region, by: PAIR[0], usedBy: PAIR[1], at: 1, takenAt: 1 }
  const all = new Map<string, readonly { _id: string }[]>([
    ...documents,
    ['village-counts', countsOf(enrolments)],
    ['links', links],
    ['payment-configs', [config]],
    ['invitations', [oneHand]],
    [
      'appointments',
      [
        ...[...CLERKS, ROGUE].map(appointed('clerk', [`${region}-1-1`, `${region}-1-2`])),
        ...[...COUNTY, BOOKKEEPER, LONER, ...PAIR].map(appointed('county', null)),
        appointed('auditor', null)(AUDITOR),
      ],
    ],
  ])
  for (const [collection, list] of all) {
    for (let from = 0; from < list.length; from += AT_ONCE)
      await db.collection(collection).add({ data: list.slice(from, from + AT_ONCE) })
  }
}

/** How an enrolment is kept. */
export const recordOf = (document: EnrolmentDocument): EnrolmentRecord => readRecord(document, sealing())
export const isAdult = ({ begun: { told, year } }: Member): boolean =>
  (told.birthDate ?? '') < `${year - ADULT_YEARS}-01-01`
