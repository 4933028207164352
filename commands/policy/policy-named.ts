import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Policy } from '../../rules'
import { policiesIn } from '../../rules/command/policies-in'

export const POLICIES = join(__dirname, '..', '..', 'rules', 'policies')

/**
 * A policy by its name (`ruijin-2026`, of the product's) or by a file that may be a draft.
 * @throws Error with a sentence for whoever asked
 */
export function policyNamed(name: string): Policy {
  const file = name.endsWith('.yaml') ? name : join(POLICIES, `${name}.yaml`)
  if (!existsSync(file)) throw new Error(`没有 ${file}。写政策的名字（如 ruijin-2026）或者一个文件。`)
  const { policies, leftOut } = policiesIn(dirname(file), { only: basename(file) })
  const [policy] = policies
  const faults = leftOut.reduce((sum, one) => sum + one.faults.length, 0)
  if (policy === undefined) throw new Error(`${file} 还有 ${faults} 处错误，先改好：npm run policy -- check ${file}`)
  return policy
}
