import { civilDay } from '../calendar/civil-day'
import type { Clause } from '../language/clause'
import type { Wait } from '../language/values'
import type { AnswerField, NamedAmount } from '../language/words'
import type { Citation, LostCategory, Reason } from './assessment'
import type { Outline } from './judge'
import type { Outcome } from './outcome'
import type { Rulebook } from './rulebook'
import type { FoundWait } from './wait'
import { dayRuleWords, dayInWords, waitingWords, WINDOW_WORDS, formatYuan } from './wording'

type Explained = {
  field: AnswerField
  decision: string
  clause: Pick<Clause<unknown>, 'id' | 'cite' | 'quote' | 'says' | 'doc'>
  sentence: string
  others?: readonly LostCategory[]
}

/** One reason a field, with the clause that settled it and the person's own values in the sentence. */
export function reasonsFor(book: Rulebook, outline: Outline): Reason[] {
  const found = [
    eligibility,
    contribution,
    subsidy,
    additions,
    fee,
    charges,
    window,
    waiting,
    start,
    registration,
    payable,
  ].flatMap((explain) => explain(book, outline) ?? [])
  return found.map(({ field, decision, clause, sentence, others = [] }) => ({
    field,
    sentence,
    others,
    ...sourceOf(book.policy, clause),
    clause: `${decision}/${clause.id}`,
  }))
}

/** A clause's source, with its document where that is another than the policy's own. */
export function sourceOf(
  { documents = {} }: Rulebook['policy'],
  { cite, quote, says, doc }: { cite: string | null; quote: string | null; says?: string; doc?: string },
): Citation {
  const from = doc === undefined ? undefined : documents[doc]
  const document = from?.number ?? from?.title ?? undefined
  return { cite, quote, ...(says !== undefined && { says }), ...(document != null && { document }) }
}

/** The reason for a decision that one clause settled; nothing to say when none did. */
function on<V>(
  field: AnswerField,
  decision: string,
  outcome: Outcome<V>,
  sentence: (v: V) => string,
): Explained | null {
  const { clause, value } = outcome
  return clause === null || value === undefined ? null : { field, decision, clause, sentence: sentence(value) }
}

type Explain = (book: Rulebook, outline: Outline) => Explained | null

const paidWords = ({ moment }: Outline): string => (moment.paid === undefined ? '' : `${dayInWords(moment.paid)}缴费，`)

const eligibility: Explain = ({ policy }, { world }) =>
  on('eligible', 'eligible', world.eligible, (v) =>
    v === 'yes' ? `按规定，可以参加${policy.name}的居民医保。` : `按规定，不在${policy.name}居民医保的参保范围里。`,
  )

const contribution: Explain = ({ policy }, { world, moment }) =>
  world.base === undefined
    ? null
    : on(
        'baseFee',
        'contribution',
        world.contribution,
        () =>
          `${policy.name}${policy.year}年度${moment.person.told.tier ?? ''}个人缴费标准是` +
          `${formatYuan(world.base!)}${inside(world.contribution.clause)}。`,
      )

/** What the contribution holds beside the medical insurance: said, not computed with. */
const inside = (clause: Clause<unknown> | null): string =>
  clause?.includes === undefined
    ? ''
    : `，其中${clause.includes.map(({ name, yuan }) => `${name}${formatYuan(yuan)}`).join('、')}`

const subsidy: Explain = (_, { world }) => {
  const { winner, ties, amount } = world.subsidy
  if (winner === null || amount === undefined) return null
  const named = [winner, ...ties].map((c) => c.category).join('、')
  const funder = winner.clause.funder && ties.length === 0 ? `，由${winner.clause.funder}出` : ''
  return {
    field: 'subsidy',
    decision: 'subsidy',
    clause: winner.clause,
    sentence: `是${named}，按“${winner.clause.kind}”资助${formatYuan(amount)}${funder}。`,
  }
}

const additions: Explain = (_, { world: { additions: found } }) => {
  const [one] = [...found.given, ...found.later]
  if (one === undefined) return null
  const now = found.given.length > 0 ? `另外有${named(found.given)}，和资助加在一起算。` : ''
  const later = found.later.length > 0 ? `缴费期过后再发${named(found.later)}，不从应缴的钱里扣。` : ''
  return { field: 'additions', decision: 'additions', clause: one.clause, sentence: `${now}${later}` }
}

const named = (amounts: readonly NamedAmount[]): string =>
  amounts.map(({ name, amount }) => `${name}${formatYuan(amount)}`).join('、')

const charges: Explain = (_, { world }) => {
  const [one] = world.charges.given
  if (one === undefined) return null
  const each = world.charges.given.map(({ name, amount }) => `${name}${formatYuan(amount)}`).join('、')
  return {
    field: 'charges',
    decision: 'charges',
    clause: one.clause,
    sentence: `除了个人缴费，还要交${each}，这部分不资助。`,
  }
}

