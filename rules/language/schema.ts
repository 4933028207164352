import { z } from 'zod'
import { dayNumber } from '../calendar/civil-day'
import { FORM_KINDS } from '../office/forms'
import type { FormKind } from '../office/forms'
import type { PolicyFaultCode } from './policy-fault'
import { ROSTER_FIELDS, usualField } from './roster-columns'
import { WINDOW_STATUSES } from './words'

/**
 * What a policy file may say. Nothing else: each object is strict. Amounts stand in yuan as in the notice and
 * leave in fen; a single word may stand where a list is meant.
 */

/** All keys of the language, to suggest one for a key that is none. */
export const KNOWN_KEYS = new Set<string>()

function strict<S extends z.ZodRawShape>(shape: S): z.ZodObject<S, z.core.$strict> {
  Object.keys(shape).forEach((key) => KNOWN_KEYS.add(key))
  return z.strictObject(shape)
}

/** A refinement's message with the code that a tool branches on. */
const refusal = (code: PolicyFaultCode, error: string): { error: string; params: { code: PolicyFaultCode } } => ({
  error,
  params: { code },
})

const text = z.string().trim().min(1)
const words = z.union([text, z.array(text).min(1)]).transform((v) => (typeof v === 'string' ? [v] : v))
const texts = z.array(text)
const yesNo = z.enum(['yes', 'no'])
const civilDay = z
  .string()
  .refine((v) => dayNumber(v) !== null, { error: (i) => `“${String(i.input)}”不是一个存在的日子` })
  .meta({ format: 'date' })

const yuan = z
  .number()
  .nonnegative()
  .transform((v) => Math.round(v * 100))
const length = z
  .string()
  .regex(/^\d+ (days|months)$/, '时间的长度写成 `90 days` 或 `3 months`')
  .transform((v) => ({
    count: Number.parseInt(v, 10),
    unit: v.endsWith('days') ? ('days' as const) : ('months' as const),
  }))

const source = { cite: text, quote: text }
/** A sentence told in our own words, of a document that is not at hand in full; the document, where it is another. */
const told = { says: text.optional(), doc: text.optional() }
/**
 * A source that may be told (`quote: null`, `says`) instead of quoted; that it is one of the two, `checkSources` sees.
 */
const cited = { cite: text, quote: text.nullable(), ...told }
const dayRange = strict({ from: civilDay.optional(), to: civilDay.optional() })
const namedDay = z.enum(['birth', 'event', 'schoolStart', 'paid', 'arrived', 'previousPayment'])

const conditionShape = {
  hukou: z.enum(['local', 'elsewhere']),
  resident: yesNo,
  residencePermit: z.enum(['local', 'none']),
  nationality: words,
  permit: words,
  employeeInsurance: words,
  identity: words,
  student: words,
  school: words,
  tier: words,
  situation: words,
  enrolmentHistory: words,
  registered: yesNo,
  lostWorkAbility: yesNo,
  disabledSoldierGrade: strict({ from: z.number().int(), to: z.number().int() }),
  institution: words,
  cashTo: words,
  paysEarlierYear: yesNo,
  assessed: yesNo,
  age: strict({
    atLeast: z.number().int().optional(),
    under: z.number().int().optional(),
    on: z.union([z.enum(['paid', 'benefitPeriod.from', 'yearEnd']), civilDay]),
  }),
  sex: z.enum(['男', '女']),
  childRank: strict({ atLeast: z.number().int().min(1).optional(), atMost: z.number().int().min(1).optional() }),
  missed: strict({ atLeast: z.number().int().min(0).optional(), atMost: z.number().int().min(0).optional() }),
  neverInsured: yesNo,
  repaid: strict({ atLeast: z.number().int().min(1) }),
  previousWait: z.literal('runs'),
  confirmed: yesNo,
  died: z.union([yesNo, dayRange]),
  born: dayRange,
  event: dayRange,
  paid: dayRange,
  dayOfMonth: strict({ from: z.number().int().min(1).max(31), to: z.number().int().min(1).max(31) }),
  elapsed: strict({
    from: namedDay,
    to: z.enum(['paid', 'arrived']),
    atMost: length.optional(),
    moreThan: length.optional(),
    counting: z.literal('monthEnds').optional(),
  }),
  certified: strict({ after: z.union([civilDay, z.literal('previousPayment')]) }),
  identityEnds: z.literal('afterPaid'),
  asOf: dayRange,
  eligible: yesNo,
  subsidised: words,
  fee: z.enum(['zero', 'owed']),
  window: z
    .union([z.enum(WINDOW_STATUSES), z.array(z.enum(WINDOW_STATUSES)).min(1)])
    .transform((v) => (typeof v === 'string' ? [v] : v)),
  exempt: yesNo,
  cover: z.enum(['never', 'notBegun']),
  registerFirst: yesNo,
}
type ConditionIn = z.ZodType<Record<string, unknown>>
const condition: ConditionIn = z.lazy(() => wholeCondition)
const wholeCondition = strict({
  ...(Object.fromEntries(Object.entries(conditionShape).map(([k, v]) => [k, v.optional()])) as {
    [K in keyof typeof conditionShape]: z.ZodOptional<(typeof conditionShape)[K]>
  }),
  not: condition.optional(),
  anyOf: z.array(condition).min(2).optional(),
}).refine((c) => Object.keys(c).length > 0, refusal('EMPTY_CONDITION', '条件是空的，等于对所有人成立：不要写 `when`'))

