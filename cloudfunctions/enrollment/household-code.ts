import { sealing } from '../shared/sealing'

/**
 * The code on a household's paper: who holds it can bind themself to a member or look after one. It is made from the
 * household and a serial by the deployment's index key and not stored; counting the serial on voids the paper.
 */

/** Crockford's: no I, L, O, U, which a reader takes for 1, 1, 0 and V. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 10
const BITS = 5

/** Ten characters, without the dash. */
export function householdCode(household: string, serial: number): string {
  return readableCode(sealing().blindIndex(`${household}:${serial}`, 'householdPaper'), LENGTH)
}

/** The beginning of a digest (base64url) in characters that people can read out and type: five bits each. */
export function readableCode(digest: string, length: number): string {
  const bytes = Buffer.from(digest, 'base64url')
  const bits = [...bytes.subarray(0, (length * BITS + 7) >> 3)].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return Array.from({ length }, (_, i) => ALPHABET[parseInt(bits.slice(i * BITS, (i + 1) * BITS), 2)]).join('')
}

/** As it is printed: `XXXXX-XXXXX`. */
export function printedCode(code: string): string {
  return `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`
}

/** As it is compared, however it was typed. */
export function readCode(typed: string): string {
  return typed.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')
}

export function codeIndex(code: string): string {
  return sealing().blindIndex(code, 'householdCode')
}
