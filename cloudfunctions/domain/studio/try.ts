import { studioContract, type Answers } from './contract'
import type { DraftDocument, WhatIfRun } from './documents'
import { requireOwnDraft, requireReading } from './drafts'
import { putRun, readRun } from './store'
import { defineAction } from '../access'
import { readRecord, readVillageCounts, recordStateOn, seasonsOf, type EnrolmentDocument } from '../enrolments'
import { Refusal } from '../../platform/base'
import { READ_LIMIT, type Database } from '../../platform/database'
import { sealing } from '../../platform/sealing'
import { civilDay, dayNumber, policyFor, type CivilDay, type Policy } from '../../../rules'
import {
  comparisonRows,
  comparisonSummary,
  movedDay,
  PeopleColumns,
  PolicyComparison,
  type CountedPair,
} from '../../../rules/what-if'

/** A phone waits 8 s for an answer; a page of people takes some tenths of one. */
const BUDGET_MS = 4_000
const ROWS_SHOWN = 60

/** @throws Refusal NOT_ALLOWED, UNKNOWN_DRAFT, DRAFT_FAULTY, NO_SEASON */
export const tryDraft = /* @__PURE__ */ defineAction(studioContract, 'tryDraft', {
  permission: 'tryPolicy',
  async run({ draft: id, day }, context) {
    const draft = await requireOwnDraft(context, context.db, id, 'tryPolicy')
    const { policy: after } = requireReading(draft)
    const before = await policyBefore(context.db, draft)
    const run = await continueRun(context.db, { draft, day, before, after }, BUDGET_MS)
    return shownRun(context.db, run, before, after)
  },
})

/** The policy of the season whose people the draft is tried on. @throws Refusal NO_SEASON */
export async function policyBefore(db: Database, { region, year }: DraftDocument): Promise<Policy> {
  const years = (await seasonsOf(db, region)).map((season) => season.year).filter((one) => one <= year)
  const latest = years.at(-1)
  if (latest === undefined)
    throw new Refusal({
      code: 'NO_SEASON',
      path: 'draft',
      message: '本县还没有开过哪一年度的参保，没有人可以试算。开了年度再来试。',
    })
  return policyFor(region, latest)
}

interface Trial {
  draft: DraftDocument
  day: CivilDay
  before: Policy
  after: Policy
}

/** Kinds that an instance has decided stay decided for the next part. */
let kept: { key: string; comparison: PolicyComparison; people: PeopleColumns; counted: string } | null = null

/**
 * Goes on with a run for so long. What was counted is written down with the last person, so that whoever goes on,
 * another instance too, counts nobody twice.
 */
async function continueRun(db: Database, trial: Trial, budgetMs: number): Promise<WhatIfRun> {
  const { draft, day, before, after } = trial
  const _id = `${draft._id}~${draft.serial}~${day}`
  const none = { people: 0, done: false, unread: 0, decidingMs: 0, counted: '[]' }
  let run: WhatIfRun = (await readRun(db, _id)) ?? { _id, region: draft.region, after: null, ...none }
  if (run.done) return run
  const began = performance.now()
  const key = `${_id} ${before.version} ${after.version}`
  const work =
    kept?.key === key && kept.counted === run.counted
      ? kept
      : { key, comparison: resumed(before, after, run), people: new PeopleColumns(), counted: run.counted }
  const unpaidOn = civilDay(movedDay(dayNumber(day)!, before.year - after.year))
  let next = pageAfter(db, before, run.after)
  do {
    const page = await next
    const last = page.at(-1)?._id ?? run.after
    const done = page.length < READ_LIMIT
    // The next page comes while this one is opened.
    if (!done) next = pageAfter(db, before, last)
    const unread = run.unread + addPeople(work.people, page, unpaidOn)
    run = { ...run, after: last, people: run.people + page.length, unread, done }
  } while (!run.done && performance.now() - began < budgetMs)
  if (!run.done) await next
  const deciding = performance.now()
  work.comparison.add(work.people)
  work.people.clear()
  run = { ...run, decidingMs: Math.round(run.decidingMs + performance.now() - deciding) }
  run = { ...run, counted: packed(work.comparison.counted) }
  kept = { ...work, counted: run.counted }
  await putRun(db, run)
  return run
}

function resumed(before: Policy, after: Policy, run: WhatIfRun): PolicyComparison {
  const comparison = new PolicyComparison(before, after)
  comparison.resume(unpacked(run.counted), run.people - run.unread)
  return comparison
}

type Told = Pick<EnrolmentDocument, '_id' | 'region' | 'year' | 'told' | 'certified' | 'events'>

async function pageAfter(db: Database, { region, year }: Policy, after: string | null): Promise<Told[]> {
  const { data } = await db
    .collection('enrolments')
    .where({ region, year, ...(after === null ? {} : { _id: db.command.gt(after) }) })
    .orderBy('_id', 'asc')
    .limit(READ_LIMIT)
    .field({ region: true, year: true, told: true, certified: true, events: true })
    .get()
  return data as Told[]
}

/** Adds who is still in the ledger; how many are not, or could not be read. */
function addPeople(people: PeopleColumns, page: readonly Told[], unpaidOn: CivilDay): number {
  let unread = 0
  for (const document of page) {
    try {
      const { told, paidOn, left } = recordStateOn(readRecord(document, sealing()), LAST_DAY)
      if (left === null) people.add(told, paidOn ?? unpaidOn)
      else unread++
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      unread++
    }
  }
  return unread
}

/** Of all that is recorded. */
const LAST_DAY = '9999-12-31'

/** Each standing once: a thousand pairs share a hundred of them. */
function packed(counted: readonly CountedPair[]): string {
  const texts = new Map<string, number>()
  const idOf = (standing: CountedPair['before']): number => {
    const text = JSON.stringify(standing)
    const id = texts.get(text) ?? texts.size
    texts.set(text, id)
    return id
  }
  const pairs = counted.map(({ before, after, start, people }) => [idOf(before), idOf(after), start, people])
  return JSON.stringify([[...texts.keys()].map((text) => JSON.parse(text) as unknown), pairs])
}

function unpacked(text: string): CountedPair[] {
  const [standings = [], pairs = []] = JSON.parse(text) as [
    CountedPair['before'][]?,
    [number, number, number, number][]?,
  ]
  return pairs.map(([before, after, start, people]) => ({
    before: standings[before]!,
    after: standings[after]!,
    start,
    people,
  }))
}

async function shownRun(db: Database, run: WhatIfRun, before: Policy, after: Policy): Promise<Answers['tryDraft']> {
  const result = resumed(before, after, run).result()
  const lines = await readVillageCounts(db, before.region, before.year)
  const rows = comparisonRows(before, after, result)
  return {
    people: run.people,
    of: lines.length === 0 ? null : lines.reduce((sum, { people }) => sum + people, 0),
    done: run.done,
    unread: run.unread,
    changed: result.changed,
    decidingMs: run.decidingMs,
    summary: comparisonSummary(result),
    rows: rows
      .slice(0, ROWS_SHOWN)
      .map(([people, what, citeBefore, citeAfter, , , gap]) => ({
        people: Number(people),
        what: String(what),
        citeBefore: String(citeBefore),
        citeAfter: String(citeAfter),
        gap: Number(gap),
      })),
  }
}
