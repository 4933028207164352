import type { Answers, Requests } from './contract'
import { requirePermission, writeAuditIn, defineAction } from '../access'
import { TARGET_BASES } from './contract'
import type { VillageDocument } from '../people'
import { seasonId } from '../people'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import type { Database, Transaction, DocumentStore } from '../../platform/database'
import { inTransaction, putDocument, readAll, readDocument } from '../../platform/database'
import type { CivilDay } from '../../../rules'
import { policyFor } from '../../../rules'
import type { Office, Target } from '../../../rules/office'
import { officeFor, targetByFormula, targetOf } from '../../../rules/office'
import { countyContract } from './contract'

type Asked = Requests['setTarget']

/**
 * Enters a figure, or takes the last one of its basis back. What was entered before stays. The same operation again
 * changes nothing.
 * @throws Refusal NOT_ALLOWED, UNKNOWN_UNIT, DAY_IN_FUTURE; RulesError UNKNOWN_REGION, UNKNOWN_YEAR, and as
 * `targetByFormula`
 */
export const setTarget = /* @__PURE__ */ defineAction(countyContract, 'setTarget', {
  permission: 'setTarget',
  async run(asked, context) {
    const { region, year, township, village, operation } = asked
    await requirePermission(context, 'setTarget', { id: `${region}-${year}`, region })
    const office = officeFor(region, year)
    const { db, caller, now, today } = context
    if (asked.day > today)
      throw new Refusal({
        code: 'DAY_IN_FUTURE',
        path: 'day',
        found: asked.day,
        message: `${asked.day} 还没有到，没有保存。请填文件上的日期。`,
      })
    const name = await requireUnit(context, asked)
    const unit: TargetUnit = { region, year, township, village }
    const entry: TargetEntry = {
      operation,
      basis: asked.basis,
      ...figuresIn(asked),
      source: asked.source,
      day: asked.day,
      at: now,
      by: caller.openid,
    }
    const entries = await inTransaction(db, async (transaction) => {
      const before = await targetEntries(transaction, unit)
      if (before.some((one) => one.operation === operation)) return before
      const after = [...before, entry]
      await putTargetEntries(transaction, unit, after)
      await writeAuditIn(transaction, {
        at: now,
        day: today,
        openid: caller.openid,
        action: 'setTarget',
        target: village ?? `${region}-${year}`,
        region,
        outcome: 'done',
        why: asked.basis,
      })
      return after
    })
    return { target: figureOf(office, name, entries) }
  },
})

/**
 * Null where the figure is taken back. An official one is a number of people; by the formula it follows from the
 * counts.
 */
function figuresIn({ region, year, basis, figure }: Asked): Pick<TargetEntry, 'people' | 'from' | 'minus'> {
  if (figure === null) return { people: null, from: null, minus: null }
  if (basis === 'official' && 'people' in figure) return { people: figure.people, from: null, minus: null }
  if (basis === 'formula' && 'from' in figure)
    return { people: targetByFormula(officeFor(region, year), figure.from, figure.minus), ...figure }
  throw new Refusal({
    code: 'BAD_REQUEST',
    path: 'figure',
    message: '核定数要填人数；按通知算法的要填各项人数。这次没有保存，请改好再提交。',
  })
}

/** The name by which the notice would list it; null = the whole place. @throws Refusal UNKNOWN_UNIT */
async function requireUnit({ db }: CallContext, { region, year, township, village }: Asked): Promise<string | null> {
  if (township === null && village === null) return null
  const villages = await readAll<VillageDocument>(db, 'villages', { region })
  const found = village === null ? undefined : villages.find((one) => one._id === village && one.township === township)
  if (village !== null && found !== undefined) return found.name
  if (village === null && townshipNames(officeFor(region, year), villages).includes(township!)) return township
  throw new Refusal({
    code: 'UNKNOWN_UNIT',
    path: village === null ? 'township' : 'village',
    message: '没有找到这个乡镇或者村，任务没有保存。请返回列表重新选择。',
  })
}

/** Every target, the total beside the sum of its parts. @throws Refusal NOT_ALLOWED */
export const showTargets = /* @__PURE__ */ defineAction(countyContract, 'targets', {
  permission: 'progress',
  async run({ region, year }, context) {
    await requirePermission(context, 'progress', { id: `${region}-${year}`, region })
    policyFor(region, year)
    const office = officeFor(region, year)
    const villages = await readAll<VillageDocument>(context.db, 'villages', { region })
    const figures = targetFigures(office, await targetsOfSeason(context.db, region, year))
    const townships = townshipNames(office, villages).map((township) => ({
      township,
      target: figures.ofTownship(township),
      villages: villages
        .filter((one) => one.township === township)
        .map((one) => ({ village: one._id, name: one.name, target: figures.ofVillage(one) })),
    }))
    const sum = sumOfTargets(townships.map(({ target }) => target))
    const { unit = null, reading = null, officialFigure = null, formula = null } = office.targets ?? {}
    return {
      region,
      year,
      unit,
      reading,
      final: officialFigure,
      formula,
      total: figures.total,
      sum,
      agrees: sum === null || figures.total === null ? null : sum === figures.total.people,
      townships,
    }
  },
})

