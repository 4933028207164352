import { z } from 'zod'
import { cited, dayShape, strict, textShape, texts, yesNo, yuanShape } from './schema-base'
import { condition } from './schema-conditions'
import {
  addition,
  charge,
  contribution,
  dayRule,
  decision,
  ONE_ANSWER,
  oneAnswer,
  period,
  registration,
} from './schema-decisions'
import { clause, SOURCED, sourced, subsidyClause, waiting } from './schema-decisions'
import { office } from './schema-office'
import { WINDOW_STATUSES } from './words'

/**
 * What a policy file may say. Nothing else: each object is strict. Amounts stand in yuan as in the notice and
 * leave in fen; a single word may stand where a list is meant.
 */

const needs = z.enum(['face', 'idNumber', 'idCard', 'socialCard', 'bankCard', 'cash', 'password', 'slip'])

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
  name: textShape,
  within: textShape,
  places: texts.min(1),
  document: strict({
    title: textShape.nullable(),
    number: textShape.nullable(),
    issued: dayShape.nullable(),
    issuer: textShape.nullable(),
    status: z.enum(['inForce', 'draft', 'undated']),
    seen: seen.optional(),
    basis: texts,
    remarks: texts,
  }),
  fiscalSubsidy: strict({ perHead: yuanShape, raisedBy: yuanShape.nullable(), ...cited }).nullable(),
  tiers: texts,
  tiersFor: condition.optional(),
  documents: z
    .record(
      textShape,
      strict({
        title: textShape.nullable(),
        number: textShape.nullable(),
        issued: dayShape.nullable(),
        seen: seen.optional(),
      }),
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
    original: yuanShape,
    capPercent: z.number().positive().max(100),
    loyal: strict({
      adds: yuanShape,
      after: z.number().int(),
      since: z.number().int(),
      from: z.number().int(),
      ...cited,
    }),
    noClaims: strict({ adds: yuanShape, since: z.number().int(), ...cited }),
    ...cited,
  }).optional(),
  identities: z.record(
    textShape,
    strict({
      aliases: texts.default([]),
      group: textShape,
      hint: textShape.optional(),
      notSubsidised: textShape.optional(),
    }),
  ),
  certifiedLater: strict({ after: dayShape, counts: z.literal('nextMonth'), ...cited }).optional(),
  situations: z.record(
    textShape,
    strict({ aliases: texts.default([]), label: textShape, dayCalled: textShape.optional() }),
  ),
  situationsOpen: z.boolean(),
  asks: z.record(
    textShape,
    strict({
      ask: textShape.optional(),
      hint: textShape.optional(),
      options: z
        .array(
          strict({
            value: z.union([textShape, z.number().int(), z.boolean(), z.null()]),
            label: textShape,
            hint: textShape.optional(),
          }),
        )
        .optional(),
    }),
  ),
  decisions: strict({
    eligible: decision(yesNo),
    contribution,
    subsidy: strict({
      combine: z.union([
        strict({ rule: z.literal('highest'), ...cited }),
        strict({ rule: z.literal('silent'), why: textShape }),
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
    benefitEnd: decision(z.enum(['death', 'employee', 'beforeEmployee'])).optional(),
    registration: decision(registration),
    payable: decision(yesNo),
    refund: decision(z.enum(['none', 'all'])).optional(),
    suspension: decision(yesNo).optional(),
  }),
  matters: z.array(strict({ id: textShape, when: condition, about: texts.min(1), why: textShape, ...cited })),
  confirmation: strict({
    name: textShape,
    when: condition,
    from: dayShape,
    to: dayShape,
    at: textShape,
    ...cited,
  }).optional(),
  ownPartFirst: strict({ when: condition, ...cited }).optional(),
  warnings: z.array(
    strict({ code: z.enum(['STUDENT_PAID_AT_HOME', 'NOTE']), when: condition, message: textShape, ...cited }),
  ),
  channels: z.array(
    strict({
      id: textShape,
      name: textShape,
      kind: z.enum(['wechat', 'app', 'web', 'counter', 'collector', 'bank', 'terminal']),
      steps: texts.min(1),
      needs: z.array(needs),
      copy: textShape.optional(),
      debit: strict({
        day: z.union([z.number().int().min(1).max(28), z.literal('last')]),
        ifNotWorking: z.enum(['next', 'before', 'same']),
      }).optional(),
      familyAccount: strict({ payers: texts.min(1), firstRegister: textShape }).optional(),
      closed: strict({ when: condition, because: textShape }).optional(),
      ...cited,
    }),
  ),
  contacts: z.array(
    strict({
      name: textShape,
      phone: textShape,
      about: textShape,
      /** Where it is, in degrees as maps of China have them (GCJ-02), with the address as one says it. */
      at: strict({ latitude: z.number(), longitude: z.number(), address: textShape }).optional(),
      ...cited,
    }),
  ),
  notes: z.array(
    strict({
      topic: z.enum(['certificate', 'refund', 'consequence', 'pension', 'help']),
      text: textShape,
      when: condition.optional(),
      ...cited,
    }),
  ),
  office,
})
export type PolicyFile = z.infer<typeof policyFile>
