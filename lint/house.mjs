/**
 * The house as data: which module stands on which. The order of each table is the order of the floors, so nobody may
 * name a module that stands below it in the list: there is no circle and no way up. `docs/architecture.md` is its walk.
 */

/** What any product of this kind would need; knows no insurance. */
export const PLATFORM = [
  ['base', []],
  ['sealing', ['base']],
  ['database', ['base', 'sealing']],
  ['calls', ['base', 'database']],
  ['files', ['base', 'database', 'sealing', 'calls']],
]

/** The people, their year and the money; everybody here stands on the platform and on the rules. */
export const DOMAIN = [
  ['editions', []],
  ['people', []],
  ['access', ['people']],
  ['approvals', ['people', 'access']],
  ['enrolments', ['people', 'access']],
  ['messages', ['enrolments']],
  ['residents', ['people', 'access', 'enrolments']],
  ['payments', ['people', 'access', 'enrolments']],
  ['subsidy-funds', ['people', 'access', 'enrolments', 'payments']],
  ['reconciliation', ['people', 'access', 'approvals', 'enrolments', 'payments']],
  ['refunds', ['people', 'access', 'approvals', 'enrolments', 'payments', 'reconciliation']],
  ['family', ['people', 'access', 'enrolments', 'messages', 'payments', 'refunds']],
  ['orders', ['people', 'access', 'approvals', 'enrolments', 'payments', 'reconciliation', 'refunds']],
  ['cash', ['people', 'access', 'approvals', 'enrolments', 'payments', 'reconciliation']],
  ['clerk', ['people', 'access', 'enrolments', 'messages', 'payments', 'cash']],
  ['duties', ['people', 'access', 'enrolments', 'payments', 'cash', 'clerk']],
  ['county-office', ['people', 'access', 'approvals', 'enrolments', 'payments', 'subsidy-funds', 'reconciliation']],
  ['beginning', ['people', 'access', 'enrolments']],
  ['county-day', ['people', 'access', 'enrolments']],
  ['outward', ['people', 'access', 'enrolments']],
  ['studio', ['editions', 'people', 'access', 'approvals', 'enrolments', 'messages']],
  ['rosters', ['people', 'access', 'enrolments']],
  ['schemes', ['people', 'access', 'enrolments', 'messages', 'residents', 'payments']],
  ['jobs', ['people', 'enrolments', 'messages']],
]

/** A deployed function wires the actions of these modules and holds nothing else. */
export const FUNCTIONS = {
  enrollment: ['editions', 'enrolments', 'family', 'payments', 'residents'],
  payment: ['editions', 'orders', 'cash', 'refunds', 'payments', 'reconciliation'],
  village: ['editions', 'clerk', 'cash', 'duties'],
  county: [
    ...['editions', 'county-office', 'county-day', 'beginning', 'rosters', 'subsidy-funds', 'approvals', 'orders'],
    ...['cash', 'reconciliation', 'refunds', 'jobs', 'outward', 'schemes'],
  ],
  studio: ['editions', 'studio'],
  'rules-engine': ['editions'],
  'payment-notice': ['editions', 'refunds'],
  'receipt-check': ['editions', 'payments'],
  'payment-watch': ['editions', 'orders'],
  'tax-watch': ['editions', 'reconciliation'],
  'status-job': ['editions', 'access', 'jobs', 'messages'],
  'counts-job': ['jobs'],
}

/** The phone: six packages, and three modules that they share. */
export const PHONE = [
  ['theme', []],
  ['client', []],
  ['ui', ['client', 'theme']],
  ['print', ['ui', 'client', 'theme']],
  ['pages/home', ['ui', 'client', 'theme']],
  ['pages/check', ['ui', 'client', 'theme']],
  ['pages/pay', ['ui', 'client', 'print', 'theme']],
  ['pages/family', ['ui', 'client', 'pages/pay', 'theme']],
  ['pages/village', ['ui', 'client', 'print', 'theme']],
  ['pages/county', ['ui', 'client', 'print', 'theme']],
  ['pages/studio', ['ui', 'client', 'theme']],
]

for (const table of [PLATFORM, DOMAIN, PHONE]) {
  const below = new Set()
  for (const [name, on] of table) {
    const up = on.find((other) => !below.has(other))
    if (up !== undefined) throw new Error(`${name} would look up to ${up}`)
    below.add(name)
  }
}

/** The module of a file, as its folder's path; null where the file belongs to none. */
export function moduleOf(file) {
  const parts = file.split('/')
  if (parts[0] === 'src') {
    if (parts[1] === 'pages') return parts.slice(0, 3).join('/')
    return parts.length > 2 ? parts.slice(0, 2).join('/') : 'src'
  }
  if (parts[0] !== 'cloudfunctions') return null
  return parts[1] === 'domain' || parts[1] === 'platform' ? parts.slice(0, 3).join('/') : parts.slice(0, 2).join('/')
}

/** Whether one module may use another, by the tables above. */
export function mayUse(from, to) {
  if (from === to || from === 'src') return true
  const [, kind, name] = from.split('/')
  const [, otherKind, otherName] = to.split('/')
  if (from.startsWith('src/')) return stands(PHONE, from.slice('src/'.length), to.slice('src/'.length))
  if (kind === 'platform') return otherKind === 'platform' && stands(PLATFORM, name, otherName)
  if (otherKind === 'platform') return true
  if (otherKind !== 'domain') return false
  return kind === 'domain' ? stands(DOMAIN, name, otherName) : (FUNCTIONS[kind] ?? []).includes(otherName)
}

const stands = (table, name, other) => table.find(([of]) => of === name)?.[1].includes(other) ?? false
