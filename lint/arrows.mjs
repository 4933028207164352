import { builtinModules } from 'node:module'
import path from 'node:path'

/** What the notices ask of the offices: functions alone carry it. */
const OFFICE = ['rules/office', 'rules/policies/compiled-office.json']

/** A function's own files and what all functions stand on, and the functions whose records it reads. */
const cloudFunction = (name, ...others) =>
  ({ of: `cloudfunctions/${name}`, rooms: [name, ...others, 'shared'].map((room) => `cloudfunctions/${room}`).concat('rules') })

/**
 * Which room of the house may use which. `rooms` lists the rooms whose values may be imported, `types` those of which
 * only types may, `notValues` those inside a room of which only types may; `packages` what may come from npm or Node
 * (absent = any). The first row whose `of` holds a file counts.
 */
const ARROWS = [
  { of: 'rules/language', rooms: ['rules'], packages: ['dayjs', 'yaml', 'zod', 'node'] },
  { of: 'rules/command', rooms: ['rules'], packages: ['dayjs', 'yaml', 'zod', 'node'] },
  { of: 'rules/office', rooms: ['rules'], packages: ['dayjs'] },
  { of: 'rules', rooms: ['rules'], notValues: OFFICE, packages: ['dayjs'] },
  { of: 'src', rooms: ['src', 'rules'], notValues: OFFICE, types: ['cloudfunctions/*/contract'], notPackages: ['node', 'zod', 'yaml', 'wx-server-sdk'] },
  { of: 'cloudfunctions/shared', rooms: ['cloudfunctions/shared', 'rules'] },
  cloudFunction('status-job', 'enrollment', 'payment'),
  cloudFunction('payment', 'enrollment'),
  cloudFunction('payment-notice', 'payment', 'enrollment'),
  cloudFunction('payment-watch', 'payment', 'enrollment'),
  cloudFunction('tax-watch', 'payment', 'enrollment'),
  cloudFunction('counts-job', 'enrollment'),
  cloudFunction('village', 'enrollment', 'payment'),
  cloudFunction('county', 'enrollment', 'payment'),
  cloudFunction('*'),
  { of: 'devcloud', rooms: ['devcloud'] },
]

/** From outside, values of these rooms come through their doors only. */
const DOORS = { rules: ['rules', 'rules/index', 'rules/office', 'rules/office/index'] }

const SOURCE_ENDING = /\.([cm]?[jt]s|[jt]sx)$/

/** Whether a path lies in a room; `*` stands for one folder, the same one in the importing file's own room. */
function isIn(room, file, own) {
  const wanted = room.split('/').map((part, at) => (part === '*' && own !== undefined ? own.split('/')[at] : part))
  const parts = file.split('/')
  return wanted.every((part, at) => parts[at] !== undefined && (part === '*' || part === parts[at]))
}

function packageOf(source) {
  const bare = source.replace(/^node:/, '')
  if (source.startsWith('node:') || builtinModules.includes(bare)) return 'node'
  return bare.split('/').slice(0, bare.startsWith('@') ? 2 : 1).join('/')
}

/** Why a file may not import this, or null when it may. */
export function objection(file, source, typeOnly) {
  const row = ARROWS.find(({ of }) => isIn(of, file))
  if (!row) return null
  if (!source.startsWith('.')) return packageObjection(row, packageOf(source))

  const target = path.posix.join(path.posix.dirname(file), source).replace(SOURCE_ENDING, '')
  const kept = (row.notValues ?? []).find((room) => isIn(room, target))
  if (kept && !typeOnly) return `${row.of} may take only types from ${kept}: the phone does not carry it`
  if (row.rooms.some((room) => isIn(room, target, file))) return doorObjection(file, target, typeOnly)
  const asType = (row.types ?? []).some((room) => isIn(room, target) && target.split('/').length === room.split('/').length)
  if (asType && typeOnly) return null
  if (asType) return `${row.of} may take only types from ${target}: write \`import type\``
  return `there is no arrow from ${row.of} to ${target}`
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

function isTypeOnly(node) {
  if (node.importKind === 'type' || node.exportKind === 'type') return true
  const specifiers = node.specifiers ?? []
  return specifiers.length > 0 && specifiers.every(({ importKind, exportKind }) => (importKind ?? exportKind) === 'type')
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
