import { outwardContract } from './contract'
import type { Answers, OutwardKind } from './contract'
import type { OutwardFileDocument, OutwardLineDocument, OutwardTally } from './documents'
import { outwardFileMachine } from './outward-machine'
import { HELD, planLine } from './plan-lines'
import type { Current, HeldBack, LineChange } from './plan-lines'
import { namedCounts, viewOfFile } from './show'
import {
  addLines,
  addOutwardFile,
  filesOf,
  lineDigest,
  putOutwardFile,
  removeLines,
  removeOutwardFile,
  requireOutwardFile,
  sealLine,
  sealMaker,
  toldOf,
} from './store'
import { defineAction, makerOf, requirePermission, writeAuditIn } from '../access'
import { nameOfStatus, ownShareOf, viewEnrolment } from '../enrolments'
import type { EnrolmentDocument } from '../enrolments'
import { ABSENCES, ID_KINDS, readIdentityNumber, residentsOf, seasonId, villagesOfRegion } from '../people'
import type { Resident, VillageDocument } from '../people'
import type { CallContext } from '../../platform/calls'
import { inTransaction } from '../../platform/database'
import type { Database } from '../../platform/database'
import { sealing } from '../../platform/sealing'
import type { CivilDay } from '../../../rules'
import { policyFor } from '../../../rules'

/** People that are looked at together, and how many of them a call takes. */
const PEOPLE_AT_ONCE = 200
const PEOPLE_A_CALL = 2_000
/** What another office's system takes in one go, and one function holds while it draws the sheet. */
const LINES_A_FILE = 20_000

/**
 * Draws up the next file of a place and kind: everybody of whom the other system has not been told what is so today.
 * Asked again until `done`; one that was begun is gone on with. Where nobody is to be told there is no file.
 * @throws Refusal NOT_ALLOWED; RulesError UNKNOWN_REGION, UNKNOWN_YEAR
 */
export const makeOutward = /* @__PURE__ */ defineAction(outwardContract, 'makeOutward', {
  permission: 'sendOutward',
  async run({ region, year, kind }, context) {
    await requirePermission(context, 'sendOutward', { id: `${region}-${year}`, region })
    policyFor(region, year)
    const villages = (await villagesOfRegion(context.db, region)).sort((a, b) => (a._id < b._id ? -1 : 1))
    let file = await fileBegun(context, region, year, kind)
    for (let looked = 0; looked < PEOPLE_A_CALL && file.state === 'making';) {
      const step = await nextPeople(context, file, villages)
      looked += Math.max(1, step.looked)
      file = await advance(context, file, step)
    }
    const { people } = file.tally
    const isDone = file.state !== 'making'
    if (isDone && people === 0) await removeOutwardFile(context.db, file._id)
    return {
      done: isDone,
      outward: isDone && people === 0 ? null : file._id,
      people,
      villages: villages.filter(({ _id }) => _id < file.village).length,
      ofVillages: villages.length,
      held: namedCounts(HELD, file.tally.held),
    } satisfies Answers['makeOutward']
  },
})

const NO_TALLY: OutwardTally = { people: 0, changes: {}, held: {}, fee: 0, subsidy: 0 }

/** The file that is being made; one that is begun now, where none is. */
async function fileBegun(
  context: CallContext,
  region: string,
  year: number,
  kind: OutwardKind,
): Promise<OutwardFileDocument> {
  const [latest] = await filesOf(context.db, region, year, kind, 1)
  if (latest?.state === 'making') return latest
  const number = (latest?.number ?? 0) + 1
  const _id = `${region}-${year}-${kind}-${number}`
  const begun: OutwardFileDocument = {
    ...{ _id, season: seasonId(region, year), region, year, kind, number, state: 'making' },
    ...{ day: context.today, at: context.now, by: context.caller.openid },
    maker: sealMaker(_id, await makerOf(context)),
    ...{ village: '', after: '', tally: NO_TALLY, isFull: false, sent: null, confirmed: 0, sentBack: 0 },
  }
  return (await addOutwardFile(context.db, begun)) ? begun : requireOutwardFile(context.db, _id)
}

/** What some people come to, and where to go on. */
interface Step {
  looked: number
  lines: readonly OutwardLineDocument[]
  held: readonly HeldBack[]
  fee: number
  subsidy: number
  village: string
  after: string
  isLast: boolean
}

async function nextPeople(
  { db, today }: CallContext,
  file: OutwardFileDocument,
  villages: readonly VillageDocument[],
): Promise<Step> {
  const village = villages.find(({ _id }) => _id === file.village) ?? villages[0]
  const nothing = { looked: 0, lines: [], held: [], fee: 0, subsidy: 0 }
  if (village === undefined) return { ...nothing, village: '', after: '', isLast: true }
  const documents = await enrolmentsBehind(db, village._id, file.year, file.after)
  const people = new Map(
    (
      await residentsOf(
        db,
        documents.map(({ resident }) => resident),
      )
    ).map((one) => [one.id, one]),
  )
  const told = await toldOf(
    db,
    file.kind,
    documents.map(({ _id }) => _id),
  )
  const step = { ...nothing, lines: [] as OutwardLineDocument[], held: [] as HeldBack[] }
  for (const document of documents) {
    const resident = people.get(document.resident)
    if (resident === undefined) continue
    const current = currentOf(document, resident, village, today)
    // What a call that was cut off has added to this very file is not told yet.
    const before = (told.get(document._id) ?? []).filter(({ number }) => number < file.number)
    const plan = planLine(file.kind, current, before, lineDigest)
    if (plan === null) continue
    if ('held' in plan) step.held.push(plan.held)
    else {
      step.lines.push(lineOf(file, document, current, plan))
      if (plan.change === 'revoke') continue
      step.fee += current.facts.fee ?? 0
      step.subsidy += current.facts.subsidy ?? 0
    }
  }
  const isThrough = documents.length < PEOPLE_AT_ONCE
  const next = isThrough ? villages[villages.indexOf(village) + 1] : village
  return {
    ...step,
    looked: documents.length,
    village: (next ?? village)._id,
    after: isThrough ? '' : documents.at(-1)!._id,
    isLast: next === undefined,
  }
}

