import { randomBytes } from 'node:crypto'
import { cpus } from 'node:os'
import { sealingFrom } from '../../cloudfunctions/platform/sealing/sealing'
import type { Sealing } from '../../cloudfunctions/platform/sealing/sealing'

/** `npx tsx tests/bench/sealing.ts`: how many fields one CPU second seals, opens and finds; median and best of the rounds. */
const ROUNDS = 9
const FIELDS = 100_000
const PEOPLE = 548_738
const FIELDS_EACH = 6
const NUMBER = '99000019900101123X'

const newKey = () => randomBytes(32).toString('base64')

function acts(sealing: Sealing): readonly (readonly [name: string, act: (at: number) => unknown])[] {
  const sealed = sealing.seal(NUMBER, 'idNumber')
  return [
    ['seal', () => sealing.seal(NUMBER, 'idNumber')],
    ['open', () => sealing.open(sealed, 'idNumber')],
    ['blindIndex', (at) => sealing.blindIndex(`residentId:${at}`, 'identity')],
  ]
}

/** CPU seconds of this process, so that others on the machine count less. */
function cpuSeconds(act: (at: number) => unknown): number {
  const before = process.cpuUsage()
  for (let at = 0; at < FIELDS; at++) act(at)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

for (const cipher of ['aes-256-gcm', 'sm4']) {
  const sealing = sealingFrom({
    CANBAO_SEALING_KEYS: `k1:${newKey()}`,
    CANBAO_INDEX_KEY: newKey(),
    CANBAO_CIPHER: cipher,
  })
  for (const [name, act] of acts(sealing)) {
    cpuSeconds(act)
    const rounds = Array.from({ length: ROUNDS }, () => cpuSeconds(act)).sort((one, other) => one - other)
    const [best = 0, median = 0] = [rounds[0], rounds[ROUNDS >> 1]]
    console.log(
      JSON.stringify({
        cipher,
        act: name,
        perSecond: Math.round(FIELDS / median),
        bestPerSecond: Math.round(FIELDS / best),
        secondsForAll: Number(((median / FIELDS) * PEOPLE * FIELDS_EACH).toFixed(1)),
      }),
    )
  }
}
console.log(JSON.stringify({ node: process.version, openssl: process.versions.openssl, cpu: cpus()[0]?.model }))
