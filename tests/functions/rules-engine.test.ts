import { rulesContract as contract } from '../../cloudfunctions/rules-engine/contract'
import type { CallAnswer } from '../../cloudfunctions/platform/base/refusal'
import { BUILT_FUNCTIONS, post, startDevcloudProcess } from '../devcloud/running-devcloud'
import { serverSdk } from '../devcloud/server-sdk'
import type { RunningDevcloud } from '../devcloud/running-devcloud'
import type { ServerSdk } from '../devcloud/server-sdk'

/** So that no timer fires meanwhile, however slow the machine is. */
const STANDING_CLOCK = ['--now', '2022-01-01T00:00:00+08:00']

type Event = Record<string, unknown>

/** 农村低保对象, born 1970, of 瑞金. */
const farmer = { birthDate: '1970-05-01', hukou: '瑞金市', employeeInsurance: 'none', categories: ['低保对象'] }
const ask = (change: Event = {}): Event => ({
  region: 'ruijin',
  year: 2022,
  person: farmer,
  day: '2021-11-20',
  ...change,
})
const told = (person: unknown, day: string | null = '2021-11-20') => ask({ person, day })
/** What a hostile program can write and a literal cannot: a key of its own named `__proto__`. */
const parsed = (json: string) => JSON.parse(json) as Event

const refusals: readonly [what: string, event: Event, code: string, path: string | undefined][] = [
  ['a place without a policy', { action: 'assess', data: ask({ region: 'beijing' }) }, 'UNKNOWN_REGION', 'region'],
  ['a place named __proto__', { action: 'assess', data: ask({ region: '__proto__' }) }, 'UNKNOWN_REGION', 'region'],
  ['a year without a policy', { action: 'assess', data: ask({ year: 2023 }) }, 'UNKNOWN_YEAR', 'year'],
  [
    'a fact that the rules do not know',
    { action: 'assess', data: told({ birthdate: '1970-05-01' }) },
    'UNKNOWN_FACT',
    'person.birthdate',
  ],
  [
    'a fact named __proto__',
    { action: 'assess', data: told(parsed('{"__proto__":{"isAdmin":true}}')) },
    'UNKNOWN_FACT',
    'person.__proto__',
  ],
  [
    'a fact named constructor',
    { action: 'assess', data: told({ constructor: 'x' }) },
    'UNKNOWN_FACT',
    'person.constructor',
  ],
  [
    'a birth on the 30th of February',
    { action: 'assess', data: told({ birthDate: '2022-02-30' }) },
    'BAD_DAY',
    'person.birthDate',
  ],
  ['a payment on the 30th of February', { action: 'assess', data: ask({ day: '2022-02-30' }) }, 'BAD_DAY', 'day'],
  [
    'a birth in the future',
    { action: 'assess', data: told({ birthDate: '2190-01-01' }, null) },
    'BIRTH_IN_FUTURE',
    'person.birthDate',
  ],
  [
    'a birth after the day of payment',
    { action: 'assess', data: told({ birthDate: '2021-12-01' }) },
    'BIRTH_IN_FUTURE',
    'person.birthDate',
  ],
  [
    '10,000 categories',
    { action: 'assess', data: told({ categories: Array<string>(10_000).fill('低保') }) },
    'TOO_MANY',
    'person.categories',
  ],
  ['a list in place of a person', { action: 'assess', data: told([]) }, 'BAD_TYPE', 'person'],
  ['no person', { action: 'assess', data: { region: 'ruijin', year: 2022, day: null } }, 'BAD_REQUEST', 'person'],
  ['a request of 1 MB', { action: 'assess', data: told({ hukou: '瑞'.repeat(350_000) }) }, 'REQUEST_TOO_LARGE', ''],
  ['a year in letters', { action: 'assess', data: ask({ year: '2022' }) }, 'BAD_REQUEST', 'year'],
  ['half a year', { action: 'assess', data: ask({ year: 2022.5 }) }, 'BAD_REQUEST', 'year'],
  [
    'a word that the contract does not have',
    { action: 'assess', data: ask({ openid: 'oMayor' }) },
    'BAD_REQUEST',
    'openid',
  ],
  [
    'a request with a prototype',
    { action: 'assess', data: parsed('{"__proto__":{"region":"ruijin"}}') },
    'BAD_REQUEST',
    undefined,
  ],
  ['no request', { action: 'assess' }, 'BAD_REQUEST', ''],
  ['a text in place of a request', { action: 'questions', data: 'ruijin' }, 'BAD_REQUEST', ''],
  ['an action that is not there', { action: 'delete' }, 'UNKNOWN_ACTION', 'action'],
  ['an action named __proto__', { action: '__proto__' }, 'UNKNOWN_ACTION', 'action'],
  ['an action named constructor', { action: 'constructor' }, 'UNKNOWN_ACTION', 'action'],
  ['no action', {}, 'UNKNOWN_ACTION', 'action'],
]

