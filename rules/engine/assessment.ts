import type { AnswerField, Answers, CivilDay, Fen, WindowStatus } from '../language/words'
import type { FactName } from '../language/facts'

/** The clause an answer rests on. */
export interface Citation {
  /** Clause of the notice as the policy file names it, e.g. `五(二)2`; null where the notice is silent. */
  cite: string | null
  /** The sentence of the notice, to the letter; null where it is silent, or where `says` tells it. */
  quote: string | null
  /** The sentence in our own words, of a document that is not at hand in full. */
  says?: string
  /** The document it stands in, where that is another than the answer's own. */
  document?: string
}

/** Why a field has its value. */
export interface Reason extends Citation {
  field: AnswerField
  /** `decision/clause-id` in the policy file: stable, recorded with an enrolment. */
  clause: string
  /** One plain Chinese sentence with this person's own values in it. */
  sentence: string
  /** For the fee: the other categories that applied, and why each lost. */
  others: readonly LostCategory[]
}

export interface LostCategory extends Citation {
  category: string
  subsidy: Fen | null
  /** One plain Chinese sentence. */
  why: string
}

/** A field that the notice, or the person, leaves open. */
export interface Undetermined extends Citation {
  /** A field of the answer, or the name of another matter (`clawback`, `arrears`, `refund` …). */
  field: AnswerField | string
  /** `silent`: the notice does not say, or contradicts itself. `notTold`: a fact is missing. */
  kind: 'silent' | 'notTold'
  /** One plain Chinese sentence: what is open, and why. */
  why: string
  /** The reading that the policy file takes; `null` is a value, absent = the file takes none. */
  reading?: unknown
  /** Other defensible readings, in words. */
  alternatives: readonly string[]
  /** For `notTold`: the facts that would settle it. */
  facts: readonly FactName[]
}

export const WARNING_CODES = [
  'DRAFT_POLICY',
  'UNDATED_POLICY',
  'COVER_NEVER_STARTS',
  'COVER_IN_THE_PAST',
  'REPAIR_BUYS_NOTHING',
  'STUDENT_PAID_AT_HOME',
  'ELDER_FACE_CHECK',
  'IDENTITY_NOT_LISTED',
  'IDENTITY_NOT_VALID_ON_DAY',
  'INFERRED',
  'HYPOTHETICAL',
  'NOTE',
] as const
export type WarningCode = (typeof WARNING_CODES)[number]

/** Something the person should hear before paying. */
export interface Warning {
  code: WarningCode
  /** One plain Chinese sentence. */
  message: string
  cite: string | null
}

/** A way to pay, as the notice lists it, with what stands against it for this person. */
export interface Channel extends Citation {
  id: string
  name: string
  kind: 'wechat' | 'app' | 'web' | 'counter' | 'collector' | 'bank' | 'terminal'
  steps: readonly string[]
  /** `face`: a face check of the insured person; `card`: 身份证/社保卡 in hand, and so on. */
  needs: readonly ('face' | 'idNumber' | 'idCard' | 'socialCard' | 'bankCard' | 'cash' | 'password' | 'slip')[]
  /** Text worth a copy button (an account's name to search for). */
  copy: string | null
  /** Why this way is closed to this person, in plain Chinese; null = usable. */
  closedBecause: string | null
}

export interface Registration {
  first: boolean
  /** Where; null when the notice names no place. */
  at: string | null
  by: string | null
  form: string | null
  /** Papers to bring. */
  documents: readonly string[]
}

export interface Contact {
  name: string
  phone: string
  about: string
  /** Where it is (GCJ-02), where the place's file says so. */
  at?: { latitude: number; longitude: number; address: string }
}

/** The next day on which the answer differs from the one given. */
export interface NextChange {
  day: CivilDay
  /** Fields whose value or whose certainty differs. */
  fields: readonly AnswerField[]
  /** One plain Chinese sentence. */
  sentence: string
}

/** A stretch of the drawn year, both ends included. */
export interface Span {
  kind: 'window' | 'pause' | 'extension' | 'late' | 'waiting' | 'covered'
  from: CivilDay
  to: CivilDay
}

/** The whole answer for one person on one day. */
export interface Assessment {
  policy: PolicyHead
  /** The day of payment asked about; null = no day told. */
  day: CivilDay | null
  /** Only what the notice determines for this person. A field left out is in `undetermined` or does not arise. */
  answers: Partial<Answers>
  undetermined: readonly Undetermined[]
  /** The policy file's readings for what is undetermined. A reading, never an answer. */
  recommended: Partial<Answers>
  reasons: readonly Reason[]
  warnings: readonly Warning[]
  next: NextChange | null
  /**
   * Last day of payment on the terms of the first good day ahead; null = none ahead (each late day costs one), or no
   * end.
   */
  deadline: CivilDay | null
  /** Facts not told for which an ordinary state was taken. */
  assumed: readonly FactName[]
  /** Identities that tie for the highest subsidy. */
  tieBetween: readonly string[]
  registration: Registration | null
  channels: readonly Channel[]
  /** Papers, proofs, refunds, and whom to ask: what the notice says, with its clause. */
  notes: readonly (Citation & { topic: 'certificate' | 'refund' | 'consequence' | 'pension' | 'help'; text: string })[]
  contacts: readonly Contact[]
  timeline: readonly Span[]
}

/** What a reader needs to know of the notice itself. */
export interface PolicyHead {
  region: string
  /** Place as people say it, e.g. 瑞金市. */
  regionName: string
  /** Province and city above it, to tell places apart. */
  within: string
  year: number
  /** Version of the policy file: a digest of its content. */
  version: string
  title: string | null
  number: string | null
  issued: CivilDay | null
  issuer: string | null
  /** `draft`: 征求意见稿. `undated`: title, number and date are lost. */
  status: 'inForce' | 'draft' | 'undated'
  /** Where the notice was seen: the office's own page, a copy or repost, or the press. */
  seen: 'official' | 'repost' | 'press'
  /** The six-digit code of the division, for names that stand twice. */
  code?: string
}

/** A fact that can still change the answer. */
export interface Question {
  fact: FactName
  /** The question as a kind clerk would ask it. */
  ask: string
  /** One more line where people stumble; null = none. */
  hint: string | null
  /** `day`: a date. `choice`: one of `options`. `set`: any of `options`, none allowed. `number`: a whole number. */
  kind: 'day' | 'choice' | 'set' | 'number'
  options: readonly QuestionOption[]
}

export interface QuestionOption {
  /** Goes into the facts as it is; null = none of these. */
  value: string | number | boolean | null
  label: string
  /** One line below the label; null = none. */
  hint: string | null
  /** Heading that groups long lists; null = none. */
  group: string | null
}

export type { AnswerField, Answers, CivilDay, Fen, WindowStatus, FactName }
