import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CallAnswer, CallError } from '../../cloudfunctions/platform/base/refusal'
import type { Database } from '../../cloudfunctions/platform/database/database'
import type { AppointmentDocument } from '../../cloudfunctions/domain/access/permissions'
import { setClock } from '../devcloud/ask'
import type { Fired } from '../devcloud/ask'
import { sdkDatabase } from '../devcloud/database/cloud-database'
import { post, send, startDevcloudProcess } from '../devcloud/running-devcloud'
import type { RunningDevcloud } from '../devcloud/running-devcloud'
import { builtFunctions } from '../functions/built-functions'

/** Keys of the tests and of nothing else. In this process too, so that tests can seal what they seed and open what they look at. */
const key = (of: string) => createHash('sha256').update(`canbao tests: ${of}`).digest('base64')
export const TEST_KEYS = { CANBAO_SEALING_KEYS: `t1:${key('sealing')}`, CANBAO_INDEX_KEY: key('index') }

const FUNCTIONS = join(__dirname, '../../cloudfunctions')

/** In the collection window of every place's notice for 2022 but none's deadline. */
export const START = '2021-12-10T09:00:00+08:00'

/** Two villages of one township and one of another in Ruijin, and one of another county. */
export const VILLAGES = [
  { _id: 'ruijin-1-1', region: 'ruijin', township: '象湖镇', name: '东一村' },
  { _id: 'ruijin-1-2', region: 'ruijin', township: '象湖镇', name: '西二村' },
  { _id: 'ruijin-2-1', region: 'ruijin', township: '叶坪镇', name: '南三村' },
  { _id: 'kelan-1-1', region: 'kelan', township: '甲子镇', name: '东一村' },
] as const

/** Who holds an office; all others are users. */
export const APPOINTED: readonly AppointmentDocument[] = [
  { _id: 'oClerkEast', role: 'clerk', region: 'ruijin', villages: ['ruijin-1-1'], from: '2021-01-01', until: null },
  { _id: 'oClerkWest', role: 'clerk', region: 'ruijin', villages: ['ruijin-1-2'], from: '2021-01-01', until: null },
  {
    _id: 'oClerkBoth',
    role: 'clerk',
    region: 'ruijin',
    villages: ['ruijin-1-1', 'ruijin-1-2'],
    from: '2021-01-01',
    until: null,
  },
  {
    _id: 'oClerkFormer',
    role: 'clerk',
    region: 'ruijin',
    villages: ['ruijin-1-1'],
    from: '2020-01-01',
    until: '2021-06-30',
  },
  { _id: 'oCounty', role: 'county', region: 'ruijin', villages: null, from: '2021-01-01', until: null },
  { _id: 'oAuditor', role: 'auditor', region: 'ruijin', villages: null, from: '2021-01-01', until: null },
  { _id: 'oCountyKelan', role: 'county', region: 'kelan', villages: null, from: '2021-01-01', until: null },
]
/** Who has a whole township. */
export const townshipOffice = (_id: string, township: string, region = 'ruijin'): AppointmentDocument => ({
  _id,
  role: 'township',
  region,
  township,
  villages: [],
  from: '2021-01-01',
  until: null,
})
export const USERS = ['oMother1', 'oDaughter', 'oSonInLaw', 'oNeighbour', 'oStranger'] as const

export interface Person {
  openid: string
  /** The whole answer, refusals too. */
  call<Data = unknown>(name: string, action: string, data?: unknown): Promise<CallAnswer<Data>>
  /** What was answered; throws when it was refused. */
  ask<Data = unknown>(name: string, action: string, data?: unknown): Promise<Data>
  /** How it was refused; throws when it was not. */
  refusal(name: string, action: string, data?: unknown): Promise<CallError>
}

export interface CountyCloud {
  url: string
  /** The data folder: `database.sqlite` lies in it. */
  folder: string
  devcloud: RunningDevcloud
  /** The real SDK, for seeding and looking. */
  db: Database
  as(openid: string): Person
  setClock(moment: string): Promise<readonly Fired[]>
  seed<Document extends { _id: string }>(collection: string, documents: readonly Document[]): Promise<void>
  /** All documents of a collection that have these values; at most 1,000. */
  stored<Document = Record<string, unknown>>(collection: string, equal?: object): Promise<Document[]>
  /** All that the functions wrote to their consoles. */
  log(): string
  stop(): Promise<unknown>
}

export interface CountyWishes {
  now?: string
  /** Who may sign in besides those above. */
  people?: readonly string[]
  timeoutMs?: number
  /** Folder of the browser build, to be looked at under the same address. */
  pages?: string
  /** Variables of the functions besides those of every deployment. */
  environment?: Readonly<Record<string, string>>
  /** Only these functions, so that a clock that passes a year sets off no other's timer. */
  only?: readonly string[]
}