const open = <V extends z.ZodType>(value: V) =>
  strict({ why: text, reading: value.nullable(), alternatives: z.array(value).min(1).optional() })

function clause<V extends z.ZodType>(value: V) {
  return {
    id: z.string().regex(/^[a-z0-9-]+$/, '`id` 只用小写字母、数字和 -'),
    when: condition.optional(),
    gives: value.optional(),
    open: open(value).optional(),
    cite: text.nullable(),
    quote: text.nullable(),
    ...told,
    inferred: text.optional(),
  }
}
const oneAnswer = (c: { gives?: unknown; open?: unknown }): boolean =>
  (c.gives === undefined) !== (c.open === undefined)
const ONE_ANSWER = refusal('ONE_ANSWER', '一条里 `gives`（给出答案）和 `open`（通知没有说清）只能写一个，也必须写一个')
const sourced = (c: { cite: string | null; quote: string | null; says?: string; open?: unknown }): boolean =>
  (c.cite !== null && (c.quote ?? c.says) != null) || (c.open !== undefined && (c.cite === null) === (c.quote === null))
const SOURCED = refusal(
  'SOURCE_MISSING',
  '要写出处：`cite`（第几条）和 `quote`（原文，不在手边就用 `says` 写大意）；只有通知没有说的 `open` 才可以两个都写 null',
)

function decision<V extends z.ZodType>(value: V) {
  return strict({
    clauses: z.array(strict(clause(value)).refine(oneAnswer, ONE_ANSWER).refine(sourced, SOURCED)).min(1),
  })
}

const amount = z.union([
  yuan,
  z.literal('full'),
  strict({
    percent: z.number().positive().max(100),
    of: z.union([z.literal('contribution'), strict({ tier: text })]),
    floor: yuan.optional(),
  }).transform(({ of, ...rest }) => (typeof of === 'string' ? rest : { ...rest, ofTier: of.tier })),
])
const byTier = <A extends z.ZodType>(cell: A) =>
  strict({ byTier: z.record(text, z.union([cell, strict({ open: open(cell) })])) })
const tieredAmount = z.union([amount, byTier(amount)])
const tieredYuan = z.union([yuan, byTier(yuan)])

const plainDayRule = z.union([
  z.enum(['birth', 'event', 'paid', 'arrived', 'benefitPeriod.from', 'afterWaiting', 'previousWait']),
  civilDay,
  strict({ after: namedDay, length }),
  strict({ firstOfNextMonth: namedDay }),
])
const dayRule = z.union([plainDayRule, strict({ later: z.array(plainDayRule).min(2) })])
/**
 * No wait, a length, or the nation's sum of a fixed part, a part that grows with the years missed, and what repairs it.
 */
const waiting = z.union([
  z.literal('none'),
  length,
  strict({
    fixed: length,
    perMissed: strict({ adds: length, from: z.number().int().min(1) }).optional(),
    repair: strict({ takes: length }).optional(),
    floor: strict({ fromMissed: z.number().int().min(1), least: length }).optional(),
  }),
])
const period = strict({ from: civilDay, to: civilDay }).refine(
  (p) => p.from <= p.to,
  refusal('RANGE_REVERSED', '享受期的最后一天不能早于第一天'),
)
const registration = strict({
  first: yesNo,
  at: text.optional(),
  by: text.optional(),
  form: text.optional(),
  documents: texts.optional(),
})

const subsidyClause = strict({
  ...clause(tieredAmount),
  kind: text,
  name: text.optional(),
  certifier: text.optional(),
  funder: text.optional(),
})
  .refine(oneAnswer, ONE_ANSWER)
  .refine(sourced, SOURCED)

/** Money that adds up with the winning subsidy. */
const addition = strict({
  id: text,
  name: text,
  when: condition.optional(),
  gives: tieredAmount,
  funder: text.optional(),
  notWith: z.literal('any').optional(),
  paidOut: z.literal('afterSeason').optional(),
  ...cited,
})

