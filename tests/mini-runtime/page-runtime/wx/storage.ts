import { z } from 'zod'
import { ApiFailure, asynchronous } from './asynchronous'

/** developers.weixin.qq.com, 数据缓存: 1 MB a key, 10 MB in all. */
const KEY_BYTES_MAX = 1024 * 1024
const ALL_KB_MAX = 10 * 1024
const PREFIX = 'phone:'

/** The phone's storage outlives the mini-program: a reload of the page finds it again. */
function write(key: string, data: unknown): void {
  const text = JSON.stringify(data)
  if (text.length > KEY_BYTES_MAX) throw new ApiFailure('exceed max size')
  localStorage.setItem(PREFIX + key, text)
}

function read(key: string): { found: boolean; data: unknown } {
  const text = localStorage.getItem(PREFIX + key)
  return text === null ? { found: false, data: '' } : { found: true, data: JSON.parse(text) as unknown }
}

const keys = () =>
  Object.keys(localStorage)
    .filter((key) => key.startsWith(PREFIX))
    .map((key) => key.slice(PREFIX.length))
const remove = (key: string) => localStorage.removeItem(PREFIX + key)
const clear = () => keys().forEach(remove)
const info = () => ({ keys: keys(), currentSize: 0, limitSize: ALL_KB_MAX })

const Key = z.looseObject({ key: z.string().min(1) })
const Entry = z.looseObject({ key: z.string().min(1), data: z.unknown() })
const Nothing = z.looseObject({})

export const storage = {
  setStorageSync: write,
  getStorageSync: (key: string) => read(key).data,
  removeStorageSync: remove,
  clearStorageSync: clear,
  getStorageInfoSync: info,
  setStorage: asynchronous('setStorage', Entry, ({ key, data }) => write(key, data)),
  getStorage: asynchronous('getStorage', Key, ({ key }) => {
    const { found, data } = read(key)
    if (!found) throw new ApiFailure('data not found')
    return { data }
  }),
  removeStorage: asynchronous('removeStorage', Key, ({ key }) => remove(key)),
  clearStorage: asynchronous('clearStorage', Nothing, clear),
  getStorageInfo: asynchronous('getStorageInfo', Nothing, info),
}
