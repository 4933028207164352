import type { YAMLParseError } from 'yaml'
import type { PlacedFault, PolicyFault } from './policy-fault'
import type { PolicySource } from './policy-source'

/** What YAML itself refuses, by its code, in plain Chinese. */
const WORDS: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: '行首用了制表符（Tab）：缩进只能用空格。',
  BAD_INDENT: '缩进不对，或者上面的 { 或 [ 没有配上 } 或 ]。',
  MISSING_CHAR: '少了一个符号：引号、} 或 ] 没有配对，或者键后面没有冒号。',
  BLOCK_IN_FLOW: '{ } 里面的一段文字含有冒号加空格：把整段文字放进英文双引号里。',
  MULTILINE_IMPLICIT_KEY: '这一行不像“名称: 内容”：名称后面要有英文冒号和一个空格。',
  BLOCK_AS_IMPLICIT_KEY: '这一行的缩进和上一行对不上。',
  BAD_SCALAR_START: '文字不能以这个符号开头：把整段文字放进英文双引号里。',
  UNEXPECTED_TOKEN: '这里多了一个符号。',
}

/** Only the first fault of a place is the author's; what follows are its echoes. */
const MOST = 3

/** Faults of the text before anything of it can be read. */
export function yamlFaults(source: PolicySource): PolicyFault[] {
  const seen = new Set<number>()
  return source.doc.errors
    .map((error) => ({ error, line: source.locate(error.pos[0]).line }))
    .filter(({ line }) => !seen.has(line) && seen.add(line))
    .slice(0, MOST)
    .map(({ error, line }) => {
      const bracket = NOT_CLOSED.includes(error.code) ? openBracket(source.text, error.pos[0]) : null
      return bracket === null
        ? source.placeAt(error.pos, inChinese(error, source.line(line)))
        : source.placeAt([bracket, endOfLine(source.text, bracket)], notClosed(source.text[bracket]!))
    })
}

const NOT_CLOSED: readonly string[] = ['BAD_INDENT', 'MISSING_CHAR']
const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']' }

/** Where the first bracket stands that a line leaves open, in the lines before a fault; null = all are closed. */
function openBracket(text: string, fault: number): number | null {
  const opened: number[] = []
  let quote = ''
  for (let at = text.lastIndexOf('\n- ', fault) + 1; at < fault; at++) {
    const letter = text[at]!
    if (quote !== '') quote = letter === quote || letter === '\n' ? '' : quote
    else if ((letter === '"' || letter === "'") && /[\s:[{,]/.test(text[at - 1] ?? ' ')) quote = letter
    else if (letter === '#' && /\s/.test(text[at - 1] ?? ' ')) at = endOfLine(text, at) - 1
    else if (letter in CLOSING) opened.push(at)
    else if (letter === '}' || letter === ']') opened.pop()
  }
  return opened[0] ?? null
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}

const notClosed = (bracket: string): PlacedFault => ({
  code: 'YAML_SYNTAX',
  path: [],
  message: `这里的 ${bracket} 没有配上 ${CLOSING[bracket]!}：后面的内容都被当成了它里面的。`,
})

function inChinese({ code, message }: YAMLParseError, line: string): PlacedFault {
  if (code === 'DUPLICATE_KEY')
    return { code: 'DUPLICATE_KEY', path: [], message: '同一个地方有两项叫这个名字：只能留一项。' }
  const fullWidth = /\w：/.test(line)
    ? '冒号是中文的“：”，要用英文冒号加一个空格。'
    : /\w，\s*\w+:/.test(line)
      ? '两项之间的逗号是中文的“，”，要用英文逗号加一个空格。'
      : ''
  return {
    code: 'YAML_SYNTAX',
    path: [],
    message: `${fullWidth}${WORDS[code] ?? `写法不对（${message.split('\n')[0]}）。`}`,
  }
}
