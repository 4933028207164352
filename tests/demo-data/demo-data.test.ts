import { createHash } from 'node:crypto'
import { makeDemoData } from '../../commands/demo-data/make-demo-data'
import { SEASON } from '../../commands/demo-data/demo-folder'
import { checkDigit } from '../../commands/demo-data/resident-id'
import type { AppointmentDocument } from '../../cloudfunctions/domain/access/permissions'
import { sealing } from '../../cloudfunctions/platform/sealing/sealing'
import type { EnrolmentDocument } from '../../cloudfunctions/domain/enrolments/documents'
import type { HouseholdDocument, ResidentDocument, VillageDocument } from '../../cloudfunctions/domain/people/documents'
import { openedFigures, readRecord } from '../../cloudfunctions/domain/enrolments/record'
import { withEnrolmentEvent } from '../../cloudfunctions/domain/enrolments/lifecycle'
import type { EnrolmentRecord } from '../../cloudfunctions/domain/enrolments/lifecycle'
import type { LinkDocument, UserDocument } from '../../cloudfunctions/domain/people/link-documents'
import type { InboxDocument, OutboxDocument } from '../../cloudfunctions/domain/messages/documents'
import { openResident } from '../../cloudfunctions/domain/people/residents'
import { readIdentities } from '../../devcloud/sign-in'
import { dayNumber, policies, policyFor, shanghaiDay } from '../../rules'

const key = (of: string) => createHash('sha256').update(`canbao demonstration tests: ${of}`).digest('base64')
Object.assign(process.env, { CANBAO_SEALING_KEYS: `t1:${key('sealing')}`, CANBAO_INDEX_KEY: key('index') })

const DAY = shanghaiDay(Date.parse(SEASON))
const all = [...makeDemoData(DAY)]
const of = <Kept>(collection: string): Kept[] =>
  all.filter((one) => one.collection === collection).map(({ document }) => document as unknown as Kept)
const people = of<ResidentDocument>('residents').map(openResident)
const enrolments = of<EnrolmentDocument>('enrolments')

test('the demonstration has all five places and some thousand people, each with an enrolment', () => {
  expect(new Set(of<VillageDocument>('villages').map(({ region }) => region))).toEqual(
    new Set(policies().map(({ region }) => region)),
  )
  expect(people.length).toBeGreaterThan(2_000)
  expect(enrolments.map(({ resident }) => resident)).toEqual(people.map(({ id }) => id))
})

test('every number has a valid check digit and a birth place that is nowhere, and nobody shares one', () => {
  const numbers = people.flatMap(({ idNumber }) => (idNumber === null ? [] : [idNumber]))
  expect(new Set(numbers).size).toBe(numbers.length)
  for (const number of numbers) {
    expect(number).toMatch(/^990000\d{11}[\dX]$/)
    expect(number[17]).toBe(checkDigit(number.slice(0, 17)))
  }
})

test('the number tells the same birth and sex as the record', () => {
  for (const { idNumber, birthDate, sex } of people) {
    if (idNumber === null) continue
    expect(dayNumber(`${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`)).toBe(
      dayNumber(birthDate),
    )
    expect(Number(idNumber[16]) % 2 === 1 ? '男' : '女').toBe(sex)
  }
})

test('no phone can ring at anybody’s', () => {
  for (const { phone } of people) expect(phone).toMatch(/^000\d{8}$/)
})

test('everybody lives in a household with a head, in a village of their place', () => {
  const residents = new Map(people.map((person) => [person.id, person]))
  const villages = new Map(of<VillageDocument>('villages').map((village) => [village._id, village]))
  for (const { _id, head, village, region } of of<HouseholdDocument>('households')) {
    expect(residents.get(String(head))).toMatchObject({ household: _id, village, region })
    expect(villages.get(village)!.region).toBe(region)
  }
})

test('the season is alive: some have paid what the notice asks, others owe, and every event is one that it allows', () => {
  const statuses = new Set(enrolments.map(({ status }) => status))
  for (const status of ['paid', 'due', 'ownPartPending', 'notYetOpen', 'employee'] as const)
    expect(statuses).toContain(status)
  for (const enrolment of enrolments) {
    const record = readRecord(enrolment, sealing())
    const begun: EnrolmentRecord = { ...record, events: [] }
    expect(
      record.events.reduce(
        (before, event) => withEnrolmentEvent(policyFor(record.region, record.year), before, event),
        begun,
      ),
    ).toEqual(record)
    const paid = record.events.find((event) => event.kind === 'paid')
    if (paid?.kind === 'paid') expect(paid.amount).toBe(openedFigures(enrolment, sealing()).fee)
  }
})

describe('the cast', () => {
  const known = new Set(readIdentities('commands/demo-data/identities.json').map(({ openid }) => openid))
  const links = of<LinkDocument>('links')

  test('everyone who is linked or holds an office can be chosen at sign-in, and works where there is a village', () => {
    for (const { openid } of links) expect(known).toContain(openid)
    for (const { _id, villages, region } of of<AppointmentDocument>('appointments')) {
      expect(known).toContain(_id)
      const there = of<VillageDocument>('villages')
        .filter((village) => village.region === region)
        .map((village) => village._id)
      expect(there).toEqual(expect.arrayContaining([...(villages ?? [])]))
    }
  })

  test('the daughter is bound in 巴南 and looks after both parents in 岢岚; her grandmother has not consented yet', () => {
    const mine = links.filter(({ openid }) => openid === 'oDemo-daughter')
    expect(mine.map(({ resident, kind, state }) => [resident.slice(0, 5), kind, state])).toEqual([
      ['banan', 'self', 'active'],
      ['kelan', 'family', 'active'],
      ['kelan', 'family', 'active'],
      ['kelan', 'family', 'waiting'],
    ])
    expect(
      enrolments.filter(({ followed }) => followed).map(({ resident, status }) => [resident.slice(0, 5), status]),
    ).toEqual([
      ['kelan', 'paid'],
      ['kelan', 'due'],
      ['banan', 'due'],
    ])
    expect(of<UserDocument>('users').find(({ _id }) => _id === 'oDemo-daughter')!.self).toBe(mine[0]!.resident)
  })

  test('whom a user looks after is followed, nobody else, and what was told stands in the inbox of each who follows', () => {
    const followed = new Set(links.filter(({ state }) => state === 'active').map(({ resident }) => resident))
    expect(new Set(enrolments.filter((enrolment) => enrolment.followed).map(({ resident }) => resident))).toEqual(
      followed,
    )
    const inbox = of<InboxDocument>('inbox')
    expect(inbox.some(({ kind, read, openid }) => kind === 'seven' && !read && openid === 'oDemo-daughter')).toBe(true)
    const outbox = of<OutboxDocument>('outbox').map(({ _id }) => _id)
    for (const { _id, openid } of inbox) expect(outbox).toContain(_id.slice(0, -openid.length - 1))
  })

  test('the reminder that was sent is not due again', () => {
    for (const { remindOn } of enrolments) expect(remindOn === null || remindOn > DAY).toBe(true)
  })
})

test('made again it is the same people, sealed anew', () => {
  const again = [...makeDemoData(DAY)]
    .filter(({ collection }) => collection === 'residents')
    .map(({ document }) => document as unknown as ResidentDocument)
  expect(again.map(openResident)).toEqual(people)
  expect(again[0]!.name).not.toBe(of<ResidentDocument>('residents')[0]!.name)
})
