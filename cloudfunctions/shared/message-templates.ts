import * as z from 'zod/mini'
import { Refusal } from './refusal'

/** What a value of a template says: which insurance, the day spoken of, the status in a word, what it is about. */
export const MESSAGE_PARTS = ['what', 'day', 'status', 'about'] as const
export type MessagePart = (typeof MESSAGE_PARTS)[number]

/** A template of WeChat's 订阅消息, as the deployment chose it: its id, and what each of its keys (`thing1`, `date2`, …) says. */
export interface MessageTemplate {
  id: string
  page: string
  values: Readonly<Record<string, MessagePart>>
}

/** A reminder of a deadline, and a change of status. Without a template only the inbox tells. */
export type MessageUse = 'reminder' | 'change'
export type MessageTemplates = Readonly<Partial<Record<MessageUse, MessageTemplate>>>

/** The variable of the functions that names the templates, e.g. `{"reminder":{"id":"…","values":{"thing1":"what","date2":"day"}}}`. */
const VARIABLE = 'CANBAO_MESSAGE_TEMPLATES'

const template = z.strictObject({
  id: z.string().check(z.minLength(1), z.maxLength(64)),
  page: z._default(z.string(), 'pages/family/index'),
  values: z.record(z.string(), z.enum(MESSAGE_PARTS)),
})
const schema = z.strictObject({ reminder: z.optional(template), change: z.optional(template) })

/** @throws Refusal TEMPLATES_MALFORMED */
export function messageTemplates(environment: Readonly<Record<string, string | undefined>> = process.env): MessageTemplates {
  const text = environment[VARIABLE]
  if (text === undefined || text.trim() === '') return {}
  const read = schema.safeParse(parsed(text))
  if (read.success) return read.data
  throw new Refusal({
    code: 'TEMPLATES_MALFORMED', path: VARIABLE,
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
