import type { Plan, Step } from './steps'
import type { Objection, Wanted } from './wanted'

/** What a step does, in a line. No value of a variable is in it. */
export function inWords(step: Step): string {
  switch (step.do) {
    case 'make-collection':
      return `建集合 ${step.collection}`
    case 'close-collection':
      return `关上集合 ${step.collection}：仅管理端可读写${step.was === null ? '' : `（现在是 ${step.was}）`}`
    case 'drop-index':
      return `删索引 ${step.collection} ${step.index}（定义变了）`
    case 'add-index':
      return `建索引 ${step.collection} ${step.index.name}${step.index.unique ? '（唯一）' : ''}`
    case 'make-function': {
      const { name, runtime, memory, timeout } = step.of
      return `建云函数 ${name}：${runtime}，${memory} MB，${timeout} 秒${withVariables([...step.variables.keys()])}`
    }
    case 'put-code':
      return `更新代码 ${step.of.name}`
    case 'configure':
      return `改配置 ${step.of.name}：${step.differs.join('；')}`
    case 'drop-trigger':
      return `删定时 ${step.of} ${step.trigger.name}（${step.trigger.cron}）`
    case 'add-trigger':
      return `加定时 ${step.of} ${step.trigger.name}（${step.trigger.cron}）`
    case 'open-path':
      return `开公开地址 ${step.of} ${step.path}`
  }
}

const withVariables = (names: readonly string[]): string => (names.length === 0 ? '' : `，环境变量 ${names.join('、')}`)

/** The whole plan as one reads it before doing it. */
export function planText(wanted: Wanted, plan: Plan, objections: readonly Objection[], seen: string): string {
  const against = [...objections, ...plan.objections]
  const lines = [
    `环境 ${wanted.environment}（${wanted.envId ?? '编号未填'}）· ${seen}`,
    ...plan.steps.map((step, at) => `${String(at + 1).padStart(4)}  ${inWords(step)}`),
    plan.steps.length === 0 ? '没有要做的：平台与文件一致。' : `共 ${plan.steps.length} 步。`,
    ...plan.strangers.map((stranger) => `不在文件里，不去动它：${stranger}`),
    ...against.map(({ code, says }) => `✗ ${code}：${says}`),
    ...(against.length === 0 ? [] : ['上面打 ✗ 的解决之前，apply 什么也不做。']),
  ]
  return `${lines.join('\n')}\n`
}
