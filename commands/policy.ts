import { policyJsonSchema } from '../rules/language/schema-shape'
import { checkCommand } from '../rules/command/policy-check'
import { newCommand } from '../rules/command/policy-new'
import { compareCommand } from './policy/compare'
import { explainCommand } from './policy/explain'

interface PolicyCommand {
  usage: string
  does: string
  run: (args: readonly string[]) => number | Promise<number>
}

/** `npm run policy -- COMMAND …`: for whoever writes a place's policy file. */
const COMMANDS: Readonly<Record<string, PolicyCommand>> = {
  check: {
    usage: 'check [--overlaps] [FILE …]',
    does: '检查政策文件（不写文件名就检查全部）；--overlaps 还列出哪些地方靠先后顺序定',
    run: checkCommand,
  },
  new: {
    usage: 'new 地区 年度',
    does: '照去年的文件（没有就空白的）排好今年的，每一行标明还没有核对',
    run: newCommand,
  },
  explain: {
    usage: 'explain 地区 年度 [--csv | --xlsx FILE]',
    does: '一张表：什么人、哪天缴、交多少、等多久、从哪天享受、依据哪一条',
    run: explainCommand,
  },
  compare: {
    usage: 'compare 甲 乙 [--people N] [--seed 字] [--ledger FILE.jsonl] [--day 日子] [--xlsx FILE]',
    does: '两份政策放在同一批人身上：哪些人交的钱、享受的待遇不一样，依据哪一条，一共差多少钱',
    run: compareCommand,
  },
  schema: { usage: 'schema', does: '给编辑器用的 JSON schema', run: schemaCommand },
}

/** The JSON schema of a policy file, drawn from the one that checks it. */
function schemaCommand(): number {
  console.log(JSON.stringify({ title: '参保通政策文件', ...policyJsonSchema() }, null, 1))
  return 0
}

function help(): number {
  const lines = Object.values(COMMANDS).map(({ usage, does }) => `  npm run policy -- ${usage}\n      ${does}`)
  const ask = '  npm run --silent assess -- FILE.json\n      问具体的人：怎样写，见 docs/policy-language.zh.md'
  console.error(['用法：', ...lines, ask].join('\n'))
  return 1
}

const [name = '', ...args] = process.argv.slice(2)
Promise.resolve()
  .then(() => COMMANDS[name]?.run(args) ?? help())
  .then(
    (status) => (process.exitCode = status),
    (error: unknown) => {
      console.error(error instanceof Error ? error.message : String(error))
      process.exitCode = 1
    },
  )