describe.each(['over HTTP, as the browser build calls', 'through the real SDK, as functions call'])(
  'rules-engine %s',
  (way) => {
    let devcloud: RunningDevcloud
    let sdk: ServerSdk
    beforeAll(async () => {
      devcloud = await startDevcloudProcess(['--functions', BUILT_FUNCTIONS, ...STANDING_CLOCK])
      sdk = serverSdk(devcloud.url)
    })
    afterAll(() => devcloud.stop())

    const call = async (event: Event): Promise<CallAnswer<unknown>> => {
      const answer = way.startsWith('over HTTP')
        ? (await post(`${devcloud.url}/functions/rules-engine`, JSON.stringify(event))).json
        : await sdk.call('rules-engine', event)
      return answer as CallAnswer<unknown>
    }
    const dataOf = async (event: Event): Promise<unknown> => {
      const answer = await call(event)
      if (!answer.ok) throw new Error(JSON.stringify(answer.error))
      return answer.data
    }

    test('says which policies there are', async () => {
      const policies = contract.policies.answer.parse(await dataOf({ action: 'policies' }))
      expect(policies).toContainEqual(expect.objectContaining({ region: 'ruijin', year: 2022, regionName: '瑞金市' }))
    })

    test('answers for a person of every place in the words of its contract, and asks on in them', async () => {
      const policies = contract.policies.answer.parse(await dataOf({ action: 'policies' }))
      for (const { region, year } of policies) {
        for (const day of [null, `${year - 1}-11-20`, `${year}-06-15`]) {
          for (const person of [{}, { ...farmer, hukou: undefined }]) {
            const data = { region, year, person, day }
            const assessment = contract.assess.answer.parse(await dataOf({ action: 'assess', data }))
            expect(assessment.policy).toMatchObject({ region, year })
            expect(assessment.day).toBe(day)
            contract.questions.answer.parse(await dataOf({ action: 'questions', data }))
          }
        }
      }
    })

    test('tells an ordinary adult of 瑞金 the fee of 2022, with the reason', async () => {
      const ordinary = { ...farmer, categories: null }
      const { answers: found, reasons } = contract.assess.answer.parse(
        await dataOf({ action: 'assess', data: told(ordinary) }),
      )
      expect(found).toMatchObject({ baseFee: 32_000, subsidy: 0, fee: 32_000 })
      expect(reasons.some(({ field, sentence }) => field === 'fee' && sentence !== '')).toBe(true)
    })

    test('has more to ask while nothing is told', async () => {
      const questions = contract.questions.answer.parse(await dataOf({ action: 'questions', data: told({}) }))
      expect(questions.length).toBeGreaterThan(0)
    })

    test.each(refusals)('refuses %s', async (_what, event, code, path) => {
      const answer = await call(event)
      expect(answer).toMatchObject({ ok: false, error: { code, ...(path === undefined ? {} : { path }) } })
      if (answer.ok) return
      expect(answer.error.message).toMatch(/[一-鿿]{3,}/)
      expect(JSON.stringify(answer)).not.toMatch(/\.[jt]s:\d|\n\s*at |node_modules/)
      expect(Buffer.byteLength(JSON.stringify(answer))).toBeLessThan(2_000)
    })

    test('says in a refusal what was found and what was probably meant', async () => {
      const answer = await call({ action: 'assess', data: told({ birthdate: '1970-05-01' }) })
      expect(answer).toMatchObject({
        error: { found: 'birthdate', message: expect.stringContaining('birthDate') as string },
      })
    })

    test('takes a request just below its limit', async () => {
      const answer = await call({ action: 'questions', data: { padding: 'x'.repeat(100 * 1024 - 100) } })
      expect(answer).toMatchObject({ error: { code: 'BAD_REQUEST' } })
      expect(await call({ action: 'questions', data: { padding: 'x'.repeat(100 * 1024) } })).toMatchObject({
        error: { code: 'REQUEST_TOO_LARGE' },
      })
    })

    test('writes nothing about anybody to its log', () => {
      expect(devcloud.log()).toBe('')
    })
  },
)

describe('rules-engine, written by hand', () => {
  const deep = `{"action":"assess","data":${'['.repeat(40_000)}${']'.repeat(40_000)}}`
  let devcloud: RunningDevcloud
  beforeAll(async () => {
    devcloud = await startDevcloudProcess(['--functions', BUILT_FUNCTIONS, ...STANDING_CLOCK])
  })
  afterAll(() => devcloud.stop())

  test.each([
    ['half a request', '{"action":', { code: 'INVALID_PARAM' }],
    ['a form', 'action=assess', { code: 'INVALID_PARAM' }],
    ['nothing', '', { error: { code: 'UNKNOWN_ACTION' } }],
    ['lists 40,000 deep', deep, { error: { code: 'BAD_REQUEST' } }],
  ])('%s is refused with a code', async (_what, body, refusal) => {
    const { json, body: text } = await post(`${devcloud.url}/functions/rules-engine`, body)
    expect(json).toMatchObject(refusal)
    expect(text).not.toMatch(/\n\s*at /)
  })
})
