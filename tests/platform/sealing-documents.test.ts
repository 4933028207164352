import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { SEALED_FIELDS } from '../../cloudfunctions/domain/jobs/resealing'
import { sealingFrom } from '../../cloudfunctions/platform/sealing/sealing'
import type { Sealing } from '../../cloudfunctions/platform/sealing/sealing'
import { countSeals, resealDocument } from '../../cloudfunctions/platform/sealing/reseal-document'

const newKey = () => randomBytes(32).toString('base64')
const [K1, K2, INDEX] = [newKey(), newKey(), newKey()]
const before = sealingFrom({ CANBAO_SEALING_KEYS: `k1:${K1}`, CANBAO_INDEX_KEY: INDEX })
const after = sealingFrom({ CANBAO_SEALING_KEYS: `k2:${K2},k1:${K1}`, CANBAO_INDEX_KEY: INDEX })

const here = (sealing: Sealing) => sealing.at('residents', 'r1')
const there = (sealing: Sealing) => sealing.at('enrolments', 'r1-2022')

const resident = {
  _id: 'r1',
  village: 'v1',
  idKind: 'newborn',
  idNumber: null,
  name: here(before).seal('甲子12', 'name'),
  sex: '女',
  birthDate: here(before).seal('2022-03-04', 'birthDate'),
  phone: here(before).seal('00012345678', 'phone'),
  address: null,
  categories: here(before).seal('[]', 'categories'),
}

const event = (id: string, facts: string | null) => ({ id, kind: 'told', day: '2022-01-02', at: 1, by: 'o1', facts })
const enrolment = {
  _id: 'r1-2022',
  status: 'due',
  told: there(before).seal('{}', 'told'),
  certified: there(after).seal('[]', 'certified'),
  events: [
    event('e1', there(before).seal('{"student":true}', 'facts')),
    event('e2', null),
    event('e3', there(after).seal('{}', 'facts')),
  ],
  assessment: { baseFee: 32_000, subsidy: 0, fee: 32_000, detail: there(before).seal('{"category":null}', 'detail') },
}

describe('after a rotation of keys', () => {
  test('a resident gets the fields that the old key sealed, and no others', () => {
    const updates = resealDocument(here(after), resident, SEALED_FIELDS.residents)
    expect(Object.keys(updates ?? {}).sort()).toEqual(['birthDate', 'categories', 'name', 'phone'])
    expect(here(after).open(String(updates?.name), 'name')).toBe('甲子12')
    expect(here(after).needsResealing(String(updates?.name))).toBe(false)
  })

  test('of an order’s papers those in clear and of the old key are sealed anew, by entry; and all count', () => {
    const [old, now] = [before.at('orders', 'o1'), after.at('orders', 'o1')]
    const order = {
      _id: 'o1',
      transactions: ['pos:0001', old.seal('pos:0002', 'orderPaper')],
      events: [{ id: 'e1', kind: 'pay', transaction: 'pos:0001' }],
    }
    const updates = resealDocument(now, order, SEALED_FIELDS.orders)!
    const papers = updates.transactions as string[]
    expect(papers.map((paper) => now.open(paper, 'orderPaper'))).toEqual(['pos:0001', 'pos:0002'])
    expect(JSON.stringify(updates)).not.toContain('pos:')
    expect(countSeals(now, order, SEALED_FIELDS.orders)).toEqual({ bound: 0, old: 3, unreadable: 0 })
    expect(countSeals(now, { ...order, ...updates }, SEALED_FIELDS.orders)).toEqual({ bound: 3, old: 0, unreadable: 0 })
  })

  test('an enrolment gets what lies deeper, too: a list whole, with all else in it as it was', () => {
    const updates = resealDocument(there(after), enrolment, SEALED_FIELDS.enrolments)
    expect(Object.keys(updates ?? {}).sort()).toEqual(['assessment.detail', 'events', 'told'])
    expect(there(after).open(String(updates?.['assessment.detail']), 'detail')).toBe('{"category":null}')
    const [first, second, third] = updates?.events as typeof enrolment.events
    expect(first).toEqual({ ...enrolment.events[0], facts: first?.facts })
    expect(there(after).open(String(first?.facts), 'facts')).toBe('{"student":true}')
    expect([second, third]).toEqual(enrolment.events.slice(1))
  })

  test('who has been sealed again needs no further write', () => {
    const updates = resealDocument(here(after), resident, SEALED_FIELDS.residents)
    expect(resealDocument(here(after), { ...resident, ...updates }, SEALED_FIELDS.residents)).toBeNull()
    expect(resealDocument(here(before), resident, SEALED_FIELDS.residents)).toBeNull()
  })

  test('a field that cannot be opened stops it: nothing unreadable is written over', () => {
    const lost = { ...resident, phone: here(before).seal('00012345678', 'name') }
    expect(() => resealDocument(here(after), lost, SEALED_FIELDS.residents)).toThrow('打不开')
  })
})

test('no field that `documents.ts` calls sealed is missing in the table', () => {
  const declared = [
    ...['people/documents', 'enrolments/documents']
      .map((file) => readFileSync(`cloudfunctions/domain/${file}.ts`, 'utf8'))
      .join('')
      .matchAll(/(\w+): Sealed\b/g),
  ].map(([, name]) => name)
  const tabled = Object.values(SEALED_FIELDS)
    .flatMap((fields) => Object.keys(fields))
    .map((path) => path.split('.').pop())
  expect(declared).toContain('idNumber')
  expect(declared.filter((name) => !tabled.includes(name))).toEqual([])
})
