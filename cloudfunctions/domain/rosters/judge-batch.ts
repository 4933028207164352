import { enrolmentId, enrolmentsWithIds } from '../enrolments'
import type { Resident, VillageDocument } from '../people'
import { guessIdKind, numberIndex, residentsByIndexes, residentsOf, villagesOfRegion } from '../people'
import type {
  BatchDocument,
  BatchTally,
  EntryDocument,
  EntryFacts,
  NearWordCounts,
  PersonChange,
  RosterRow,
} from './documents'
import type { PersonEffect } from './effect'
import { effectsOn, NO_EFFECTS, NO_YEAR, withPerson } from './effect'
import type { RowFlaw } from './flaws'
import type { JudgedBy, Known } from './judge-person'
import { judgePerson } from './judge-person'
import {
  entriesIn,
  entryId,
  factsIn,
  impliedEntryId,
  listKey,
  membersAfter,
  namedAmong,
  openEffects,
  openNear,
  putBatch,
  putEntries,
  sealEffects,
  sealFacts,
  sealNear,
} from './store'
import { certifiedBy, isCertifiedNow, listTerms } from './terms'
import { placeWords } from './near-words'
import { maskedName, Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import { RulesError } from '../../../rules'

/** People judged by one round of reading and writing. */
export const PEOPLE_AT_ONCE = 250

export const noTally = (batch: string): BatchTally => ({
  rows: 0,
  taken: 0,
  same: 0,
  sentBack: 0,
  noted: 0,
  people: 0,
  implied: 0,
  flaws: {},
  effects: sealEffects(batch, NO_EFFECTS),
})

/** What is found of one person: with rows, or of a list taken whole without any. */
type Found = EntryFacts & { id: string; resident: string }

/** Judges people of a list at one day against the ledger; made once a call. */
export class BatchJudge {
  private judgedBy: JudgedBy
  private areWordsRead = false
  private readonly effectOf: ReturnType<typeof effectsOn>
  private villages: ReadonlyMap<string, VillageDocument> | null = null

  constructor(
    private readonly context: CallContext,
    batch: BatchDocument,
  ) {
    this.judgedBy = {
      ...listTerms(batch),
      region: batch.region,
      certifier: batch.certifier,
      confirmedOn: batch.confirmedOn,
      today: context.today,
      words: new Map(),
    }
    this.effectOf = effectsOn(context.today)
  }

  /** Rows of people in the order of the sheet; what is found is kept, with how far it has come. */
  async people(
    batch: BatchDocument,
    people: readonly (readonly RosterRow[])[],
    cursor: string,
  ): Promise<BatchDocument> {
    await this.readWords()
    const known = await this.lookUp(people.flat())
    const found = people.map((rows): Found => {
      const person = known(rows[0]!)
      return {
        id: entryId(batch._id, batch.round, rows[0]!.line),
        resident: person?.resident.region === batch.region ? person.resident.id : '',
        flaws: [],
        name: '',
        ...judgePerson(rows, person, this.judgedBy),
      }
    })
    return this.keep(batch, found, cursor)
  }

  private async readWords(): Promise<void> {
    if (this.areWordsRead) return
    this.judgedBy = { ...this.judgedBy, words: await placeWords(this.context.db, this.judgedBy.region) }
    this.areWordsRead = true
  }

  /** The next people whom the office certified and a list taken whole names no more; null = there are none left. */
  async missing(batch: BatchDocument): Promise<BatchDocument | null> {
    const { db } = this.context
    const list = listKey(batch.region, batch.certifier)
    const members = await membersAfter(db, list, batch.cursor, PEOPLE_AT_ONCE)
    if (members.length === 0) return null
    const named = await namedAmong(
      db,
      batch,
      members.map(({ resident }) => resident),
    )
    const gone = await residentsOf(
      db,
      members.filter(({ resident }) => !named.has(resident)).map(({ resident }) => resident),
    )
    const doubtful = gone.length === 0 ? new Set<string>() : await this.namesWithoutPerson(batch)
    const found = gone
      .filter(({ region }) => region === batch.region)
      .flatMap((resident) => this.implied(batch, resident, doubtful))
    return this.keep(batch, found, members.at(-1)!._id)
  }

  private implied(
    { _id, round, certifier, confirmedOn }: BatchDocument,
    { id, name, categories }: Resident,
    doubtful: ReadonlySet<string>,
  ): Found[] {
    const changes = certifiedBy(categories, certifier)
      .filter(isCertifiedNow)
      .map(({ identity }): PersonChange => ({ change: '减少', identity, day: confirmedOn }))
    if (changes.length === 0) return []
    const waits = doubtful.has(name)
    return [
      {
        id: impliedEntryId(_id, round, id),
        resident: id,
        rows: [],
        name,
        changes: waits ? [] : changes,
        flaws: waits ? [{ code: 'MAYBE_MISSPELT' }] : [],
      },
    ]
  }

  /** Names in rows whose number is nobody's: one of them may be whoever seems to be missing. */
  private async namesWithoutPerson(batch: BatchDocument): Promise<ReadonlySet<string>> {
    const names = new Set<string>()
    for (let after = ''; ;) {
      const page = await entriesIn(this.context.db, batch, { resident: '' }, after, 1_000)
      for (const entry of page) for (const { row } of factsIn(entry).rows) names.add(row.name)
      if (page.length < 1_000) return names
      after = page.at(-1)!._id
    }
  }

  private async lookUp(rows: readonly RosterRow[]): Promise<(row: RosterRow) => Known | null> {
    const { db } = this.context
    const villages = (this.villages ??= new Map(
      (await villagesOfRegion(db, this.judgedBy.region)).map((village) => [village._id, village]),
    ))
    const indexOf = ({ idNumber }: RosterRow) => (idNumber === '' ? null : numberIndex(guessIdKind(idNumber), idNumber))
    const indexes = [...new Set(rows.flatMap((row) => indexOf(row) ?? []))]
    const found = new Map(
      (await residentsByIndexes(db, indexes)).map((resident) => [
        numberIndex(resident.idKind, resident.idNumber!),
        resident,
      ]),
    )
    return (row) => {
      const resident = found.get(indexOf(row) ?? '')
      return resident === undefined ? null : { resident, village: villages.get(resident.village) ?? null }
    }
  }

  private async keep(batch: BatchDocument, found: readonly Found[], cursor: string): Promise<BatchDocument> {
    const { db, now, today } = this.context
    const changing = found.filter(({ changes }) => changes.length > 0)
    const years = new Map(
      (
        await enrolmentsWithIds(
          db,
          changing.map(({ resident }) => enrolmentId(resident, batch.year)),
        )
      ).map((document) => [document.resident, document]),
    )
    let effects = openEffects(batch)
    let near = openNear(batch)
    const entries: EntryDocument[] = []
    for (const one of found) {
      const document = years.get(one.resident)
      const weighed =
        one.changes.length === 0
          ? { facts: one, effect: null }
          : judgeEntry(one, () =>
              document === undefined ? NO_YEAR : this.effectOf(document, one.changes, batch.certifier),
            )
      if (weighed.effect !== null) effects = withPerson(effects, one.changes[0]!.change, weighed.effect)
      near = withNear(near, weighed.facts)
      entries.push(entryOf(batch, one, weighed.facts, weighed.effect !== null))
    }
    await putEntries(db, entries)
    const after: BatchDocument = {
      ...batch,
      cursor,
      weighedOn: today,
      weighedAt: now,
      tally: {
        ...entries.reduce(counted, batch.tally),
        effects: sealEffects(batch._id, effects),
        ...(Object.keys(near).length === 0 ? {} : { near: sealNear(batch._id, near) }),
      },
    }
    await putBatch(db, after)
    return after
  }
}

/** Where the enrolment takes no such event, or holds words that the rules refuse, the rows go back. */
function judgeEntry(found: Found, effect: () => PersonEffect): { facts: EntryFacts; effect: PersonEffect | null } {
  try {
    return { facts: found, effect: effect() }
  } catch (error) {
    if (!(error instanceof Refusal) && !(error instanceof RulesError)) throw error
    const flaw: RowFlaw = { code: 'EVENT_IMPOSSIBLE' }
    const rows = found.rows.map(({ row, judged }) => ({
      row,
      judged:
        judged.outcome === 'taken'
          ? { ...judged, outcome: 'sentBack' as const, flaws: [...judged.flaws, flaw] }
          : judged,
    }))
    return { facts: { ...found, rows, changes: [], flaws: found.rows.length === 0 ? [flaw] : [] }, effect: null }
  }
}

function entryOf(
  { _id: batch, round }: BatchDocument,
  { id, resident }: Found,
  { rows, changes, flaws, name }: EntryFacts,
  changesSomething: boolean,
): EntryDocument {
  const count = (outcome: string) => rows.filter(({ judged }) => judged.outcome === outcome).length
  const noted =
    rows.length === 0
      ? flaws.length
      : rows.filter(({ judged }) => judged.outcome !== 'sentBack' && judged.flaws.length > 0).length
  return {
    _id: id,
    batch,
    round,
    resident,
    state: changesSomething ? 'waiting' : 'none',
    why: null,
    taken: count('taken'),
    same: count('same'),
    sentBack: count('sentBack'),
    noted,
    facts: sealFacts(id, { rows, changes, flaws, name }),
  }
}

const NAMED_MAX = 5

/** With the words of these rows that are asked about. */
function withNear(before: NearWordCounts, { rows }: EntryFacts): NearWordCounts {
  const asked = rows.filter(({ judged }) => judged.flaws.some(({ code }) => code === 'CATEGORY_NEAR'))
  return asked.reduce<NearWordCounts>((all, { row: { category, name } }) => {
    const { rows: count, people } = all[category] ?? { rows: 0, people: [] }
    const named = people.length < NAMED_MAX ? [...people, maskedName(name)] : people
    return { ...all, [category]: { rows: count + 1, people: named } }
  }, before)
}

function counted(tally: BatchTally, entry: EntryDocument): BatchTally {
  const { rows, flaws: own } = factsIn(entry)
  const flaws: Record<string, number> = { ...tally.flaws }
  for (const { code } of [...own, ...rows.flatMap(({ judged }) => judged.flaws)]) flaws[code] = (flaws[code] ?? 0) + 1
  const changes = entry.state === 'waiting'
  return {
    ...tally,
    flaws,
    rows: tally.rows + rows.length,
    taken: tally.taken + entry.taken,
    same: tally.same + entry.same,
    sentBack: tally.sentBack + entry.sentBack,
    noted: tally.noted + entry.noted,
    people: tally.people + (changes ? 1 : 0),
    implied: tally.implied + (changes && rows.length === 0 ? 1 : 0),
  }
}
