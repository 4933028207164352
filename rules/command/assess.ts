import { readFileSync } from 'node:fs'
import { answerCase } from './answer-case'
import { policiesIn } from './policies-in'

/**
 * `npm run --silent assess -- [--policies FOLDER] FILE.json`: answers an array of cases, in their order; '-' reads
 * standard input; the policies of FOLDER stand beside the product's.
 */
const MAX_BYTES = 64 * 1024 * 1024

function fail(code: string, message: string): never {
  process.stdout.write(`${JSON.stringify({ error: { code, message, path: '' } })}\n`)
  process.exit(1)
}

function readCases(file: string | undefined): unknown[] {
  if (file === undefined)
    fail('NO_FILE', '请给出一个 JSON 文件：npm run --silent assess -- FILE.json（- 表示标准输入）。')
  let text: string
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8')
  } catch {
    fail('UNREADABLE_FILE', `读不到文件 ${file}。请检查路径。`)
  }
  if (text.length > MAX_BYTES) fail('TOO_LARGE', `文件太大，最多 ${MAX_BYTES} 字节。`)
  let cases: unknown
  try {
    cases = JSON.parse(text)
  } catch {
    fail('BAD_JSON', '文件不是合法的 JSON。')
  }
  if (!Array.isArray(cases)) fail('BAD_CASE', '文件里应当是一个数组，每一项是一条情况。')
  return cases
}

/** The command's words: the option may stand before or behind the file. */
function wordsOf(argv: readonly string[]): { folder: string | undefined; file: string | undefined } {
  const at = argv.indexOf('--policies')
  if (at < 0) return { folder: undefined, file: argv[0] }
  const folder = argv[at + 1]
  if (folder === undefined) fail('NO_FOLDER', '--policies 后面要写一个文件夹。')
  return { folder, file: [...argv.slice(0, at), ...argv.slice(at + 2)][0] }
}

const { folder, file } = wordsOf(process.argv.slice(2))
const { policies, faults } = folder === undefined ? { policies: [], faults: [] } : policiesIn(folder)
if (faults.length > 0) process.stderr.write(`${faults.join('\n')}\n`)
const answers = readCases(file).map((one) => answerCase(one, policies))
process.stdout.write(`${JSON.stringify(answers, null, 1)}\n`)
process.exitCode = answers.some((answer) => 'error' in answer) ? 1 : 0
