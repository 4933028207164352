import { inWords, messageWords } from '../enrollment/message-words'
import type { InboxDocument, MessageKind } from '../enrollment/message-documents'
import { STATUS_NAMES } from '../enrollment/statuses'
import type { MessagePart, MessageTemplate, MessageTemplates, MessageUse } from '../shared/message-templates'
import { openCloud } from '../shared/open-cloud'

/** `refused`: WeChat says that the user allows none any more. `failed`: it may or may not have gone out. */
export type PushOutcome = 'sent' | 'refused' | 'failed'
export type PushMessage = (openid: string, template: MessageTemplate, data: Readonly<Record<string, { value: string }>>) => Promise<PushOutcome>

/** WeChat, subscribeMessage.send: 用户拒绝接受消息, or used up. */
const REFUSED = 43101

interface OpenApi {
  subscribeMessage: { send(message: object): Promise<unknown> }
}

export const pushByWechat: PushMessage = async (touser, { id, page }, data) => {
  const openapi = (await openCloud()).openapi as unknown as OpenApi
  try {
    await openapi.subscribeMessage.send({ touser, templateId: id, page, data })
    return 'sent'
  } catch (error) {
    const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'errCode') : undefined
    return code === REFUSED ? 'refused' : 'failed'
  }
}

const isReminder = (kind: MessageKind): kind is 'seven' | 'one' | 'asked' => kind === 'seven' || kind === 'one' || kind === 'asked'
const useOf = (kind: MessageKind): MessageUse => (isReminder(kind) ? 'reminder' : 'change')

/** The template for a kind of message; null = the deployment has none for it. */
export function templateFor(templates: MessageTemplates, kind: MessageKind): MessageTemplate | null {
  return templates[useOf(kind)] ?? null
}

/** WeChat takes a status as a phrase of five characters at most. */
const PHRASE_LENGTH_MAX = 5
const OWES = '待缴费'

/** The values of a message. No name and no number: it lies in WeChat's hands and on a locked screen. */
export function messageData({ values }: MessageTemplate, { kind, year, about }: InboxDocument): Record<string, { value: string }> {
  const name = isReminder(kind) ? OWES : STATUS_NAMES[kind]
  const parts: Record<MessagePart, string> = {
    what: `${year}年度城乡居民医保`,
    day: inWords(about),
    status: name.length > PHRASE_LENGTH_MAX ? OWES : name,
    about: messageWords(kind, { year, about })?.title ?? name,
  }
  return Object.fromEntries(Object.entries(values).map(([key, part]) => [key, { value: parts[part] }]))
}
