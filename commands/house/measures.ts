import { posix } from 'node:path'
import { collectionsOfTwoModules } from './collections'
import { isDoor, isOwn, neededBy } from './inventory'
import type { SourceFile } from './inventory'

type House = ReadonlyMap<string, SourceFile>

const COLUMNS = 120
const LINES_LEAST = 15
const LINES_MOST = 299
const FILES_OF_A_MODULE = 16
const NEEDED_MOST = 16
const NAMES_OF_A_DOOR = 60

/**
 * Words that the house gave up (docs/glossary.md says what took their place). Not asked of folders that are addresses
 * of pages, nor of what stands for a stored value.
 */
const OLD_WORDS =
  /(^|[^a-z])(deed|oddit|drawer|weigh|whichever|moot|takeAlong)|Deed|Oddit|Drawer|Weigh|Whichever|TakeAlong/

/** What a decision may not do: ask a clock, throw dice, wait for anybody. Time and ids come in as arguments. */
const OUTSIDE = /\bawait\b|\basync\b|\bDate\.now\b|\bnew Date\(|\bMath\.random\b|\brandom(UUID|Bytes)\b/
/** Where the outside begins: a decision takes types from there, never a function. */
const IO = /^cloudfunctions\/platform\/(database|sealing|files)\/|^cloudfunctions\/platform\/base\/cloud/

const isDecision = (file: string): boolean =>
  /^cloudfunctions\/domain\/.*\/(plan-[\w-]+|[\w-]+-machine)\.ts$/.test(file)

const isServerModule = (file: string): boolean => /^cloudfunctions\/(domain|platform)\/[^/]+\//.test(file)

/** Each measure: how many places break it. A ratchet: the number may fall, never rise (`lint/house-limits.json`). */
export const MEASURES: Readonly<Record<string, (house: House) => readonly string[]>> = {
  linesOver120Columns: (house) =>
    own(house).flatMap(({ file, lines }) =>
      lines.flatMap((line, at) => (line.length > COLUMNS ? [`${file}:${at + 1}`] : [])),
    ),
  filesOver299Lines: (house) => own(house).flatMap(({ file, lines }) => (lines.length - 1 > LINES_MOST ? [file] : [])),
  scrapsUnder15Lines: (house) =>
    own(house).flatMap(({ file, lines }) => (!isDoor(file) && lines.length - 1 < LINES_LEAST ? [file] : [])),
  modulesOver16Files: (house) => crowded(house),
  filesThatNeedOver16: (house) =>
    own(house).flatMap((one) => (!isDoor(one.file) && neededBy(one).length > NEEDED_MOST ? [one.file] : [])),
  circles: (house) => circles(own(house)).map((circle) => circle.join(' ↔ ')),
  namesNobodyTakes: (house) => untaken(house).filter((name) => !takenNames(house, (file) => !isOwn(file)).has(name)),
  namesOnlyTestsTake: (house) => untaken(house).filter((name) => takenNames(house, (file) => !isOwn(file)).has(name)),
  namesWithTwoHomes: (house) => twoHomes(house),
  oldWordsInNames: (house) =>
    own(house).flatMap(({ file, names }) =>
      names.filter((name) => OLD_WORDS.test(name)).map((name) => `${file}#${name}`),
    ),
  decisionsThatReachOut: (house) =>
    own(house)
      .filter(({ file }) => isDecision(file))
      .flatMap(({ file, lines, takes }) => [
        ...lines.flatMap((line, at) =>
          OUTSIDE.test(line) && !/^\s*(\/?\*|\/\/)/.test(line) ? [`${file}:${at + 1}`] : [],
        ),
        ...takes.flatMap(({ from, name }) => (IO.test(from) && !typesOf(lines).has(name) ? [`${file} → ${name}`] : [])),
      ]),
  collectionsOfTwoModules,
  doorsOver60Names: (house) =>
    [...doorSizes(house)].flatMap(([door, size]) => (size > NAMES_OF_A_DOOR ? [`${door} ${size}`] : [])),
}

/** Names that a file takes as types alone. */
function typesOf(lines: readonly string[]): ReadonlySet<string> {
  const lists = [...lines.join('\n').matchAll(/import type \{([^}]*)\}/g)].map(([, list]) => list!)
  return new Set(lists.flatMap((list) => list.split(',')).map((name) => name.trim()))
}

const own = (house: House): readonly SourceFile[] => [...house.values()].filter(({ file }) => isOwn(file))

/** How many names each module of the server hands out. */
export function doorSizes(house: House): ReadonlyMap<string, number> {
  const doors = own(house).filter(({ file }) => isServerModule(file) && /\/index\.ts$/.test(file))
  return new Map(doors.map(({ file, names, lines }) => [posix.dirname(file), exported(lines, names)]))
}

/** Own names of a door, and those that it hands on: each stands in an `export … from`, not in an import. */
function exported(lines: readonly string[], names: readonly string[]): number {
  const on = [...lines.join('\n').matchAll(/export (?:type )?\{([^}]*)\}/g)].flatMap(([, list]) => list!.split(','))
  return names.length + on.filter((name) => name.trim() !== '').length
}

function crowded(house: House): readonly string[] {
  const count = new Map<string, number>()
  for (const { file } of own(house).filter(({ file }) => isServerModule(file) && !isDoor(file))) {
    count.set(posix.dirname(file), (count.get(posix.dirname(file)) ?? 0) + 1)
  }
  return [...count].flatMap(([folder, files]) => (files > FILES_OF_A_MODULE ? [`${folder} ${files}`] : []))
}

function takenNames(house: House, by: (file: string) => boolean): ReadonlySet<string> {
  return new Set(
    [...house.values()]
      .filter(({ file }) => by(file))
      .flatMap(({ takes }) => takes.map(({ from, name }) => `${from}#${name}`)),
  )
}

function untaken(house: House): readonly string[] {
  const taken = takenNames(house, isOwn)
  return own(house)
    .filter(({ file }) => !isDoor(file) && /^(cloudfunctions|src|rules)\//.test(file))
    .flatMap(({ file, names }) => names.map((name) => `${file}#${name}`))
    .filter((name) => !taken.has(name) && !taken.has(`${name.split('#')[0]!}#*`))
}

function twoHomes(house: House): readonly string[] {
  const homes = new Map<string, string[]>()
  for (const { file, names } of own(house).filter(({ file }) => !isDoor(file))) {
    for (const name of names) homes.set(name, [...(homes.get(name) ?? []), file])
  }
  return [...homes].flatMap(([name, files]) => (files.length > 1 ? [`${name}: ${files.join(', ')}`] : []))
}

/** Files that need each other in a circle (Tarjan's strongly connected components of more than one). */
function circles(files: readonly SourceFile[]): readonly (readonly string[])[] {
  const needs = new Map(files.map((one) => [one.file, neededBy(one)]))
  const [at, low, stack] = [new Map<string, number>(), new Map<string, number>(), [] as string[]]
  const found: string[][] = []
  const visit = (file: string): void => {
    at.set(file, at.size)
    low.set(file, at.get(file)!)
    stack.push(file)
    for (const other of needs.get(file) ?? []) {
      if (!at.has(other)) visit(other)
      if (stack.includes(other)) low.set(file, Math.min(low.get(file)!, low.get(other)!))
    }
    if (low.get(file) !== at.get(file)) return
    const circle = stack.splice(stack.indexOf(file))
    if (circle.length > 1) found.push(circle)
  }
  for (const { file } of files) if (!at.has(file)) visit(file)
  return found
}
