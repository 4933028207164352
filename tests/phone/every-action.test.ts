import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { contract as county } from '../../cloudfunctions/county/contract'
import { contract as enrollment } from '../../cloudfunctions/enrollment/contract'
import { contract as payment } from '../../cloudfunctions/payment/contract'
import { contract as village } from '../../cloudfunctions/village/contract'

const PAGES = join(__dirname, '../../src')
const FUNCTIONS = { Enrolment: enrollment, Payment: payment, Village: village, County: county }

/** Asked by no page, and why that is right. At most five. */
const INTERNAL: Readonly<Record<string, string>> = {
  recount: 'recounts by hand are a command of the deployment (npm run recount)',
  voidCash: 'proposed and confirmed by two (`propose`); by one it is refused, with what to do',
  voidPayment: 'proposed and confirmed by two (`propose`); by one it is refused, with what to do',
  amountFor: 'what a stranger owes is asked by `quote` now; kept for phones of an earlier version, limited and audited',
  owedAtDesk: 'the amounts come with the household; kept for phones of an earlier version',
}

function sourceOf(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n')
}

/** The names of a function's actions that no page asks: neither through its hooks nor directly. */
function notAsked(source: string, hook: string, actions: readonly string[]): string[] {
  return actions.filter((action) => !new RegExp(`(ask|use)${hook}\\w*\\(\\s*'${action}'`).test(source))
}

describe('服务器能办的事，页面上都办得到', () => {
  const source = sourceOf(PAGES)
  const missing = Object.entries(FUNCTIONS).flatMap(([hook, contract]) => notAsked(source, hook, Object.keys(contract)))

  test('没有页面用的，只有写明理由的', () => {
    expect(missing.filter((action) => !(action in INTERNAL))).toEqual([])
  })

  test('不给页面用的至多五个，每个都有理由，而且真的没有页面用', () => {
    expect(Object.keys(INTERNAL).length).toBeLessThanOrEqual(5)
    expect(missing).toEqual(expect.arrayContaining(Object.keys(INTERNAL)))
    for (const why of Object.values(INTERNAL)) expect(why.length).toBeGreaterThan(10)
  })

  test('没有页面用的，查得出来', () => {
    expect(notAsked("useVillage('desk', {}); askVillage(\n  'today'", 'Village', ['desk', 'today', 'duties'])).toEqual([
      'duties',
    ])
  })
})
