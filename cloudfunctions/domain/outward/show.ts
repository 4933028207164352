import { outwardContract } from './contract'
import type { Answers } from './contract'
import type { OutwardAnswerDocument, OutwardFileDocument, OutwardLineDocument } from './documents'
import { outwardFileMachine, outwardLineMachine } from './outward-machine'
import type { UnclearRow } from './plan-answer'
import { UNCLEAR } from './plan-answer'
import { HELD, LINE_CHANGES } from './plan-lines'
import { titleOf } from './plan-sheets'
import {
  answersOf,
  answersWithIds,
  factsInLine,
  filesOf,
  openAnswer,
  pageOfLines,
  requireOutwardFile,
  toldOf,
} from './store'
import { appointmentOf, defineAction, requirePermission, roleFor } from '../access'
import { lastFour, maskedName } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import { lineOf } from '../../platform/files'
import { policyFor } from '../../../rules'

const FILES_SHOWN = 50
const LINES_A_PAGE = 50

/** By name how many, what is 0 left out. */
export const namedCounts = <Key extends string>(
  names: Readonly<Record<Key, string>>,
  counts: Readonly<Partial<Record<Key, number>>>,
): { name: string; people: number }[] =>
  (Object.keys(names) as Key[]).flatMap((key) => {
    const people = counts[key] ?? 0
    return people === 0 ? [] : [{ name: names[key], people }]
  })

/** A file as a page shows it. */
export function viewOfFile(file: OutwardFileDocument): Answers['sendOutward'] {
  const { _id, region, year, kind, number, day, state, sent, tally, isFull, confirmed, sentBack } = file
  return {
    ...{ outward: _id, kind, number, day, state, stateName: outwardFileMachine.states[state] },
    title: titleOf(kind, policyFor(region, year).name, year, number),
    sentOn: sent?.day ?? null,
    ...{ people: tally.people, confirmed, sentBack },
    waiting: sent === null ? 0 : tally.people - confirmed - sentBack,
    changes: namedCounts(LINE_CHANGES, tally.changes),
    ...{ fee: tally.fee, subsidy: tally.subsidy },
    held: namedCounts(HELD, tally.held),
    isFull,
  }
}

async function maySend(context: CallContext, region: string): Promise<boolean> {
  const standing = { openid: context.caller.openid, appointment: await appointmentOf(context), link: null }
  return roleFor('sendOutward', standing, { id: region, region }) !== null
}

/** @throws Refusal NOT_ALLOWED; RulesError UNKNOWN_REGION, UNKNOWN_YEAR */
export const outwardFiles = /* @__PURE__ */ defineAction(outwardContract, 'outwardFiles', {
  permission: 'outwardFiles',
  async run({ region, year, kind }, context) {
    await requirePermission(context, 'outwardFiles', { id: `${region}-${year}`, region })
    const files = await filesOf(context.db, region, year, kind, FILES_SHOWN)
    return { files: files.map(viewOfFile), may: await maySend(context, region) }
  },
})

async function allowedFile(context: CallContext, id: string): Promise<OutwardFileDocument> {
  const file = await requireOutwardFile(context.db, id)
  await requirePermission(context, 'outwardFiles', { id, region: file.region })
  return file
}

/** @throws Refusal OUTWARD_NOT_FOUND, NOT_ALLOWED */
export const showOutwardFile = /* @__PURE__ */ defineAction(outwardContract, 'outwardFile', {
  permission: 'outwardFiles',
  async run({ outward }, context) {
    const file = await allowedFile(context, outward)
    const answers = (await answersOf(context.db, outward)).map(viewOfAnswer)
    return { file: viewOfFile(file), answers, may: await maySend(context, file.region) }
  },
})

/** An acknowledgement with the first of its rows that were not understood. */
export function viewOfAnswer(answer: OutwardAnswerDocument): Answers['readOutwardAnswer']['answer'] {
  const { day, rows, confirmed, sentBack, left, unclear } = answer
  return {
    ...{ day, called: openAnswer<string>(answer, 'called'), rows, confirmed, sentBack, left, unclear },
    unclearRows: openAnswer<UnclearRow[]>(answer, 'unclearRows').map(({ row, why }) => ({
      line: lineOf(row.position),
      name: maskedName(row.name),
      tail: row.idNumber === '' ? null : lastFour(row.idNumber),
      result: row.result,
      why: UNCLEAR[why],
    })),
  }
}

/** @throws Refusal OUTWARD_NOT_FOUND, NOT_ALLOWED */
export const outwardLines = /* @__PURE__ */ defineAction(outwardContract, 'outwardLines', {
  permission: 'outwardFiles',
  async run({ outward, state, after }, context) {
    const file = await allowedFile(context, outward)
    const lines = await pageOfLines(context.db, outward, state, after, LINES_A_PAGE)
    const reasons = await reasonsOf(context, lines)
    const told = await toldOf(
      context.db,
      file.kind,
      lines.map(({ enrolment }) => enrolment),
    )
    return {
      lines: lines.map((line) => {
        const { name, idNumber, township, village, group, fee } = factsInLine(line)
        const later = (told.get(line.enrolment) ?? []).filter(({ number }) => number > file.number).at(0)
        return {
          enrolment: line.enrolment,
          name: maskedName(name),
          tail: idNumber === '' ? null : lastFour(idNumber),
          place: `${township}${village}${group}`,
          change: LINE_CHANGES[line.change],
          fee: file.kind === 'tax' && line.change !== 'revoke' ? fee : null,
          state: line.state,
          stateName: file.sent === null ? '还没有送' : outwardLineMachine.states[line.state],
          reason: reasons(line),
          again: later?.number ?? null,
        }
      }),
      next: lines.length < LINES_A_PAGE ? null : lines.at(-1)!._id,
    }
  },
})

const NO_REASON = '对方没有写原因'

async function reasonsOf(
  { db }: CallContext,
  lines: readonly OutwardLineDocument[],
): Promise<(line: OutwardLineDocument) => string | null> {
  const ids = [...new Set(lines.flatMap(({ answer }) => (answer === null ? [] : [answer])))]
  const reasons = new Map(
    (await answersWithIds(db, ids)).map((answer) => [answer._id, openAnswer<string[]>(answer, 'reasons')]),
  )
  return ({ state, answer, reason }) => {
    if (state !== 'sentBack' || answer === null || reason === null) return null
    return reasons.get(answer)?.[reason] || NO_REASON
  }
}
