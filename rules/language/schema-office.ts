import { z } from 'zod'
import { FORM_KINDS } from '../office/forms'
import type { FormKind } from '../office/forms'
import { ROSTER_FIELDS, usualField } from './roster-columns'
import { dayShape, open, source, strict, textShape, texts, words, yesNo } from './schema-base'
import { ONE_ANSWER, oneAnswer } from './schema-decisions'

/** What a notice asks of offices: duties, targets, lists and refunds. */

const groupParts = z.array(strict({ called: textShape, identity: words })).min(1)

/** Whether a refund can be asked on a day: the first rule in which the day falls. */
const refundRule = strict({
  id: textShape,
  from: dayShape.optional(),
  to: dayShape.optional(),
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
  proof: strict({ signedBy: texts, sealed: z.boolean(), filedTo: textShape.optional() }).optional(),
})

/**
 * A heading alone, where it is a usual one; else with what stands under it. `open`: the notice leaves open whether it
 * has to be there.
 */
const rosterColumn = z.union([
  textShape
    .refine((heading) => usualField(heading) !== null, {
      error: (i) => `“${String(i.input)}”不是常用的列名：要写成 { heading: 列名, holds: 这一列是什么 }`,
    })
    .transform((heading) => ({ heading, holds: usualField(heading)! })),
  strict({
    heading: textShape,
    holds: z.enum(ROSTER_FIELDS as [(typeof ROSTER_FIELDS)[number]]),
    also: texts.optional(),
    open: strict({ why: textShape, reading: z.enum(['required', 'optional']) }).optional(),
  }),
])

/** A list of people that one office sends another. */
const roster = strict({
  id: textShape,
  from: textShape,
  certifiers: z
    .array(strict({ name: textShape, groups: texts.min(1) }))
    .min(1)
    .optional(),
  columns: z.array(rosterColumn).optional(),
  levels: z.record(textShape, textShape).optional(),
  first: strict({
    confirmedBy: dayShape,
    open: strict({ why: textShape, reading: z.enum(['first', 'monthly']) }).optional(),
  }).optional(),
  then: z.enum(['monthly']).optional(),
  dayUnsaid: textShape.optional(),
  encrypted: z.boolean().optional(),
  takenWhole: z.boolean().optional(),
  reading: textShape.optional(),
  ...source,
})

/** Duties, targets and milestones: read by the clerks' and the county's rooms. */
export const office = strict({
  refunds: strict({
    by: textShape,
    at: textShape,
    asks: textShape,
    rules: z.array(refundRule).min(1),
    ...source,
  }).optional(),
  registrationUnit: strict({ unit: textShape, ...source }).optional(),
  milestones: z.array(
    strict({
      id: textShape,
      by: dayShape,
      whom: textShape,
      sharePercent: z.number().positive().max(100).optional(),
      of: z.literal('entries').optional(),
      group: strict({ called: textShape, why: textShape, includes: groupParts, perhaps: groupParts }).optional(),
      reading: textShape.optional(),
      ...source,
    }),
  ),
  duties: z.array(
    strict({
      id: textShape,
      who: textShape,
      what: textShape,
      due: z
        .union([
          strict({ by: dayShape }),
          strict({ every: z.enum(['day', 'week', 'month']) }),
          strict({
            workingDays: z.number().int().positive(),
            after: textShape,
            usually: z.literal(true).optional(),
            perhapsLater: textShape.optional(),
          }),
          strict({ sameDay: z.literal(true) }),
          strict({ onTheSpot: z.literal(true) }),
          strict({ unsaid: textShape }),
        ])
        .optional(),
      straddling: strict({
        lastDays: z.array(dayShape).min(1),
        field: z.literal('paymentDate'),
        why: textShape,
        reading: z.enum(['began', 'done']),
      }).optional(),
      needs: texts.optional(),
      produces: texts.optional(),
      reading: textShape.optional(),
      desk: dutyOffice.optional(),
      ...source,
    }),
  ),
  targets: strict({
    unit: textShape,
    counts: z.enum(['paid', 'enrolled']),
    total: z.number().int().positive().optional(),
    rows: z.array(strict({ name: textShape, people: z.number().int().positive() })).optional(),
    formula: strict({ from: textShape, minus: texts, listOpen: z.boolean() }).optional(),
    officialFigure: textShape.optional(),
    reading: textShape.optional(),
    ...source,
  }).optional(),
  rosters: z.array(roster),
})