/** Money beside the contribution. */
const chargeAmount = z.union([yuan, strict({ perRepaid: z.literal('contribution') })])
const charge = strict({ ...clause(chargeAmount), name: text })
  .refine(oneAnswer, ONE_ANSWER)
  .refine(sourced, SOURCED)

const needs = z.enum(['face', 'idNumber', 'idCard', 'socialCard', 'bankCard', 'cash', 'password', 'slip'])

const groupParts = z.array(strict({ called: text, identity: words })).min(1)

/** Whether a refund can be asked on a day: the first rule in which the day falls. */
const refundRule = strict({
  id: text,
  from: civilDay.optional(),
  to: civilDay.optional(),
  daysOfMonth: strict({ from: z.number().int().min(1), to: z.number().int().max(31) }).optional(),
  gives: yesNo.optional(),
  open: open(yesNo).optional(),
  ...source,
}).refine(oneAnswer, ONE_ANSWER)

/** Who of the product's users does a duty, and how the product helps. */
const dutyOffice = strict({
  of: z.enum(['village', 'county']),
  begins: z.enum(['cashTaken', 'deposited']).optional(),
  paper: z.enum(Object.keys(FORM_KINDS) as [FormKind, ...FormKind[]]).optional(),
  seen: z.enum(['deposited', 'posted']).optional(),
  proof: strict({ signedBy: texts, sealed: z.boolean(), filedTo: text.optional() }).optional(),
})

/**
 * A heading alone, where it is a usual one; else with what stands under it. `open`: the notice leaves open whether it
 * has to be there.
 */
const rosterColumn = z.union([
  text
    .refine((heading) => usualField(heading) !== null, {
      error: (i) => `“${String(i.input)}”不是常用的列名：要写成 { heading: 列名, holds: 这一列是什么 }`,
    })
    .transform((heading) => ({ heading, holds: usualField(heading)! })),
  strict({
    heading: text,
    holds: z.enum(ROSTER_FIELDS as [(typeof ROSTER_FIELDS)[number]]),
    also: texts.optional(),
    open: strict({ why: text, reading: z.enum(['required', 'optional']) }).optional(),
  }),
])

/** A list of people that one office sends another. */
const roster = strict({
  id: text,
  from: text,
  certifiers: z
    .array(strict({ name: text, groups: texts.min(1) }))
    .min(1)
    .optional(),
  columns: z.array(rosterColumn).optional(),
  levels: z.record(text, text).optional(),
  first: strict({
    confirmedBy: civilDay,
    open: strict({ why: text, reading: z.enum(['first', 'monthly']) }).optional(),
  }).optional(),
  then: z.enum(['monthly']).optional(),
  dayUnsaid: text.optional(),
  encrypted: z.boolean().optional(),
  takenWhole: z.boolean().optional(),
  reading: text.optional(),
  ...source,
})

/** Duties, targets and milestones: read by the clerks' and the county's rooms. */
const office = strict({
  refunds: strict({ by: text, at: text, asks: text, rules: z.array(refundRule).min(1), ...source }).optional(),
  registrationUnit: strict({ unit: text, ...source }).optional(),
  milestones: z.array(
    strict({
      id: text,
      by: civilDay,
      whom: text,
      sharePercent: z.number().positive().max(100).optional(),
      of: z.literal('entries').optional(),
      group: strict({ called: text, why: text, includes: groupParts, perhaps: groupParts }).optional(),
      reading: text.optional(),
      ...source,
    }),
  ),
  duties: z.array(
    strict({
      id: text,
      who: text,
      what: text,
      due: z
        .union([
          strict({ by: civilDay }),
          strict({ every: z.enum(['day', 'week', 'month']) }),
          strict({
            workingDays: z.number().int().positive(),
            after: text,
            usually: z.literal(true).optional(),
            perhapsLater: text.optional(),
          }),
          strict({ sameDay: z.literal(true) }),
          strict({ unsaid: text }),
        ])
        .optional(),
      straddling: strict({
        lastDays: z.array(civilDay).min(1),
        field: z.literal('paymentDate'),
        why: text,
        reading: z.enum(['began', 'done']),
      }).optional(),
      needs: texts.optional(),
      produces: texts.optional(),
      reading: text.optional(),
      desk: dutyOffice.optional(),
      ...source,
    }),
  ),
  targets: strict({
    unit: text,
    counts: z.enum(['paid', 'enrolled']),
    total: z.number().int().positive().optional(),
    rows: z.array(strict({ name: text, people: z.number().int().positive() })).optional(),
    formula: strict({ from: text, minus: texts, listOpen: z.boolean() }).optional(),
    officialFigure: text.optional(),
    reading: text.optional(),
    ...source,
  }).optional(),
  rosters: z.array(roster),
})

const seen = z.enum(['official', 'repost', 'press'])

