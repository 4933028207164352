import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto'
import type { EditionDocument, EditionHead } from './documents'
import { Refusal } from '../../platform/base'

/** Of the publishing function: the seed of the Ed25519 key, base64 of 32 bytes. Its public half goes into phones. */
const VARIABLE = 'CANBAO_EDITION_KEY'
/** RFC 8410: what stands before a seed, and before a public key, in DER. */
const PRIVATE = Buffer.from('302e020100300506032b657004220420', 'hex')
const PUBLIC = Buffer.from('302a300506032b6570032100', 'hex')
const SEED_BYTES = 32

/** @throws Refusal EDITION_KEY_MISSING */
function privateKey(environment: Readonly<Record<string, string | undefined>>): KeyObject {
  const seed = Buffer.from(environment[VARIABLE] ?? '', 'base64')
  if (seed.length !== SEED_BYTES)
    throw new Refusal({
      code: 'EDITION_KEY_MISSING',
      path: VARIABLE,
      message: `发布政策要用的签名钥匙（环境变量 ${VARIABLE}）没有设好，这次没有发布。请系统管理员按运维说明设置。`,
    })
  return createPrivateKey({ key: Buffer.concat([PRIVATE, seed]), format: 'der', type: 'pkcs8' })
}

export const textDigest = (text: string): string => createHash('sha512').update(text, 'utf8').digest('base64')

/** The public half of the key, base64 of 32 bytes, as phones carry it. @throws Refusal EDITION_KEY_MISSING */
export function editionPublicKey(environment: Readonly<Record<string, string | undefined>> = process.env): string {
  const key = createPublicKey(privateKey(environment))
  return key.export({ format: 'der', type: 'spki' }).subarray(PUBLIC.length).toString('base64')
}

/** Public keys, the present and the next one, by commas: of functions that publish nothing and hold no private key. */
const PUBLIC_KEYS = 'CANBAO_EDITION_PUBLIC_KEYS'

/** Its public half by the private key's text: asked with every call, and costly to make. */
const publicHalves = new Map<string, string>()

function publicHalf(environment: Readonly<Record<string, string | undefined>>): string {
  const seed = environment[VARIABLE] ?? ''
  const known = publicHalves.get(seed) ?? editionPublicKey(environment)
  publicHalves.set(seed, known)
  return known
}

/** Whose editions are gone by; none where nothing is set. */
export function trustedKeys(environment: Readonly<Record<string, string | undefined>> = process.env): string[] {
  const named = (environment[PUBLIC_KEYS] ?? '').split(',').filter((key) => key !== '')
  return (environment[VARIABLE] ?? '') === '' ? named : [...named, publicHalf(environment)]
}

/** Signs the head of an edition. @throws Refusal EDITION_KEY_MISSING */
export function signedEdition(
  head: EditionHead,
  { policy, office }: Pick<EditionDocument, 'policy' | 'office'>,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): EditionDocument {
  const text = JSON.stringify(head)
  const signature = sign(null, Buffer.from(text, 'utf8'), privateKey(environment)).toString('base64')
  const { edition, region, year } = head
  return { _id: edition, region, year, head: text, signature, policy, office }
}

/** Whether an edition is what was signed; null = it is not, or another key signed it. */
export function verifiedHead(
  { head, signature, policy, office }: EditionDocument,
  publicKeys: readonly string[],
): EditionHead | null {
  const good = publicKeys.some((key) =>
    verify(
      null,
      Buffer.from(head, 'utf8'),
      createPublicKey({ key: Buffer.concat([PUBLIC, Buffer.from(key, 'base64')]), format: 'der', type: 'spki' }),
      Buffer.from(signature, 'base64'),
    ),
  )
  if (!good) return null
  const read = JSON.parse(head) as EditionHead
  return read.policyDigest === textDigest(policy) && read.officeDigest === textDigest(office) ? read : null
}
