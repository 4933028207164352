import { requireVillageAccess, defineAction } from '../access'
import type { CollectedMoney } from '../cash'
import { collectedMoney, isPosted } from '../cash'
import type { DisclosureRule } from './disclosure-rule'
import { disclosureDefects, disclosureRule } from './disclosure-rule'
import { becauseOf } from './hand-in'
import { disclosureMachine } from './disclosure-machine'
import type { PostedRow, DisclosureDocument } from './disclosures'
import { postedRowsAfter, disclosuresOf, requireDisclosure } from './disclosures'
import type { CallContext } from '../../platform/calls'
import { sealing } from '../../platform/sealing'
import type { Answers } from './contract-disclosures'
import { policyFor, formatYuan } from '../../../rules'
import { disclosuresContract } from './contract-disclosures'

type ShownDisclosure = Answers['drawUpPosting']
const HIDDEN = '***'

/**
 * A village's postings and what the notice asks of them. @throws Refusal UNKNOWN_VILLAGE, NOT_ALLOWED; RulesError
 * UNKNOWN_YEAR
 */
export const showDisclosures = /* @__PURE__ */ defineAction(disclosuresContract, 'postings', {
  permission: 'postings',
  async run({ village, year }, context) {
    const desk = await requireVillageAccess(context, 'postings', { village, year })
    const rule = disclosureRule(desk.office)
    const postings = await disclosuresOf(context.db, village, year)
    return {
      postings: postings.map((posting) => shownDisclosure(posting, rule, context, desk.role === 'auditor')),
      toPost: paidSince(await collectedMoney(context.db, desk), postings),
      rule: rule === null ? null : shownRule(rule),
    }
  },
})

function paidSince(
  { receipts }: CollectedMoney,
  postings: readonly DisclosureDocument[],
): Answers['postings']['toPost'] {
  const listed = postings.reduce((last, { to }) => (to > last ? to : last), '')
  const since = receipts.filter((receipt) => isPosted(receipt) && receipt.day > listed)
  const days = since.map(({ day }) => day).sort()
  if (days.length === 0) return null
  return {
    from: days[0]!,
    to: days.at(-1)!,
    people: since.reduce((sum, { lines }) => sum + lines.length, 0),
    amount: since.reduce((sum, { amount }) => sum + amount, 0),
  }
}

function shownRule({
  duty: { what, reading, cite, quote },
  signers,
  needsSeal,
  filedTo,
  deadline,
}: DisclosureRule): NonNullable<Answers['postings']['rule']> {
  return { what, signers: [...signers], needsSeal, filedTo, deadline, reading: reading ?? null, cite, quote }
}

export function shownDisclosure(
  posting: DisclosureDocument,
  rule: DisclosureRule | null,
  { today }: Pick<CallContext, 'today'>,
  masked = false,
): ShownDisclosure {
  const { _id, state, from, to, drawnUpOn, people, amount, hangs, objections, filed, check } = posting
  const unanswered = objections.filter(({ answer }) => answer === null).length
  const waits = check?.state === 'handedIn' ? [`等${rule?.filedTo ?? '乡镇（街道）'}收件`] : []
  const lacks = [...defectsOf(posting, rule), ...waits]
  return {
    posting: _id,
    state,
    stateName: disclosureMachine.states[state],
    from,
    to,
    drawnUpOn,
    people,
    amount,
    hangs,
    objections: objections.map((one) => shownObjection(one, _id, masked)),
    filed: filed === null ? null : { ...filed, signedBy: [...filed.signedBy] },
    deadline: rule?.deadline ?? null,
    late: rule?.deadline != null && (hangs?.from ?? today) > rule.deadline,
    valid: state !== 'drawnUp' && lacks.length === 0,
    lacks,
    sentBack: check?.state === 'sentBack' ? { day: check.day, because: becauseOf('postings', _id, check) ?? '' } : null,
    may: disclosureMachine.eventIds.filter(
      (event) => event !== 'sendBack' && disclosureMachine.may(state, event) && (event !== 'answer' || unanswered > 0),
    ),
  }
}

/** What it lacks by the notice, in words, whoever has it now. */
export function defectsOf(
  { hangs, filed, objections }: DisclosureDocument,
  rule: DisclosureRule | null,
): readonly string[] {
  if (rule === null) return []
  return disclosureDefects(rule, {
    publishedOn: hangs?.from ?? null,
    signedBy: filed?.signedBy ?? [],
    sealed: filed?.sealed ?? false,
    filedTo: filed?.filedTo ?? null,
    unanswered: objections.filter(({ answer }) => answer === null).length,
  })
}

function shownObjection(
  { id, day, by, what, answer }: DisclosureDocument['objections'][number],
  disclosure: string,
  masked: boolean,
): ShownDisclosure['objections'][number] {
  const { open } = sealing().at('postings', disclosure)
  return {
    objection: id,
    day,
    by: masked ? HIDDEN : open(by, 'objector'),
    what: masked ? HIDDEN : open(what, 'objection'),
    answer: answer === null ? null : masked ? HIDDEN : open(answer.sealed, 'objection/answer'),
    upheld: answer?.upheld ?? null,
    answeredOn: answer?.day ?? null,
  }
}

/** Its rows, a piece at a time, as they hang. @throws Refusal POSTING_NOT_FOUND, NOT_ALLOWED */
export const showDisclosureRows = /* @__PURE__ */ defineAction(disclosuresContract, 'postingRows', {
  permission: 'postingRows',
  async run({ posting: id, after }, context) {
    const { posting, village } = await requireDisclosure(context, 'postingRows', id)
    const piece = await postedRowsAfter(context.db, id, after)
    const rows =
      piece === null
        ? []
        : (JSON.parse(sealing().at('posted-rows', piece._id).open(piece.rows, 'postedRows')) as PostedRow[]).filter(
            ({ number }) => number > after,
          )
    const last = rows.at(-1)?.number ?? posting.people
    return {
      sheet: {
        title: `${posting.year}年度城乡居民医保现金缴费公示`,
        lines: [
          `${policyFor(village.region, posting.year).name} ${village.township}${village.name}`,
          `缴费日期：${posting.from} 至 ${posting.to}`,
          ...(posting.hangs === null ? [] : [`公示时间：${posting.hangs.from} 至 ${posting.hangs.until}`]),
        ],
        columns: ['序号', '组', '缴费人', '缴费日期', '金额（元）'],
        rows: rows.map(({ number, group, name, day, amount }) => [
          String(number),
          group ?? '',
          name,
          day,
          (amount / 100).toFixed(2),
        ]),
        foot: [
          `合计 ${posting.people} 人，${formatYuan(posting.amount)}。`,
          '对公示有异议的，请在公示期内向村（居）委会提出。',
        ],
      },
      next: last < posting.people ? last : null,
    }
  },
})
