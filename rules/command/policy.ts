import { checkCommand } from './policy-check'
import { explainCommand } from './policy-explain'
import { newCommand } from './policy-new'
import { schemaCommand } from './policy-schema'

/** `npm run policy -- COMMAND …`: for whoever writes a place's policy file. */
const COMMANDS: Readonly<Record<string, { usage: string; does: string; run: (args: readonly string[]) => number }>> = {
  check: { usage: 'check [FILE …]', does: '检查政策文件（不写文件名就检查全部）', run: checkCommand },
  new: {
    usage: 'new 地区 年度',
    does: '照去年的文件（没有就空白的）排好今年的，每一行标明还没有核对',
    run: newCommand,
  },
  explain: {
    usage: 'explain 地区 年度 [--csv]',
    does: '一张表：什么人、哪天缴、交多少、等多久、从哪天享受、依据哪一条',
    run: explainCommand,
  },
  schema: { usage: 'schema', does: '给编辑器用的 JSON schema', run: schemaCommand },
}

function help(): number {
  const lines = Object.values(COMMANDS).map(({ usage, does }) => `  npm run policy -- ${usage}\n      ${does}`)
  const ask = '  npm run --silent assess -- FILE.json\n      问具体的人：怎样写，见 docs/policy-language.zh.md'
  console.error(['用法：', ...lines, ask].join('\n'))
  return 1
}

const [name = '', ...args] = process.argv.slice(2)
process.exitCode = COMMANDS[name]?.run(args) ?? help()
