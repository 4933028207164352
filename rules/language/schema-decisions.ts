import { z } from 'zod'
import { cited, dayShape, length, open, refusal, strict, textShape, texts, told, yesNo, yuanShape } from './schema-base'
import { condition, namedDayShape } from './schema-conditions'

/** Clauses, and what the decisions may give. */

export function clause<V extends z.ZodType>(value: V) {
  return {
    id: z.string().regex(/^[a-z0-9-]+$/, '`id` 只用小写字母、数字和 -'),
    when: condition.optional(),
    gives: value.optional(),
    open: open(value).optional(),
    cite: textShape.nullable(),
    quote: textShape.nullable(),
    ...told,
    inferred: textShape.optional(),
  }
}
export const oneAnswer = (c: { gives?: unknown; open?: unknown }): boolean =>
  (c.gives === undefined) !== (c.open === undefined)
export const ONE_ANSWER = refusal(
  'ONE_ANSWER',
  '一条里 `gives`（给出答案）和 `open`（通知没有说清）只能写一个，也必须写一个',
)
export const sourced = (c: { cite: string | null; quote: string | null; says?: string; open?: unknown }): boolean =>
  (c.cite !== null && (c.quote ?? c.says) != null) || (c.open !== undefined && (c.cite === null) === (c.quote === null))
export const SOURCED = refusal(
  'SOURCE_MISSING',
  '要写出处：`cite`（第几条）和 `quote`（原文，不在手边就用 `says` 写大意）；只有通知没有说的 `open` 才可以两个都写 null',
)

export function decision<V extends z.ZodType>(value: V) {
  return strict({
    clauses: z.array(strict(clause(value)).refine(oneAnswer, ONE_ANSWER).refine(sourced, SOURCED)).min(1),
  })
}

const amount = z.union([
  yuanShape,
  z.literal('full'),
  strict({
    percent: z.number().positive().max(100),
    of: z.union([z.literal('contribution'), strict({ tier: textShape })]),
    floor: yuanShape.optional(),
  }).transform(({ of, ...rest }) => (typeof of === 'string' ? rest : { ...rest, ofTier: of.tier })),
])
const byTier = <A extends z.ZodType>(cell: A) =>
  strict({ byTier: z.record(textShape, z.union([cell, strict({ open: open(cell) })])) })
const tieredAmount = z.union([amount, byTier(amount)])
const tieredYuan = z.union([yuanShape, byTier(yuanShape)])

const plainDayRule = z.union([
  z.enum(['birth', 'event', 'paid', 'arrived', 'benefitPeriod.from', 'afterWaiting', 'previousWait']),
  dayShape,
  strict({ after: namedDayShape, length }),
  strict({ firstOfNextMonth: namedDayShape }),
])
export const dayRule = z.union([plainDayRule, strict({ later: z.array(plainDayRule).min(2) })])
/**
 * No wait, a length, or the nation's sum of a fixed part, a part that grows with the years missed, and what repairs it.
 */
export const waiting = z.union([
  z.literal('none'),
  length,
  strict({
    fixed: length,
    perMissed: strict({ adds: length, from: z.number().int().min(1) }).optional(),
    repair: strict({ takes: length }).optional(),
    floor: strict({ fromMissed: z.number().int().min(1), least: length }).optional(),
  }),
])
export const period = strict({ from: dayShape, to: dayShape }).refine(
  (p) => p.from <= p.to,
  refusal('RANGE_REVERSED', '享受期的最后一天不能早于第一天'),
)
export const registration = strict({
  first: yesNo,
  at: textShape.optional(),
  by: textShape.optional(),
  form: textShape.optional(),
  documents: texts.optional(),
})

export /** A contribution, with what is inside it (长期护理保险). */
const contribution = strict({
  clauses: z
    .array(
      strict({
        ...clause(tieredYuan),
        includes: z
          .array(strict({ name: textShape, yuan: yuanShape }))
          .min(1)
          .optional(),
      })
        .refine(oneAnswer, ONE_ANSWER)
        .refine(sourced, SOURCED),
    )
    .min(1),
})

export const subsidyClause = strict({
  ...clause(tieredAmount),
  kind: textShape,
  name: textShape.optional(),
  certifier: textShape.optional(),
  funder: textShape.optional(),
})
  .refine(oneAnswer, ONE_ANSWER)
  .refine(sourced, SOURCED)

/** Money that adds up with the winning subsidy. */
export const addition = strict({
  id: textShape,
  name: textShape,
  when: condition.optional(),
  gives: tieredAmount,
  funder: textShape.optional(),
  notWith: z.literal('any').optional(),
  paidOut: z.literal('afterSeason').optional(),
  ...cited,
})

/** Money beside the contribution. */
const chargeAmount = z.union([yuanShape, strict({ perRepaid: z.literal('contribution') })])
export const charge = strict({ ...clause(chargeAmount), name: textShape })
  .refine(oneAnswer, ONE_ANSWER)
  .refine(sourced, SOURCED)
