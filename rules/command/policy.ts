import { checkCommand } from './policy-check'

/** `npm run policy -- COMMAND …`: for whoever writes a place's policy file. */
const COMMANDS: Readonly<Record<string, { usage: string; does: string; run: (args: readonly string[]) => number }>> = {
  check: { usage: 'check [FILE …]', does: '检查政策文件（不写文件名就检查全部）', run: checkCommand },
}

function help(): number {
  const lines = Object.values(COMMANDS).map(({ usage, does }) => `  npm run policy -- ${usage}\n      ${does}`)
  console.error(['用法：', ...lines].join('\n'))
  return 1
}

const [name = '', ...args] = process.argv.slice(2)
process.exitCode = COMMANDS[name]?.run(args) ?? help()
