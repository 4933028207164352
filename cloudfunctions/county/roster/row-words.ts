/** What a row does: an identity begins or ends, or somebody is found in employee insurance. */
export type Change = '新增' | '减少' | '职工参保'

const CHANGE_WORDS: readonly (readonly [RegExp, '新增' | '减少'])[] = [[/^(新增|增加|增|纳入)/, '新增'], [/^(减少|减|退出|取消|注销)/, '减少']]

/** As the column of changes says it; null = neither of the two. */
export function readChange(words: string): '新增' | '减少' | null {
  return CHANGE_WORDS.find(([pattern]) => pattern.test(words.normalize('NFKC').trim()))?.[1] ?? null
}

const LEVELS = ['一级', '二级', '三级', '四级'] as const

/** A level of disability in the notice's words, however it was written; null = none that there is. */
export function readLevel(words: string): string | null {
  const digit = /[1-4一二三四壹贰叁肆]/.exec(words.normalize('NFKC'))?.[0]
  if (digit === undefined) return null
  return LEVELS[['1一壹', '2二贰', '3三叁', '4四肆'].findIndex((forms) => forms.includes(digit))]!
}
