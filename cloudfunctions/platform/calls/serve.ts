import { randomUUID } from 'node:crypto'
import type { core } from 'zod/mini'
import { framesOf, Refusal, whatWasFound } from '../base'
import type { CallAnswer, CallError } from '../base'
import { RulesError } from '../../../rules'

/** One thing a function can be asked: what a request looks like, and the use case that answers it. */
export interface Action<Context = unknown> {
  answer(data: unknown, context: Context): Promise<unknown>
}

interface FunctionDoor<Context> {
  /** The function's name, for its log. */
  name: string
  actions: ReadonlyMap<string, Action<Context>>
  /**
   * What use cases get beside the request: who calls, and when. Asked once a call. `openToAll` where it does not
   * matter.
   */
  contextOf(data: unknown): Promise<Context>
  /** The platform's log. It gets no personal data: no request, no message. */
  log(entry: Readonly<Record<string, string>>): Promise<void>
}

/**
 * Below the 100 KB that the platform takes as text:
 * https://docs.cloudbase.net/error-code/service/EXCEED_MAX_PAYLOAD_SIZE
 */
const REQUEST_BYTES_MAX = 100 * 1024

/** Of a function that everyone may ask, whoever they are and whenever. */
export const publicContext = async (): Promise<undefined> => undefined

/** The `main` of a cloud function: `{ action, data }` in, `CallAnswer` out, whatever happens. */
export function serveCalls<Context>(door: FunctionDoor<Context>): (event: unknown) => Promise<CallAnswer<unknown>> {
  return async (event) => {
    const call = fieldsOf(event)
    try {
      requireSize(call)
      const known = actionOf(door, call.action)
      const context = await door.contextOf(call.data)
      return { ok: true, data: await known.answer(call.data, context), ...timeOf(context) }
    } catch (error) {
      return { ok: false, error: await callError(error, door, call.action) }
    }
  }
}

/** When it was asked; a function without a clock has none. */
const timeOf = (context: unknown): { at?: number } =>
  typeof context === 'object' && context !== null && 'now' in context && typeof context.now === 'number'
    ? { at: context.now }
    : {}

/** The platform adds `userInfo` and others beside ours, so what else the event holds is left alone. */
function fieldsOf(event: unknown): { action: unknown; data: unknown } {
  if (typeof event !== 'object' || event === null) return { action: undefined, data: undefined }
  return { action: Reflect.get(event, 'action'), data: Reflect.get(event, 'data') }
}

function requireSize(call: { action: unknown; data: unknown }): void {
  const bytes = bytesOf(call)
  if (bytes <= REQUEST_BYTES_MAX) return
  const found = `${Math.ceil(bytes / 1024)} KB`
  throw new Refusal({
    code: 'REQUEST_TOO_LARGE',
    message: `提交的内容有 ${found}，最多 100 KB。请减少内容后再试。`,
    path: '',
    found,
  })
}

function bytesOf(call: { action: unknown; data: unknown }): number {
  try {
    return Buffer.byteLength(JSON.stringify(call))
  } catch {
    throw new Refusal({ code: 'BAD_REQUEST', message: '提交的内容一层套一层，太深了。请更新小程序后再试。', path: '' })
  }
}

function actionOf<Context>(door: FunctionDoor<Context>, name: unknown): Action<Context> {
  const known = typeof name === 'string' ? door.actions.get(name) : undefined
  if (known) return known
  const found = whatWasFound(name)
  const attempted = name === undefined ? '没有说要做哪项操作' : `没有「${found}」这项操作`
  const message = `${attempted}，可以做的有：${[...door.actions.keys()].join('、')}。请更新小程序后再试。`
  throw new Refusal({ code: 'UNKNOWN_ACTION', message, path: 'action', found })
}

async function callError(error: unknown, door: FunctionDoor<unknown>, attempted: unknown): Promise<CallError> {
  if (error instanceof Refusal) return error.error
  if (error instanceof RulesError) {
    return { code: error.code, message: error.message, path: error.path, found: whatWasFound(error.found) }
  }
  return internalError(error, door, attempted)
}

/**
 * A fault of ours. The caller gets a number to quote; the log gets where it happened, but not the message, which may
 * quote a person.
 */
async function internalError(error: unknown, door: FunctionDoor<unknown>, attempted: unknown): Promise<CallError> {
  const id = randomUUID()
  const known = typeof attempted === 'string' && door.actions.has(attempted)
  await door.log({
    id,
    function: door.name,
    action: known ? attempted : '',
    kind: error instanceof Error ? error.name : typeof error,
    at: framesOf(error),
  })
  return { code: 'INTERNAL', message: `系统出错了，请稍后再试。如果一直这样，请告诉我们这个编号：${id}`, found: id }
}

/**
 * Turns the first thing zod holds against a request into a refusal that says where, what was there and what belongs
 * there.
 */
export function badRequest(issues: readonly core.$ZodIssue[]): Refusal {
  const issue = issues[0]
  if (issue === undefined) return new Refusal({ code: 'BAD_REQUEST', message: '提交的内容有误，请更新小程序后再试。' })
  const path = [...issue.path, ...(issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [])]
    .map(String)
    .join('.')
  const found = whatWasFound(issue.input)
  const place = path === '' ? '提交的内容' : `「${path}」`
  return new Refusal({
    code: 'BAD_REQUEST',
    message: `${place}${complaint(issue, found)}。请更新小程序后再试。`,
    path,
    found,
  })
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: '是或否',
  array: '列表',
  object: '一组内容',
  null: '空',
}

function complaint(issue: core.$ZodIssue, found: string): string {
  if (issue.input === undefined) return '不能空缺'
  switch (issue.code) {
    case 'invalid_type':
      return `应为${TYPE_NAMES[issue.expected] ?? issue.expected}，收到的是${typeof issue.input === 'string' ? '文字' : ''}「${found}」`
    case 'unrecognized_keys':
      return '不是这项操作认识的内容'
    case 'too_big':
      return `超出了上限 ${String(issue.maximum)}`
    case 'too_small':
      return `低于下限 ${String(issue.minimum)}`
    default:
      return `不合要求，收到的是「${found}」`
  }
}