/** What was entered for one unit, the newest first. @throws Refusal NOT_ALLOWED */
export const targetHistory = /* @__PURE__ */ defineAction(countyContract, 'targetHistory', {
  permission: 'progress',
  async run({ region, year, township, village }, context) {
    await requirePermission(context, 'progress', { id: `${region}-${year}`, region })
    const entries = await targetEntries(context.db, { region, year, township, village })
    return {
      entries: [...entries]
        .reverse()
        .map(({ operation: _operation, ...entry }) => ({ ...entry, basisName: TARGET_BASES[entry.basis] })),
    }
  },
})

export type TargetShown = Answers['setTarget']['target']

/** The targets of a place and year, as its notice and its county have them. */
interface TargetFigures {
  total: TargetShown
  ofTownship(township: string): TargetShown
  ofVillage(village: { _id: string; township: string; name: string }): TargetShown
}

export function targetFigures(office: Office, entered: readonly TargetDocument[]): TargetFigures {
  const entriesOf = (township: string | null, village: string | null) =>
    entered.find((one) => one.township === township && one.village === village)?.entries ?? []
  return {
    total: figureOf(office, null, entriesOf(null, null)),
    ofTownship: (township) => figureOf(office, township, entriesOf(township, null)),
    ofVillage: ({ _id, township, name }) => figureOf(office, name, entriesOf(township, _id)),
  }
}

/** The official figure before the notice's, before a computed one. */
function figureOf(office: Office, town: string | null, entries: readonly TargetEntry[]): TargetShown {
  const last = (basis: TargetEntry['basis']): TargetEntry | undefined =>
    entries.filter((entry) => entry.basis === basis).at(-1)
  const target = targetOf(office, {
    town,
    official: last('official')?.people ?? null,
    computed: last('formula')?.people ?? null,
  })
  return target === null ? null : shown(target, target.basis === 'notice' ? undefined : last(target.basis))
}

function shown({ people, basis }: Target, entry: TargetEntry | undefined): TargetShown {
  return { people, basis, basisName: TARGET_BASES[basis], source: entry?.source ?? null, day: entry?.day ?? null }
}

/** What parts come to; null = one of them has no target, or there are none. */
export function sumOfTargets(parts: readonly TargetShown[]): number | null {
  return parts.length === 0 || parts.includes(null) ? null : parts.reduce((sum, part) => sum + part!.people, 0)
}

/** A figure as it was entered; `people` null = taken back. */
interface TargetEntry {
  operation: string
  basis: 'official' | 'formula'
  people: number | null
  /** By the formula: what went into it. */
  from: number | null
  minus: Readonly<Record<string, number>> | null
  source: string
  /** The day of the source. */
  day: CivilDay
  /** ms since 1970 */
  at: number
  by: string
}

/** Whose target it is: the whole place's, a township's, a village's. */
interface TargetUnit {
  region: string
  year: number
  township: string | null
  village: string | null
}

/**
 * `targets`: all that was ever entered for one unit, the newest last. `_id` is `<region>-<year>~<township>~<village>`.
 */
interface TargetDocument extends TargetUnit {
  _id: string
  entries: readonly TargetEntry[]
}

const targetId = ({ region, year, township, village }: TargetUnit): string =>
  `${seasonId(region, year)}~${township ?? ''}~${village ?? ''}`

async function targetEntries(from: DocumentStore, unit: TargetUnit): Promise<readonly TargetEntry[]> {
  return (await readDocument<TargetDocument>(from, 'targets', targetId(unit)))?.entries ?? []
}

function putTargetEntries(transaction: Transaction, unit: TargetUnit, entries: readonly TargetEntry[]): Promise<void> {
  return putDocument<TargetDocument>(transaction, 'targets', { _id: targetId(unit), ...unit, entries })
}

export function targetsOfSeason(db: Database, region: string, year: number): Promise<TargetDocument[]> {
  return readAll<TargetDocument>(db, 'targets', { region, year })
}

/** The townships of a place: as the notice lists them, then others by name. */
export function townshipNames({ targets }: Office, places: readonly { township: string }[]): string[] {
  const listed = targets?.rows?.map(({ name }) => name) ?? []
  return [...new Set([...listed, ...places.map(({ township }) => township).sort()])]
}