/** The pages ask at their start which years were published. */
const askedOf = (only: readonly string[] | undefined, pages: string | undefined): readonly string[] | undefined =>
  only === undefined || pages === undefined ? only : [...new Set([...only, 'rules-engine'])]

function functionsIn(root: string, folder: string, only: readonly string[] | undefined): string {
  if (only === undefined) return folder
  const some = join(root, 'functions')
  mkdirSync(some)
  for (const name of only) cpSync(join(folder, name), join(some, name), { recursive: true })
  return some
}

function environmentWith(root: string, more: Readonly<Record<string, string>>): string {
  const file = join(root, 'environment.json')
  writeFileSync(
    file,
    JSON.stringify({ ...(JSON.parse(readFileSync(join(FUNCTIONS, 'environment.json'), 'utf8')) as object), ...more }),
  )
  return file
}

/**
 * A devcloud with the built functions on a data folder of its own, its clock standing at {@link START}, with the
 * villages and appointments above. One at a time in a test file: the SDK knows one address.
 */
export async function startCountyCloud({
  now = START,
  people = [],
  timeoutMs = 20_000,
  pages,
  only,
  environment = {},
}: CountyWishes = {}): Promise<CountyCloud> {
  Object.assign(process.env, TEST_KEYS)
  const root = mkdtempSync(join(tmpdir(), 'county-'))
  const folder = join(root, 'data')
  mkdirSync(folder)
  const openids = [...APPOINTED.map(({ _id }) => _id), ...USERS, ...people]
  // The folder's keys: devcloud gives them to the functions as `npm start` does.
  writeFileSync(join(folder, 'secrets.json'), JSON.stringify(TEST_KEYS))
  const identities = join(root, 'identities.json')
  writeFileSync(identities, JSON.stringify(openids.map((openid) => ({ openid, name: openid }))))
  const devcloud = await startDevcloudProcess([
    '--data',
    folder,
    '--indexes',
    join(FUNCTIONS, 'indexes.json'),
    '--environment',
    environmentWith(root, environment),
    '--functions',
    functionsIn(root, await builtFunctions(), askedOf(only, pages)),
    '--identities',
    identities,
    '--now',
    now,
    '--timeout-ms',
    String(timeoutMs),
    ...(pages === undefined ? [] : ['--static', pages]),
  ])
  const db = sdkDatabase(devcloud.url) as unknown as Database
  const seed = seeding(db)
  await seed('villages', VILLAGES)
  await seed('appointments', APPOINTED)
  return {
    url: devcloud.url,
    folder,
    devcloud,
    db,
    seed,
    as: (openid) => person(devcloud.url, openid),
    setClock: (moment) => setClock(devcloud.url, moment),
    stored: async <Document>(collection: string, equal: object = {}) =>
      (await db.collection(collection).where(equal).limit(1_000).get()).data as Document[],
    log: () => devcloud.log(),
    stop: async () => {
      const status = await devcloud.stop()
      rmSync(root, { recursive: true })
      return status
    },
  }
}

const DOCUMENTS_AT_ONCE = 500

function seeding(db: Database): CountyCloud['seed'] {
  return async (collection, documents) => {
    for (let from = 0; from < documents.length; from += DOCUMENTS_AT_ONCE) {
      await db.collection(collection).add({ data: documents.slice(from, from + DOCUMENTS_AT_ONCE) })
    }
  }
}

export function person(url: string, openid: string): Person {
  let signedIn: Promise<string> | undefined
  const call = async <Data>(name: string, action: string, data?: unknown): Promise<CallAnswer<Data>> => {
    signedIn ??= signIn(url, openid)
    const reply = await post(`${url}/functions/${name}`, JSON.stringify({ action, data }), { cookie: await signedIn })
    if (reply.status !== 200) throw new Error(`${name} ${action}: ${reply.status} ${reply.body}`)
    const { at: _when, ...answer } = reply.json as CallAnswer<Data> & { at?: number }
    return answer
  }
  return {
    openid,
    call,
    ask: async <Data>(name: string, action: string, data?: unknown) => {
      const answer = await call<Data>(name, action, data)
      if (!answer.ok) throw new Error(`${name} ${action} was refused: ${answer.error.code} ${answer.error.message}`)
      return answer.data
    },
    refusal: async (name, action, data) => {
      const answer = await call(name, action, data)
      if (answer.ok) throw new Error(`${name} ${action} was not refused`)
      return answer.error
    },
  }
}

/** Chooses who one is, as a person does in the browser; the cookie says so from then on. */
async function signIn(url: string, openid: string): Promise<string> {
  const reply = await send(url, {
    path: '/sign-in',
    method: 'POST',
    headers: { Host: new URL(url).host, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: `openid=${encodeURIComponent(openid)}`,
  })
  const cookie = reply.headers.get('set-cookie')?.split(';', 1)[0]
  if (cookie === undefined) throw new Error(`nobody can sign in as ${openid}: name them in \`people\``)
  return cookie
}