export const policyFile = strict({
  region: z
    .string()
    .regex(
      /^[a-z]+(-[a-z0-9]+)*$/,
      '地区写成小写拼音，重名的后面加短横和六位行政区划代码，如 `ruijin`、`beijing-110105`',
    ),
  code: z
    .string()
    .regex(/^\d{6}$/, '行政区划代码是六位数字，写在英文双引号里')
    .optional(),
  year: z.number().int().min(2000).max(2199),
  name: text,
  within: text,
  places: texts.min(1),
  document: strict({
    title: text.nullable(),
    number: text.nullable(),
    issued: civilDay.nullable(),
    issuer: text.nullable(),
    status: z.enum(['inForce', 'draft', 'undated']),
    seen: seen.optional(),
    basis: texts,
    remarks: texts,
  }),
  fiscalSubsidy: strict({ perHead: yuan, raisedBy: yuan.nullable(), ...cited }).nullable(),
  tiers: texts,
  tiersFor: condition.optional(),
  documents: z
    .record(
      text,
      strict({ title: text.nullable(), number: text.nullable(), issued: civilDay.nullable(), seen: seen.optional() }),
    )
    .optional(),
  lapse: strict({
    since: z.number().int(),
    insured: z.enum(['basic', 'resident']),
    run: z.enum(['last', 'all']),
    ...cited,
  }).optional(),
  charges: z.array(charge).optional(),
  ceiling: strict({
    original: yuan,
    capPercent: z.number().positive().max(100),
    loyal: strict({ adds: yuan, after: z.number().int(), since: z.number().int(), from: z.number().int(), ...cited }),
    noClaims: strict({ adds: yuan, since: z.number().int(), ...cited }),
    ...cited,
  }).optional(),
  identities: z.record(
    text,
    strict({ aliases: texts.default([]), group: text, hint: text.optional(), notSubsidised: text.optional() }),
  ),
  certifiedLater: strict({ after: civilDay, counts: z.literal('nextMonth'), ...cited }).optional(),
  situations: z.record(text, strict({ aliases: texts.default([]), label: text, dayCalled: text.optional() })),
  situationsOpen: z.boolean(),
  asks: z.record(
    text,
    strict({
      ask: text.optional(),
      hint: text.optional(),
      options: z
        .array(
          strict({
            value: z.union([text, z.number().int(), z.boolean(), z.null()]),
            label: text,
            hint: text.optional(),
          }),
        )
        .optional(),
    }),
  ),
  decisions: strict({
    eligible: decision(yesNo),
    contribution: decision(tieredYuan),
    subsidy: strict({
      combine: z.union([
        strict({ rule: z.literal('highest'), ...cited }),
        strict({ rule: z.literal('silent'), why: text }),
      ]),
      clauses: z.array(subsidyClause),
      additions: z.array(addition).optional(),
    }),
    exempt: decision(yesNo).optional(),
    window: decision(z.enum(WINDOW_STATUSES)),
    waitingPeriod: strict({
      clauses: z.array(strict(clause(waiting)).refine(oneAnswer, ONE_ANSWER).refine(sourced, SOURCED)),
      silent: z.literal(true).optional(),
      unit: z.literal('months').optional(),
    }),
    waitFrom: decision(dayRule).optional(),
    benefitPeriod: decision(period),
    benefitStart: decision(dayRule),
    benefitEnd: decision(z.literal('death')).optional(),
    registration: decision(registration),
    payable: decision(yesNo),
    refund: decision(z.enum(['none', 'all'])).optional(),
    suspension: decision(yesNo).optional(),
  }),
  matters: z.array(strict({ id: text, when: condition, about: texts.min(1), why: text, ...cited })),
  ownPartFirst: strict({ when: condition, ...cited }).optional(),
  warnings: z.array(
    strict({ code: z.enum(['STUDENT_PAID_AT_HOME', 'NOTE']), when: condition, message: text, ...cited }),
  ),
  channels: z.array(
    strict({
      id: text,
      name: text,
      kind: z.enum(['wechat', 'app', 'web', 'counter', 'collector', 'bank', 'terminal']),
      steps: texts.min(1),
      needs: z.array(needs),
      copy: text.optional(),
      closed: strict({ when: condition, because: text }).optional(),
      ...cited,
    }),
  ),
  contacts: z.array(
    strict({
      name: text,
      phone: text,
      about: text,
      /** Where it is, in degrees as maps of China have them (GCJ-02), with the address as one says it. */
      at: strict({ latitude: z.number(), longitude: z.number(), address: text }).optional(),
      ...cited,
    }),
  ),
  notes: z.array(
    strict({
      topic: z.enum(['certificate', 'refund', 'consequence', 'pension', 'help']),
      text,
      when: condition.optional(),
      ...cited,
    }),
  ),
  office,
})
export type PolicyFile = z.infer<typeof policyFile>
