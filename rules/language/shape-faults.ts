import { isMap, isScalar, type YAMLMap } from 'yaml'
import type { z } from 'zod'
import { shown } from './faults'
import { keyInWords, keyMeant } from './key-words'
import { inYaml, meantValues } from './meant-value'
import { nearest } from './nearest'
import type { FaultPath, PlacedFault, PolicyFaultCode } from './policy-fault'
import type { PolicySource } from './policy-source'
import { policyFile } from './schema'
import { KNOWN_KEYS } from './schema-base'
import { formsOf, homesOf, keysAt, shapesAt } from './schema-shape'

type Issue = z.core.$ZodIssue

/** What the schema refuses, in the words of whoever wrote it: what stands there, what may, and what was meant. */
export function shapeFaults(issues: readonly Issue[], source: PolicySource, raw: unknown): PlacedFault[] {
  return withoutEchoes(issues.flatMap((issue) => faultsOf(issue, source, raw)))
}

function faultsOf(issue: Issue, source: PolicySource, raw: unknown): PlacedFault[] {
  const { issue: one, path } = deepest(issue, [])
  if (one.code === 'unrecognized_keys') return keyFaults(path, one.keys, source, raw)
  if (one.code !== 'custom') return [isMissing(raw, path) ? missingKey(path) : badValue(one, path, raw)]
  const code = one.params?.code as PolicyFaultCode | undefined
  return [code === undefined ? badValue(one, path, raw) : { path, code, message: `${one.message}。` }]
}

/** What a whole is refused for only because one of its parts is: the part tells it better. */
const OF_A_WHOLE: readonly PolicyFaultCode[] = ['EMPTY_CONDITION', 'ONE_ANSWER', 'SOURCE_MISSING']

function withoutEchoes(faults: readonly PlacedFault[]): PlacedFault[] {
  const inside = (inner: FaultPath, outer: FaultPath): boolean =>
    inner.length > outer.length && outer.every((key, i) => inner[i] === key)
  return faults.filter(({ code, path }) => !OF_A_WHOLE.includes(code) || !faults.some((one) => inside(one.path, path)))
}

/** Of a union that none fits, the branch that came furthest tells what is wrong. */
function deepest(issue: Issue, path: FaultPath): { issue: Issue; path: FaultPath } {
  const here = [...path, ...(issue.path as FaultPath)]
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return { issue, path: here }
  const inner = issue.errors.flatMap((branch) => branch.slice(0, 1).map((one) => deepest(one, here)))
  inner.sort(
    (a, b) =>
      b.path.length - a.path.length ||
      Number(b.issue.code === 'unrecognized_keys') - Number(a.issue.code === 'unrecognized_keys'),
  )
  return inner[0] && inner[0].path.length > here.length ? inner[0] : { issue, path: here }
}

/** What is written at a path; undefined when nothing is. */
function writtenAt(raw: unknown, path: FaultPath): unknown {
  return path.reduce<unknown>(
    (node, key) =>
      typeof node === 'object' && node !== null ? (node as Record<string | number, unknown>)[key] : undefined,
    raw,
  )
}

const isMissing = (raw: unknown, path: FaultPath): boolean => path.length > 0 && writtenAt(raw, path) === undefined

function missingKey(path: FaultPath): PlacedFault {
  const key = String(path.at(-1))
  return {
    code: 'MISSING_KEY',
    path,
    at: 'key',
    message: `缺少 ${keyInWords(key)}。`,
    allowed: formsOf(shapesAt(path)),
  }
}

/** Where text is allowed, and only some texts mean anything. */
const FORMS_OF_KEY: Readonly<Record<string, string>> = {
  student: '`any`（是学生就行）、`none`（不是学生），或 `asks` 里 student 的答案，可以写几个：`[…, …]`',
  institution: '`any`（哪一家都行）、`none`（都不是），或 `asks` 里 institution 的答案',
  employeeInsurance: '`none`（没有）、`active`（有）、`should`（有单位，单位没有交），可以写几个：`[…, …]`',
  enrolmentHistory: '`新参保`、`续保`、`中断续保`，可以写几个：`[…, …]`',
  identity: '`identities` 里的名称，可以写几个：`[…, …]`',
  situation: '`situations` 里的名称、`any`、`none`，可以写几个：`[…, …]`',
  subsidised: '`subsidy` 各条的 `kind`、`any`（有资助）、`none`（没有资助）',
}

const isChinese = (text: string): boolean => /[\u4e00-\u9fff]/.test(text)

