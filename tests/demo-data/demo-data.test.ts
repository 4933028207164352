import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { makeDemoData, type DemoDocument } from '../../commands/demo-data/make-demo-data'
import { checkDigit } from '../../commands/demo-data/resident-id'
import { dayNumber } from '../../rules'
import { readPolicy, type ReadPolicy } from '../../rules/language/read-policy'

const folder = join(__dirname, '../../rules/policies')
const places = readdirSync(folder).filter((name) => name.endsWith('.yaml')).map((name): ReadPolicy => {
  const reading = readPolicy(readFileSync(join(folder, name), 'utf8'), name)
  if (!reading.ok) throw new Error(`${name} has faults`)
  return reading.value
})
const all = [...makeDemoData(places)]
const of = (collection: DemoDocument['collection']): DemoDocument['document'][] => all.filter((d) => d.collection === collection).map((d) => d.document)

test('the demonstration has all five places and some thousand people', () => {
  expect(new Set(of('villages').map(({ region }) => region))).toEqual(new Set(places.map(({ policy }) => policy.region)))
  expect(of('residents').length).toBeGreaterThan(2_000)
  expect(of('rosters').length).toBeGreaterThan(200)
  expect(of('payments').length).toBeGreaterThan(200)
})

test('every number has a valid check digit and a birth place that is nowhere, and nobody shares one', () => {
  const numbers = of('residents').map(({ idNumber }) => String(idNumber))
  expect(new Set(numbers).size).toBe(numbers.length)
  for (const number of numbers) {
    expect(number).toMatch(/^990000\d{11}[\dX]$/)
    expect(number[17]).toBe(checkDigit(number.slice(0, 17)))
  }
})

test('the number tells the same birth and sex as the record', () => {
  for (const { idNumber, birthDate, sex } of of('residents')) {
    const number = String(idNumber)
    expect(dayNumber(`${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`)).toBe(dayNumber(String(birthDate)))
    expect(Number(number[16]) % 2 === 1 ? '男' : '女').toBe(sex)
  }
})

test('no phone can ring at anybody’s', () => {
  for (const { phone } of of('residents')) expect(phone).toMatch(/^000\d{8}$/)
})

test('everybody lives in a household with a head, in a village of their place', () => {
  const residents = new Map(of('residents').map((r) => [r._id, r]))
  const villages = new Map(of('villages').map((v) => [v._id, v]))
  for (const { _id, head, village, region } of of('households')) {
    expect(residents.get(String(head))).toMatchObject({ household: _id, village })
    expect(villages.get(String(village))!.region).toBe(region)
  }
})

test('what was paid is what the policy asks, in whole fen, and made twice it is the same', () => {
  for (const { amountFen } of of('payments')) expect(Number.isInteger(amountFen) && Number(amountFen) > 0).toBe(true)
  expect([...makeDemoData(places)]).toEqual(all)
})