const fee: Explain = (book, outline) => {
  const { base, subsidy: found, contribution: from, additions: added, charges: more } = outline.world
  if (base === undefined || found.amount === undefined || found.missing || added.missing) return null
  const clause = found.winner?.clause ?? from.clause
  if (clause === null) return null
  const off = found.amount + added.amount
  const own = Math.max(0, base - off)
  const sum =
    off === 0
      ? `没有可用的资助，按标准交${formatYuan(base)}。`
      : `标准${formatYuan(base)}，减去资助${formatYuan(off)}，${own === 0 ? '自己不用交钱' : `自己交${formatYuan(own)}`}。`
  const beside =
    more.amount > 0
      ? `加上${more.given.map(({ name }) => name).join('、')}，一共交${formatYuan(own + more.amount)}。`
      : ''
  return {
    field: 'fee',
    decision: found.winner ? 'subsidy' : 'contribution',
    clause,
    sentence: `${sum}${beside}`,
    others: lostCategories(book, outline),
  }
}

/** The other categories told, and why each did not win. */
function lostCategories({ policy }: Rulebook, { world, moment }: Outline): LostCategory[] {
  const { held, winner, amount } = world.subsidy
  const lost = held
    .filter((c) => c !== winner)
    .map((c): LostCategory => ({
      category: c.category,
      subsidy: c.amount ?? null,
      cite: c.clause.cite,
      quote: c.clause.quote,
      why:
        c.open && c.amount !== amount
          ? c.open.why
          : c.amount === amount
            ? `资助也是${formatYuan(amount ?? 0)}，几种身份只算一次，不重复资助。`
            : `资助${c.amount === undefined ? '金额没有写明' : formatYuan(c.amount)}，没有${winner?.category ?? '这一类'}的多；几种身份不能相加。`,
    }))
  const counted = new Set(held.map((c) => c.category))
  const counts = new Set(held.flatMap((c) => c.clause.when?.identity ?? []))
  const without = (moment.person.held ?? [])
    .filter((h) => !counted.has(h.name) && !counts.has(h.name))
    .map((h): LostCategory => ({
      category: h.name,
      subsidy: 0,
      cite: null,
      quote: null,
      why: policy.identities[h.name]?.notSubsidised ?? notCounted(policy, h.name, moment.paid, h),
    }))
  return [...lost, ...without]
}

function notCounted(
  policy: Rulebook['policy'],
  name: string,
  paid: number | undefined,
  held: { from: number | null; ended: number | null },
): string {
  if (paid !== undefined && held.from !== null && held.from > paid)
    return `认定从${dayInWords(held.from)}起才算，缴费那天还不算。`
  if (paid !== undefined && held.ended !== null && held.ended <= paid)
    return `认定到${dayInWords(held.ended)}已经结束，缴费那天不再算。`
  const listed = policy.decisions.subsidy.clauses.some((c) => c.when?.identity?.includes(name))
  return listed
    ? `“${name}”还要符合别的条件（如年龄、丧失劳动能力，或没有并入别的类别）才有资助，这里不符合。`
    : `这份通知没有给“${name}”资助。`
}

const window: Explain = (_, outline) =>
  on('windowStatus', 'window', outline.world.window, (v) => `${paidWords(outline)}${WINDOW_WORDS[v]}。`)

const waiting: Explain = (_, { world }) =>
  on(
    typeof world.waiting.value === 'object' && world.waiting.value.unit === 'months' ? 'waitingMonths' : 'waitingDays',
    'waitingPeriod',
    world.waiting,
    (v) => (v === 'none' ? '不设待遇等待期。' : waitSentence(world.wait, v)),
  )

function waitSentence({ from, fromPayment, ends }: FoundWait, wait: Wait): string {
  if (fromPayment || from === undefined || ends === undefined)
    return `缴费后要${waitingWords(wait)}，等待期里不能享受待遇。`
  return `从${dayInWords(from)}起${waitingWords(wait)}，到${dayInWords(ends - 1)}为止，等待期里不能享受待遇。`
}

const start: Explain = (_, { world }) =>
  on('benefitStart', 'benefitStart', world.start, (rule) => {
    if (world.startDay === undefined) return '待遇开始的日子现在还定不下来。'
    const to = world.endDay === undefined ? '' : dayInWords(civilDay(world.endDay))
    if (world.neverCovered)
      return `按这一天缴费，要到${dayInWords(world.startDay)}才能享受待遇，可是享受期到${to}就结束了：这一年一天待遇也没有。`
    return `待遇${dayRuleWords(rule)}算，就是${dayInWords(civilDay(world.startDay))}，到${to}为止。`
  })

const registration: Explain = (_, { world }) =>
  on('registerFirst', 'registration', world.registration, (r) =>
    r.first === 'yes' ? `要先${r.at ? `到${r.at}` : ''}办参保登记，再缴费。` : '不用另外办登记，直接缴费。',
  )

const payable: Explain = (_, outline) =>
  on('payable', 'payable', outline.world.payable, (v) => {
    if (v === 'yes') return `${paidWords(outline)}可以办理。`
    return outline.world.payable.clause?.when?.registerFirst === 'yes'
      ? '先办好参保登记，再缴费。'
      : `${paidWords(outline)}不能办理。`
  })
