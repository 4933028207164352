import * as z from 'zod'
import { contract as county } from '../../cloudfunctions/county/contract'
import { contract as enrollment } from '../../cloudfunctions/enrollment/contract'
import { contract as payment } from '../../cloudfunctions/payment/contract'
import { contract as village } from '../../cloudfunctions/village/contract'
import type { LinksCounty } from '../domain/family/links-county'
import { operation, startLinksCounty } from '../domain/family/links-county'

/** What of a JSON schema the sampler knows; of anything else it makes no sample, and the test fails. */
interface Schema {
  type?: string | readonly string[]
  properties?: Record<string, Schema>
  required?: readonly string[]
  items?: Schema
  anyOf?: readonly Schema[]
  oneOf?: readonly Schema[]
  enum?: readonly unknown[]
  const?: unknown
  pattern?: string
  minimum?: number
  minLength?: number
  exclusiveMinimum?: number
}

const BY_PATTERN: Readonly<Record<string, string>> = {
  '^\\d{4}-\\d{2}-\\d{2}$': '2021-12-10',
  '^[0-9a-z-]{8,64}$': 'sampled-one',
  '^[0-9A-Za-z_~-]{1,96}$': 'sampled-one',
}

/** A request that fits its schema, of nobody and nothing. */
function sampled(schema: Schema): unknown {
  const { const: only, enum: words, anyOf, oneOf, pattern, minLength = 1 } = schema
  if (only !== undefined) return only
  if (words !== undefined) return words[0]
  const choice = anyOf ?? oneOf
  if (choice !== undefined) return sampled(choice[0]!)
  const type = Array.isArray(schema.type) ? (schema.type as string[])[0] : schema.type
  switch (type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(([name]) => schema.required?.includes(name) === true)
          .map(([name, inner]) => [name, sampled(inner)]),
      )
    case 'array':
      return [sampled(schema.items!)]
    case 'string':
      return pattern === undefined ? '甲'.repeat(minLength) : BY_PATTERN[pattern]!
    case 'integer':
      return (schema.exclusiveMinimum ?? 0) + 1
    case 'boolean':
      return true
    default:
      return {}
  }
}

/** An order holds the digest of its request itself; `orders-placed` and `cash` send another under its id. */
const KEEP_THEIR_OWN = new Set(['placeOrder', 'takeCash'])

const ASKED = Object.entries({ county, enrollment, payment, village }).flatMap(([name, contract]) =>
  Object.entries(contract).flatMap(([action, { request }]) => {
    const schema = z.toJSONSchema(request, { unrepresentable: 'any', io: 'input' }) as Schema
    return schema.properties?.operation === undefined || KEEP_THEIR_OWN.has(action)
      ? []
      : [{ name, action, data: sampled(schema) as object }]
  }),
)

describe('KIND: an operation id belongs to one request, by construction', () => {
  let cloud: LinksCounty
  beforeAll(async () => {
    cloud = await startLinksCounty(6, undefined, undefined, { only: ['county', 'enrollment', 'payment', 'village'] })
  })
  afterAll(() => cloud.stop())

  const claims = (of: string) => cloud.stored('operations', { _id: `oCounty~${of}~asked` })

  test('there are as many actions with an operation as the contracts have', () => {
    expect(ASKED.length).toBeGreaterThanOrEqual(43)
  })

  test.each(ASKED)('$name $action: the id of another request is refused, and an own refusal frees it', async (one) => {
    const taken = operation()
    await cloud.seed('operations', [{ _id: `oCounty~${taken}~asked`, action: one.action, at: 0, asked: 'another' }])
    const ask = (of: string) => cloud.as('oCounty').call(one.name, one.action, { ...one.data, operation: of })
    expect(await ask(taken)).toMatchObject({ ok: false, error: { code: 'OPERATION_REUSED', path: 'operation' } })
    const fresh = operation()
    const answer = await ask(fresh)
    if (!answer.ok) expect(['BAD_REQUEST', 'OPERATION_REUSED', 'INTERNAL']).not.toContain(answer.error.code)
    expect(await claims(fresh)).toHaveLength(answer.ok ? 1 : 0)
  })

  const clerk = (action: string, data: object) => cloud.as('oClerkEast').call('enrollment', action, data)
  const REUSED = { ok: false, error: { code: 'OPERATION_REUSED' } }

  test('two corrections, two absences and two events under one id each: the second is not said to be done', async () => {
    const since = '2021-12-01'
    const deeds: readonly [string, object, object][] = [
      [
        'correctResident',
        { resident: 'person-1', change: { phone: '00000000001' } },
        { resident: 'person-2', change: { phone: '00000000002' } },
      ],
      [
        'recordAbsence',
        { resident: 'person-3', why: 'movedAway', since },
        { resident: 'person-4', why: 'died', since },
      ],
      [
        'recordEvent',
        { enrolment: 'person-1-2022', day: null, event: { kind: 'registered' } },
        { enrolment: 'person-2-2022', day: null, event: { kind: 'registered' } },
      ],
      ['nameHead', { household: 'house-1', resident: 'person-1' }, { household: 'house-2', resident: 'person-2' }],
    ]
    for (const [action, first, second] of deeds) {
      const one = { operation: operation() }
      expect(await clerk(action, { ...first, ...one })).toMatchObject({ ok: true })
      expect(await clerk(action, { ...second, ...one })).toMatchObject(REUSED)
      expect(await clerk(action, { ...first, ...one })).toMatchObject({ ok: true })
    }
    expect(await cloud.stored('residents', { _id: 'person-4', absent: null })).toHaveLength(1)
  })

  test('of two requests at once under one id one is done, and the order of names in a request is nothing', async () => {
    const one = { operation: operation() }
    const [first, second] = await Promise.all([
      clerk('correctResident', { ...one, resident: 'person-5', change: { phone: '00000000005' } }),
      clerk('correctResident', { ...one, resident: 'person-5', change: { phone: '00000000006' } }),
    ])
    expect([first, second].filter(({ ok }) => ok)).toHaveLength(1)
    const change = { phone: first.ok ? '00000000005' : '00000000006' }
    expect(await clerk('correctResident', { change, resident: 'person-5', ...one })).toMatchObject({ ok: true })
  })

  test('what was refused may be put right and sent again under its id', async () => {
    const one = { operation: operation(), resident: 'person-0', why: 'died' }
    expect(await clerk('recordAbsence', { ...one, since: '2031-01-01' })).toMatchObject({
      error: { code: 'DAY_IN_FUTURE' },
    })
    expect(await clerk('recordAbsence', { ...one, since: '2021-12-01' })).toMatchObject({ ok: true })
  })
})