function badValue(issue: Issue, path: FaultPath, raw: unknown): PlacedFault {
  const value = writtenAt(raw, path)
  const shapes = shapesAt(path)
  const key = path.filter((part) => typeof part === 'string').at(-1) ?? ''
  const meant = meantValues(value, shapes, String(key)).find((one) => fits(raw, path, one))
  const empty = issue.code === 'too_small' && (value === '' || (Array.isArray(value) && value.length === 0))
  // Of several forms, what one of them objects to would mislead.
  const own =
    shapes.length === 1 && issue.code !== 'invalid_value' && isChinese(issue.message) ? `${issue.message}。` : ''
  return {
    code: 'BAD_VALUE',
    path,
    message: empty
      ? `${keyInWords(String(key))}不能是空的。`
      : `\`${String(key)}\` 这里不能写“${value === null ? 'null' : shown(value)}”。${own}`,
    allowed: FORMS_OF_KEY[String(key)] ?? formsOf(shapes),
    suggestion: meant === undefined ? null : inYaml(meant),
  }
}

/** Whether the file would have no fault at the path if this stood there. */
function fits(raw: unknown, path: FaultPath, value: unknown): boolean {
  const changed = structuredClone(raw)
  const parent = writtenAt(changed, path.slice(0, -1))
  if (typeof parent !== 'object' || parent === null) return false
  ;(parent as Record<string | number, unknown>)[path.at(-1)!] = value
  const read = policyFile.safeParse(changed)
  const at = path.join('.')
  return (
    read.success || !read.error.issues.some((issue) => `${deepest(issue, []).path.join('.')}.`.startsWith(`${at}.`))
  )
}

function keyFaults(path: FaultPath, keys: readonly string[], source: PolicySource, raw: unknown): PlacedFault[] {
  const faults: PlacedFault[] = []
  const map = path.length === 0 ? source.doc.contents : source.doc.getIn(path, true)
  let cutBefore = false
  const order = isMap(map) ? map.items.map(({ key }) => (isScalar(key) ? String(key.value) : '')) : []
  for (const key of [...keys].sort((a, b) => order.indexOf(a) - order.indexOf(b))) {
    const bare = writtenAt(raw, [...path, key]) === null
    const colon = bare ? withoutBlank(key, path) : null
    const cut = bare && colon === null && isMap(map) ? cutText(map, key, source) : null
    if (colon !== null) faults.push({ ...colon, path: [...path, key], at: 'key' })
    else if (cut === null) faults.push(strangeKey(path, key))
    // What follows a cut belongs to the same sentence.
    else if (!cutBefore) faults.push({ ...cut, path: [...path, key], at: 'key' })
    cutBefore = cut !== null
  }
  return faults
}

/** `gives：400` and `gives:400`: the key and its value run together. */
function withoutBlank(key: string, path: FaultPath): Omit<PlacedFault, 'path'> | null {
  const parts = /^(\w+)\s*[：:]\s*(.*)$/.exec(key)
  if (!parts || !keysAt(path).includes(parts[1]!)) return null
  return {
    code: 'FULL_WIDTH_COLON',
    message: `“${shown(key)}”连成了一个词：冒号要用英文冒号，后面空一格。`,
    suggestion: `${parts[1]}: ${parts[2]}`,
  }
}

/** A sentence that ended at an ASCII comma: what came after it was taken for a key of its own. */
function cutText(map: YAMLMap, key: string, source: PolicySource): Omit<PlacedFault, 'path'> | null {
  if (!map.flow) return null
  const at = map.items.findIndex((pair) => isScalar(pair.key) && String(pair.key.value) === key)
  let first = at - 1
  while (first > 0 && map.items[first]!.value === null) first--
  const before = map.items[first]
  if (!before || !isScalar(before.value) || before.value.type !== 'PLAIN' || !isScalar(before.key)) return null
  let last = at
  while (map.items[last + 1]?.value === null) last++
  const end = map.items[last]!.key
  const from = before.value.range![0]
  const to = isScalar(end) ? end.range![1] : from
  return {
    code: 'QUOTE_CUT',
    message: `\`${String(before.key.value)}\` 的文字里有英文逗号，读到逗号就断了，后面的“${shown(key)}”被当成了另一项。把整句放进英文双引号里。`,
    suggestion: `${String(before.key.value)}: "${source.text.slice(from, to)}"`,
  }
}

function strangeKey(path: FaultPath, key: string): PlacedFault {
  const here = keysAt(path)
  const near = nearest(key, here)
  const homes = homesOf(key)
  if (near === null && homes.length > 0) {
    const where = homes.slice(0, 3).map((home) => (home === '' ? '最外层' : `\`${home}\` 下面`))
    return {
      code: 'MISPLACED_KEY',
      path: [...path, key],
      at: 'key',
      message: `\`${key}\` 写错了地方：它应当写在${where.join('，或')}。`,
      allowed: here.join('、'),
    }
  }
  return {
    code: 'UNKNOWN_KEY',
    path: [...path, key],
    at: 'key',
    message: `没有 \`${key}\` 这一项。`,
    allowed: here.join('、'),
    suggestion: near ?? keyMeant(key, here) ?? (here.length === 0 ? nearest(key, [...KNOWN_KEYS]) : null),
  }
}
