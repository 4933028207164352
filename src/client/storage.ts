import Taro from '@tarojs/taro'

/** Version of the shapes written here. A shape of another version is dropped, not guessed at. */
const SHAPE = 1

export interface Stored<T> {
  value: T | null
  /** Something was there that this version cannot read; it was dropped. */
  dropped: boolean
}

/** Reads what was kept on this phone. Never throws: storage may be full, forbidden, or written by another version. */
export function readStored<T>(key: string, check: (raw: unknown) => T | null): Stored<T> {
  let raw: unknown
  try {
    raw = Taro.getStorageSync(key)
  } catch {
    return { value: null, dropped: false }
  }
  if (raw === '' || raw === undefined || raw === null) return { value: null, dropped: false }
  const value = isRecord(raw) && raw.shape === SHAPE ? check(raw.data) : null
  if (value === null) forget(key)
  return { value, dropped: value === null }
}

/** False when the phone refused to keep it (storage full, private browsing). */
export function writeStored(key: string, data: unknown): boolean {
  try {
    Taro.setStorageSync(key, { shape: SHAPE, data })
    return true
  } catch {
    return false
  }
}

export function forget(key: string): void {
  try {
    Taro.removeStorageSync(key)
  } catch {
    // Nothing kept, nothing to forget.
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
