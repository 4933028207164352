import type { core } from 'zod/mini'
import { Refusal } from './refusal'
import { whatWasFound } from './what-was-found'

/** Turns the first thing zod holds against a request into a refusal that says where, what was there and what belongs there. */
export function badRequest(issues: readonly core.$ZodIssue[]): Refusal {
  const issue = issues[0]
  if (issue === undefined) return new Refusal({ code: 'BAD_REQUEST', message: '提交的内容有误，请更新小程序后再试。' })
  const path = [...issue.path, ...(issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [])].map(String).join('.')
  const found = whatWasFound(issue.input)
  const place = path === '' ? '提交的内容' : `「${path}」`
  return new Refusal({ code: 'BAD_REQUEST', message: `${place}${complaint(issue, found)}。请更新小程序后再试。`, path, found })
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: '文字', number: '数字', int: '整数', boolean: '是或否', array: '列表', object: '一组内容', null: '空',
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
