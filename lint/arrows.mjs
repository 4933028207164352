import { builtinModules } from 'node:module'
import path from 'node:path'
import { mayUse, moduleOf } from './house.mjs'

/** What the notices ask of the offices: functions alone carry it. */
const OFFICE = ['rules/office', 'rules/policies/compiled-office.json', 'rules/what-if', 'rules/studio']

/**
 * Which room may use which. `rooms` lists the rooms whose values may be imported, `notValues` those inside a room of which
 * only types may; `packages` what may come from npm or Node (absent = any). The first row whose `of` holds a file counts.
 * Within `src` and `cloudfunctions` the modules of `house.mjs` say more.
 */
const ARROWS = [
  { of: 'rules/language', rooms: ['rules'], packages: ['dayjs', 'yaml', 'zod', 'node'] },
  { of: 'rules/command', rooms: ['rules'], packages: ['dayjs', 'yaml', 'zod', 'node'] },
  { of: 'rules/checker', rooms: ['rules'], packages: ['dayjs', 'yaml', 'zod', 'node'] },
  { of: 'rules/studio', rooms: ['rules'], packages: ['dayjs', 'yaml', 'zod', 'node'] },
  { of: 'rules/what-if', rooms: ['rules'], packages: ['dayjs'] },
  { of: 'rules/office', rooms: ['rules'], packages: ['dayjs'] },
  { of: 'rules', rooms: ['rules'], notValues: OFFICE, packages: ['dayjs'] },
  { of: 'src', rooms: ['src', 'rules'], notValues: OFFICE, notPackages: ['node', 'zod', 'yaml', 'wx-server-sdk'] },
  { of: 'cloudfunctions', rooms: ['cloudfunctions', 'rules'] },
  { of: 'devcloud', rooms: ['devcloud'] },
]

/** From outside, values of these rooms come through their doors only. */
const DOORS = {
  rules: [
    'rules',
    'rules/index',
    'rules/office',
    'rules/office/index',
    'rules/what-if',
    'rules/what-if/index',
    'rules/studio',
    'rules/studio/index',
  ],
}

const SOURCE_ENDING = /\.([cm]?[jt]s|[jt]sx)$/
/** What a deployed function may be asked: the phone takes its types from there. */
const CONTRACT_OF_FUNCTION = /^cloudfunctions\/[\w-]+\/contract$/
/** A server module is entered by its door, or for the shapes of its requests by its contract. */
const SERVER_DOOR = /^(index|contract(-[\w-]+)?)$/

const isIn = (room, file) => file === room || file.startsWith(`${room}/`)

function packageOf(source) {
  const bare = source.replace(/^node:/, '')
  if (source.startsWith('node:') || builtinModules.includes(bare)) return 'node'
  return bare
    .split('/')
    .slice(0, bare.startsWith('@') ? 2 : 1)
    .join('/')
}

/** Why a file may not import this, or null when it may. */
export function objection(file, source, typeOnly) {
  const row = ARROWS.find(({ of }) => isIn(of, file))
  if (!row) return null
  if (!source.startsWith('.')) return packageObjection(row, packageOf(source))

  const target = path.posix.join(path.posix.dirname(file), source).replace(SOURCE_ENDING, '')
  const kept = (row.notValues ?? []).find((room) => isIn(room, target))
  if (kept && !typeOnly) return `${row.of} may take only types from ${kept}: the phone does not carry it`
  if (row.of === 'src' && CONTRACT_OF_FUNCTION.test(target)) {
    return typeOnly ? null : `${row.of} may take only types from ${target}: write \`import type\``
  }
  if (!row.rooms.some((room) => isIn(room, target))) return `there is no arrow from ${row.of} to ${target}`
  return doorObjection(file, target, typeOnly) ?? moduleObjection(file, target)
}

function packageObjection({ of, packages, notPackages }, name) {
  if (packages && !packages.includes(name)) return `${of} may not use ${name}`
  if (notPackages?.includes(name)) return `${of} may not use ${name}`
  return null
}

function doorObjection(file, target, typeOnly) {
  const door = Object.entries(DOORS).find(([room]) => isIn(room, target) && !isIn(room, file))
  if (!door || typeOnly || door[1].includes(target)) return null
  return `values of ${door[0]} come through ${door[1].join(', ')} only`
}

/** Between the modules of the server, and of the phone. */
function moduleObjection(file, target) {
  const [from, to] = [moduleOf(file), moduleOf(target)]
  if (from === null || to === null || from === to) return null
  if (!mayUse(from, to)) return `there is no arrow from ${from} to ${to}`
  if (!to.startsWith('cloudfunctions/')) return null
  const inside = target.slice(to.length + 1)
  return inside === '' || SERVER_DOOR.test(inside) ? null : `${to} is entered by its door, not by ${target}`
}

function isTypeOnly(node) {
  if (node.importKind === 'type' || node.exportKind === 'type') return true
  const specifiers = node.specifiers ?? []
  return (
    specifiers.length > 0 && specifiers.every(({ importKind, exportKind }) => (importKind ?? exportKind) === 'type')
  )
}

export const arrows = {
  meta: { type: 'problem', schema: [], messages: { arrow: '{{why}}' } },
  create(context) {
    const file = path.relative(context.cwd, context.filename).split(path.sep).join('/')
    const check = (node, source, typeOnly) => {
      if (typeof source?.value !== 'string') return
      const why = objection(file, source.value, typeOnly)
      if (why !== null) context.report({ node, messageId: 'arrow', data: { why } })
    }
    return {
      ImportDeclaration: (node) => check(node, node.source, isTypeOnly(node)),
      ExportNamedDeclaration: (node) => check(node, node.source, isTypeOnly(node)),
      ExportAllDeclaration: (node) => check(node, node.source, isTypeOnly(node)),
      ImportExpression: (node) => check(node, node.source, false),
      TSImportType: (node) => check(node, node.source ?? node.argument?.literal, true),
      'CallExpression[callee.name="require"]': (node) => check(node, node.arguments[0], false),
      TSExternalModuleReference: (node) => check(node, node.expression, false),
    }
  },
}