async function enrolmentsBehind(db: Database, village: string, year: number, after: string) {
  const condition = { village, year, ...(after === '' ? {} : { _id: db.command.gt(after) }) }
  return (await db.collection('enrolments').where(condition).orderBy('_id', 'asc').limit(PEOPLE_AT_ONCE).get())
    .data as EnrolmentDocument[]
}

function currentOf(
  document: EnrolmentDocument,
  resident: Resident,
  { township, name }: VillageDocument,
  today: CivilDay,
): Current {
  const view = viewEnrolment(document, today, sealing())
  const { fee, subsidy } = view.figures
  const { left } = view.course
  const { idKind, idNumber } = resident
  return {
    status: view.standing.status,
    isNumberGood: idNumber === null || idKind === 'newborn' || readIdentityNumber(idKind, idNumber).fault === null,
    facts: {
      ...{ name: resident.name, idKind: ID_KINDS[idKind], idNumber: idNumber ?? '', sex: resident.sex },
      ...{ birthDate: resident.birthDate, phone: resident.phone ?? '', address: resident.address ?? '' },
      ...{ hukou: resident.hukou, township, village: name, group: resident.group ?? '' },
      household: resident.household,
      ...{ fee, subsidy, share: ownShareOf({ fee, subsidy }) },
      status: nameOfStatus(view.standing.status, view.standing.benefit),
      why: left === null ? '' : ABSENCES[left.why],
      since: left?.day ?? document.since,
    },
  }
}

function lineOf(
  { _id: file, season, kind, number }: OutwardFileDocument,
  { _id: enrolment, village }: EnrolmentDocument,
  { facts }: Current,
  plan: { change: LineChange; digest: string },
): OutwardLineDocument {
  const _id = `${file}~${enrolment}`
  return {
    ...{ _id, file, season, kind, number, enrolment, village, state: 'sent', ...plan },
    facts: sealLine(_id, facts),
    ...{ answer: null, reason: null },
  }
}

const added = <Key extends string>(counts: Readonly<Partial<Record<Key, number>>>, more: readonly Key[]) => {
  const all: Partial<Record<Key, number>> = { ...counts }
  for (const key of more) all[key] = (all[key] ?? 0) + 1
  return all
}

/** The file one step further; the one of another call, where that took the step meanwhile. */
async function advance({ db }: CallContext, file: OutwardFileDocument, step: Step): Promise<OutwardFileDocument> {
  const { tally } = file
  const people = tally.people + step.lines.length
  const isFull = !step.isLast && people + PEOPLE_AT_ONCE > LINES_A_FILE
  const after: OutwardFileDocument = {
    ...file,
    village: step.village,
    after: step.after,
    isFull,
    state: step.isLast || isFull ? outwardFileMachine.require(file.state, 'finish') : file.state,
    tally: {
      people,
      changes: added(
        tally.changes,
        step.lines.map(({ change }) => change),
      ),
      held: added(tally.held, step.held),
      fee: tally.fee + step.fee,
      subsidy: tally.subsidy + step.subsidy,
    },
  }
  await addLines(db, step.lines)
  return inTransaction(db, async (transaction) => {
    const stored = await requireOutwardFile(transaction, file._id)
    const isOurs = stored.state === file.state && stored.village === file.village && stored.after === file.after
    if (!isOurs) return stored
    await putOutwardFile(transaction, after)
    return after
  })
}

/**
 * A file that was not handed over counts no more: who stood in it stands in the next.
 * @throws Refusal OUTWARD_NOT_FOUND, NOT_ALLOWED, OUTWARD_STATE
 */
export const discardOutward = /* @__PURE__ */ defineAction(outwardContract, 'discardOutward', {
  permission: 'sendOutward',
  async run({ outward }, context) {
    const after = await moved(context, outward, 'discard')
    await removeLines(context.db, outward)
    return viewOfFile(after)
  },
})

/** @throws Refusal OUTWARD_NOT_FOUND, NOT_ALLOWED, OUTWARD_STATE */
export const sendOutward = /* @__PURE__ */ defineAction(outwardContract, 'sendOutward', {
  permission: 'sendOutward',
  async run({ outward }, context) {
    return viewOfFile(await moved(context, outward, 'send'))
  },
})

const DEEDS = { discard: 'discardOutward', send: 'sendOutward' } as const
const AFTER = { discard: 'discarded', send: 'sent' } as const

/** The file and its line of audit together; done already it is as it is. */
async function moved(context: CallContext, id: string, event: keyof typeof DEEDS): Promise<OutwardFileDocument> {
  const { db, caller, now, today } = context
  const { region } = await requireOutwardFile(db, id)
  await requirePermission(context, 'sendOutward', { id, region })
  return inTransaction(db, async (transaction) => {
    const file = await requireOutwardFile(transaction, id)
    if (file.state === AFTER[event]) return file
    const state = outwardFileMachine.require(file.state, event)
    const sent = event === 'send' ? { by: caller.openid, at: now, day: today } : file.sent
    const after = { ...file, state, sent }
    await putOutwardFile(transaction, after)
    const line = { action: DEEDS[event], target: id, region, outcome: 'done', why: file.kind } as const
    await writeAuditIn(transaction, { at: now, day: today, openid: caller.openid, ...line })
    return after
  })
}
