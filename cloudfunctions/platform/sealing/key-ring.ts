import type { KeyObject } from 'node:crypto'
import { createSecretKey } from 'node:crypto'
import { Refusal } from '../base'

const KEY_BYTES = 32

/** Keys by id, in their order: the first seals, every one opens. */
type KeyRing = ReadonlyMap<string, KeyObject>

const KEY_ID = /^[A-Za-z0-9]{1,16}$/

/**
 * Reads `k2:<base64>,k1:<base64>`.
 * @throws Refusal KEYS_MISSING, KEYS_MALFORMED. Neither quotes what stood there.
 */
export function readKeyRing(variable: string, text: string | undefined): KeyRing {
  const ring = new Map<string, KeyObject>()
  for (const entry of requirePresent(variable, text).split(',')) {
    const [id, key, ...more] = entry.trim().split(':')
    if (id === undefined || key === undefined || more.length > 0 || !KEY_ID.test(id)) throw malformed(variable)
    if (ring.has(id)) throw malformed(variable)
    ring.set(id, keyFrom(variable, key))
  }
  return ring
}

/** @throws Refusal KEYS_MISSING, KEYS_MALFORMED */
export function readKey(variable: string, text: string | undefined): KeyObject {
  return keyFrom(variable, requirePresent(variable, text).trim())
}

/** Who may look people up need not be able to read them, and the other way about. */
export function requireApart(variable: string, key: KeyObject, ring: KeyRing): void {
  // `KeyObject.equals` is younger than Node 16.13.
  for (const other of ring.values()) if (key.export().equals(other.export())) throw malformed(variable)
}

function requirePresent(variable: string, text: string | undefined): string {
  if (text !== undefined && text.trim() !== '') return text
  throw new Refusal({
    code: 'KEYS_MISSING',
    message: `系统还没有配好加密用的密钥（环境变量 ${variable}），个人信息不能保存，也不能读取。请联系系统管理员在云函数的环境变量中配置。`,
    path: variable,
  })
}

function keyFrom(variable: string, base64: string): KeyObject {
  const bytes = Buffer.from(base64, 'base64')
  // Node skips what is not base64; a key with a slip of the hand in it must not become another key.
  if (bytes.length !== KEY_BYTES || bytes.toString('base64') !== base64) throw malformed(variable)
  return createSecretKey(bytes)
}

function malformed(variable: string): Refusal {
  return new Refusal({
    code: 'KEYS_MALFORMED',
    message: `加密用的密钥（环境变量 ${variable}）格式不对，个人信息不能保存，也不能读取。请系统管理员核对：每把密钥是 ${KEY_BYTES} 字节的 base64，编号不重复，检索用的密钥与加密用的密钥不能是同一把。`,
    path: variable,
  })
}
