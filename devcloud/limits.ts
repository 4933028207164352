/**
 * What the production platform allows, so that a function which would fail there fails here too.
 * SCF = Tencent's quota page, https://cloud.tencent.com/document/product/583/11637
 */

const MEGABYTE = 1024 * 1024

export const LIMITS = {
  /** SCF, 同步请求事件大小: an event, as JSON, in bytes. */
  eventBytesMax: 6 * MEGABYTE,
  /** SCF, 同步请求响应大小: an answer, as JSON, in bytes. */
  answerBytesMax: 6 * MEGABYTE,
  /** SCF, 函数名称长度限制. */
  functionNameLengthMax: 60,
  /** The default of WeChat's cloud console; its maximum there is 60 s. */
  timeoutMsDefault: 3_000,
  timeoutMsMax: 60_000,
  /** The default of WeChat's cloud console. */
  memoryMbDefault: 256,
  /** The SDK sends the event as a string inside JSON: escaping doubles it at worst, plus its envelope. */
  adminBodyBytesMax: 2 * 6 * MEGABYTE + 64 * 1024,
} as const
