import nacl from 'tweetnacl'
import { LANGUAGE, type CivilDay, type Policy } from '../../rules'

/** An edition as the server hands it out: the very text that was signed, and the policy that its digest is of. */
export interface SignedEdition {
  head: string
  signature: string
  policy: string
}

/**
 * What a phone makes of an edition. `forged`: none of the keys at hand signed it, or it is not what was signed.
 * `tooOld`: it says something that this version of the program cannot read.
 */
type EditionFound =
  { is: 'good'; policy: Policy; effective: CivilDay } | { is: 'forged' } | { is: 'tooOld'; name: string }

/** Checks an edition against the present and the next public key (base64 of 32 bytes each). */
export function checkedEdition(edition: SignedEdition, wanted: string, keys: readonly string[]): EditionFound {
  const head = bytesOf(edition.head)
  const signature = fromBase64(edition.signature)
  const good = keys.map(fromBase64).some((key) => isSignature(head, signature, key))
  if (!good) return { is: 'forged' }
  const { edition: id, language, name, policyDigest, effective } = JSON.parse(edition.head) as SignedHead
  // A good edition of another place, or of before, is none of the one that was asked for.
  if (id !== wanted) return { is: 'forged' }
  const digest = nacl.hash(bytesOf(edition.policy))
  if (!sameBytes(digest, fromBase64(policyDigest))) return { is: 'forged' }
  if (language > LANGUAGE) return { is: 'tooOld', name }
  return { is: 'good', policy: JSON.parse(edition.policy) as Policy, effective }
}

/** What of the signed head a phone reads. */
interface SignedHead {
  edition: string
  language: number
  name: string
  policyDigest: string
  effective: CivilDay
}

function isSignature(head: Uint8Array, signature: Uint8Array, key: Uint8Array): boolean {
  if (signature.length !== nacl.sign.signatureLength || key.length !== nacl.sign.publicKeyLength) return false
  return nacl.sign.detached.verify(head, signature, key)
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i])

/** By hand: WeChat's own JavaScript has neither TextEncoder nor atob. */
function bytesOf(text: string): Uint8Array {
  const escaped = encodeURIComponent(text)
  const bytes: number[] = []
  for (let at = 0; at < escaped.length; at++) {
    if (escaped[at] !== '%') bytes.push(escaped.charCodeAt(at))
    else bytes.push(Number.parseInt(escaped.slice(at + 1, (at += 2) + 1), 16))
  }
  return Uint8Array.from(bytes)
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

function fromBase64(text: string): Uint8Array {
  const bytes: number[] = []
  let [held, bits] = [0, 0]
  for (const letter of text.replace(/=+$/, '')) {
    held = ((held << 6) | BASE64.indexOf(letter)) & 0xffff
    bits += 6
    if (bits >= 8) bytes.push((held >> (bits -= 8)) & 0xff)
  }
  return Uint8Array.from(bytes)
}
