import * as z from 'zod/mini'
import type { MessageKind } from '../enrolments'
import { Refusal } from '../../platform/base'
import type { CivilDay } from '../../../rules'

/**
 * Something to be told to whoever looks after a person. `_id` is `<enrolment>~<kind>~<day>`, so that it is there once.
 */
export interface OutboxDocument {
  _id: string
  enrolment: string
  resident: string
  year: number
  kind: MessageKind
  /** The day on which it became due. */
  day: CivilDay
  /** The day that it speaks of: the last one to pay, or the first of the status. */
  about: CivilDay
  /** `moot`: nobody follows any more, it was paid meanwhile, or it came too late to be of use. */
  state: 'waiting' | 'done' | 'moot'
}

/**
 * A message in a user's inbox. `_id` is `<outbox id>~<openid>`. Its words are made when it is read; nothing here names
 * a person.
 */
export interface InboxDocument {
  _id: string
  openid: string
  enrolment: string
  resident: string
  year: number
  kind: MessageKind
  day: CivilDay
  about: CivilDay
  read: boolean
  /** What became of the message on WeChat. `sending` left behind: nobody knows, and it is not sent again. */
  pushed: 'no' | 'sending' | 'sent' | 'refused' | 'failed'
}

/** How many messages a user has allowed of one template and not yet got. `_id` is `<openid>~<template>`. */
export interface ConsentDocument {
  _id: string
  openid: string
  template: string
  left: number
}

/** What a value of a template says: which insurance, the day spoken of, the status in a word, what it is about. */
const MESSAGE_PARTS = ['what', 'day', 'status', 'about'] as const
export type MessagePart = (typeof MESSAGE_PARTS)[number]

/**
 * A template of WeChat's 订阅消息, as the deployment chose it: its id, and what each of its keys (`thing1`, `date2`, …)
 * says.
 */
export interface MessageTemplate {
  id: string
  page: string
  values: Readonly<Record<string, MessagePart>>
}

/** A reminder of a deadline, and a change of status. Without a template only the inbox tells. */
export type MessageUse = 'reminder' | 'change'
export type MessageTemplates = Readonly<Partial<Record<MessageUse, MessageTemplate>>>

/**
 * The variable of the functions that names the templates, e.g.
 * `{"reminder":{"id":"…","values":{"thing1":"what","date2":"day"}}}`.
 */
const VARIABLE = 'CANBAO_MESSAGE_TEMPLATES'

const template = z.strictObject({
  id: z.string().check(z.minLength(1), z.maxLength(64)),
  page: z._default(z.string(), 'pages/family/index'),
  values: z.record(z.string(), z.enum(MESSAGE_PARTS)),
})
const schema = z.strictObject({ reminder: z.optional(template), change: z.optional(template) })

/** @throws Refusal TEMPLATES_MALFORMED */
export function messageTemplates(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): MessageTemplates {
  const text = environment[VARIABLE]
  if (text === undefined || text.trim() === '') return {}
  const read = schema.safeParse(parsed(text))
  if (read.success) return read.data
  throw new Refusal({
    code: 'TEMPLATES_MALFORMED',
    path: VARIABLE,
    message: `订阅消息模板的配置（环境变量 ${VARIABLE}）格式不对，消息没有发出，收件箱照常。请系统管理员按运维说明核对。`,
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
