import { z } from 'zod'
import { dayShape, length, refusal, strict, words, yesNo } from './schema-base'
import { WINDOW_STATUSES } from './words'

/** Every form that a condition may have. */

const dayRange = strict({ from: dayShape.optional(), to: dayShape.optional() })
export const namedDayShape = z.enum(['birth', 'event', 'schoolStart', 'paid', 'arrived', 'previousPayment'])

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
    on: z.union([z.enum(['paid', 'benefitPeriod.from', 'yearEnd']), dayShape]),
  }),
  sex: z.enum(['男', '女']),
  childRank: strict({ atLeast: z.number().int().min(1).optional(), atMost: z.number().int().min(1).optional() }),
  missed: strict({ atLeast: z.number().int().min(0).optional(), atMost: z.number().int().min(0).optional() }),
  neverInsured: yesNo,
  repaid: strict({ atLeast: z.number().int().min(1) }),
  previousWait: z.literal('runs'),
  confirmed: yesNo,
  died: z.union([yesNo, dayRange]),
  joinedEmployee: z.union([yesNo, dayRange]),
  paidTwice: yesNo,
  born: dayRange,
  event: dayRange,
  paid: dayRange,
  dayOfMonth: strict({ from: z.number().int().min(1).max(31), to: z.number().int().min(1).max(31) }),
  elapsed: strict({
    from: namedDayShape,
    to: z.enum(['paid', 'arrived']),
    atMost: length.optional(),
    moreThan: length.optional(),
    counting: z.literal('monthEnds').optional(),
  }),
  certified: strict({ after: z.union([dayShape, z.literal('previousPayment')]) }),
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
export const condition: ConditionIn = z.lazy(() => wholeCondition)
const wholeCondition = strict({
  ...(Object.fromEntries(Object.entries(conditionShape).map(([k, v]) => [k, v.optional()])) as {
    [K in keyof typeof conditionShape]: z.ZodOptional<(typeof conditionShape)[K]>
  }),
  not: condition.optional(),
  anyOf: z.array(condition).min(2).optional(),
}).refine((c) => Object.keys(c).length > 0, refusal('EMPTY_CONDITION', '条件是空的，等于对所有人成立：不要写 `when`'))
