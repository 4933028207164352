import * as z from 'zod/mini'
import type { AnswersOf, Contract, RequestsOf } from '../../platform/calls'
import { civilDay, dayOrNone, identifier, listOf, operationId, text, textOrNone, typed } from '../../platform/calls'

/** Who holds an office and from whom they have it, and who did what: appointments and the audit. */
export const OFFICE_ROLES = {
  clerk: '村（社区）经办人员',
  township: '乡镇（街道）经办人员',
  county: '县医保经办机构',
  auditor: '稽核人员',
} as const

export type OfficeRole = keyof typeof OFFICE_ROLES

const role = z.enum(Object.keys(OFFICE_ROLES) as [OfficeRole, ...OfficeRole[]])

const scope = {
  role,
  roleName: text,
  /** null = all of the region. */ villages: z.nullable(listOf(z.strictObject({ village: identifier, name: text }))),
  groups: z.nullable(listOf(text)),
  /** Of its officer; null = of no whole township. */ township: textOrNone,
  until: dayOrNone,
}

const invitation = z.strictObject({
  invitation: identifier,
  who: text,
  ...scope,
  state: z.enum(['open', 'accepted', 'expired', 'withdrawn']),
  stateName: text,
  madeOn: civilDay,
  expiresOn: civilDay,
})

/** The appointee's openid, as the platform knows them. */
const person = text.check(z.minLength(1), z.maxLength(64))

const appointment = z.strictObject({
  person,
  /** 我的编号, as the person reads it out. */
  number: text,
  /** What the office calls them; null = appointed before this room was. */ who: textOrNone,
  ...scope,
  from: civilDay,
  state: z.enum(['inForce', 'notYet', 'ended']),
  stateName: text,
  /** It is the caller's own. */
  own: z.boolean(),
  /** The caller may end or extend it. */
  mayChange: z.boolean(),
})

export const appointmentsContract = {
  /**
   * Makes a code for somebody to take an office with. `villages`: null = all of the region; a clerk needs at least one.
   * `township`: of its officer, who has every village of it, and of nobody else.
   * `groups`: village groups, of exactly one village's ledger, for a clerk; null = all of each village. `who`: what the
   * office calls them. `until`: last day, null = until further notice. The same operation again gives the same code.
   */
  inviteOfficer: {
    request: z.strictObject({
      operation: operationId,
      region: identifier,
      role,
      villages: z.nullable(z.array(identifier).check(z.minLength(1), z.maxLength(300))),
      groups: z.nullable(z.array(typed(20)).check(z.minLength(1), z.maxLength(50))),
      township: z.optional(z.nullable(typed(40))),
      until: dayOrNone,
      who: typed(40),
    }),
    answer: z.strictObject({
      invitation: identifier,
      /** `XXXXX-XXXXX`, told this once. */ code: text,
      expiresOn: civilDay,
      sentence: text,
    }),
  },
  /** The groups that are written in a village's ledger. */
  villageGroups: {
    request: z.strictObject({ region: identifier, village: identifier }),
    answer: z.strictObject({ groups: listOf(text) }),
  },
  withdrawInvitation: {
    request: z.strictObject({ operation: operationId, invitation: identifier }),
    answer: invitation,
  },
  /**
   * By whoever was given the code, signed in as themself: the code as typed. Refused INVITATION_WRONG whatever was
   * wrong, OWN_INVITATION, ALREADY_APPOINTED, TOO_MANY_ATTEMPTS.
   */
  acceptAppointment: {
    request: z.strictObject({ code: typed(30) }),
    answer: z.strictObject({ region: identifier, regionName: text, from: civilDay, ...scope, sentence: text }),
  },
  appointments: {
    request: z.strictObject({ region: identifier }),
    answer: z.strictObject({ people: listOf(appointment), invitations: listOf(invitation) }),
  },
  /** Ends today. The last one of the county's in a region stays (LAST_COUNTY_OFFICER). */
  endAppointment: {
    request: z.strictObject({ operation: operationId, region: identifier, person, because: typed(100) }),
    answer: appointment,
  },
  /** Another last day; null = until further notice. Nobody's own (OWN_APPOINTMENT). */
  extendAppointment: {
    request: z.strictObject({ operation: operationId, region: identifier, person, until: dayOrNone }),
    answer: appointment,
  },
  /** Everything that was ever invited, accepted, extended or ended, latest first; 50 a call. */
  appointmentHistory: {
    request: z.strictObject({ region: identifier, after: z.nullable(text) }),
    answer: z.strictObject({
      changes: listOf(
        z.strictObject({
          day: civilDay,
          time: text,
          /** `任命`, `接受任命`, `延长`, `结束`, `撤回邀请` */ what: text,
          who: textOrNone,
          by: textOrNone,
          words: text,
        }),
      ),
      next: textOrNone,
    }),
  },
  /**
   * Lines of audit of the region, latest first; both days included, at most 366. `person`: an openid of who did it;
   * `target`: an id of what it was about. 50 a call, on with `next`.
   */
  searchAudit: {
    request: z.strictObject({
      region: identifier,
      from: civilDay,
      to: civilDay,
      action: z.nullable(identifier),
      person: z.nullable(person),
      target: z.nullable(typed(96)),
      outcome: z.nullable(z.enum(['refused', 'revealed', 'done'])),
      after: z.nullable(text),
    }),
    answer: z.strictObject({
      lines: listOf(
        z.strictObject({
          day: civilDay,
          /** `HH:MM`, Asia/Shanghai */ time: text,
          person,
          /** What the office calls them; null = holds no office here, or a job. */ who: textOrNone,
          action: text,
          actionName: text,
          target: text,
          outcome: z.enum(['refused', 'revealed', 'done']),
          outcomeName: text,
          /** A code, and what it says: of a field looked at in full, which one and what for. */
          why: text,
          whyWords: text,
        }),
      ),
      next: textOrNone,
    }),
  },
} satisfies Contract

export type Requests = RequestsOf<typeof appointmentsContract>
export type Answers = AnswersOf<typeof appointmentsContract>
