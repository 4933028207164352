import { PlatformError } from '../platform-error'

/**
 * As much of protocol buffers as `wx.openApi` takes: https://protobuf.dev/programming-guides/encoding/
 * The messages are those of wx-server-sdk 4.0.2, `src/protobuf/openapi.js`.
 */

const VARINT = 0
const BYTES = 2

/** The length-delimited fields of a message, by number; numbers (varints) are passed over. */
function bytesFields(message: Buffer): ReadonlyMap<number, readonly Buffer[]> {
  const fields = new Map<number, Buffer[]>()
  let at = 0
  const varint = (): number => {
    let value = 0
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = message[at++]
      if (byte === undefined) throw malformed()
      value += (byte & 0x7f) * 2 ** shift
      if (byte < 0x80) return value
    }
    throw malformed()
  }
  while (at < message.length) {
    const tag = varint()
    const kind = tag & 7
    if (kind === VARINT) {
      varint()
      continue
    }
    if (kind !== BYTES) throw malformed()
    const length = varint()
    if (at + length > message.length) throw malformed()
    const number = Math.floor(tag / 8)
    fields.set(number, [...(fields.get(number) ?? []), message.subarray(at, at + length)])
    at += length
  }
  return fields
}

/** `CommApiData{2: OpenApiData{1: repeated KeyValuePair{1: key, 2: value}}}`: the parameters of an openapi call, as they were sent. */
export function readOpenApiPairs(message: Buffer): ReadonlyMap<string, Buffer> {
  const [data] = bytesFields(message).get(2) ?? []
  const pairs = new Map<string, Buffer>()
  for (const pair of bytesFields(data ?? Buffer.alloc(0)).get(1) ?? []) {
    const fields = bytesFields(pair)
    pairs.set(fields.get(1)?.[0]?.toString('utf8') ?? '', fields.get(2)?.[0] ?? Buffer.alloc(0))
  }
  return pairs
}

/** `CommOpenApiResp{1: respData, 2: contentType}`. */
export function writeOpenApiAnswer(json: string): Buffer {
  return Buffer.concat([field(1, Buffer.from(json)), field(2, Buffer.from('application/json'))])
}

function field(number: number, bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from([number * 8 + BYTES, ...varintOf(bytes.length)]), bytes])
}

function varintOf(value: number): readonly number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varintOf(value >>> 7)]
}

function malformed(): PlatformError {
  return new PlatformError('INVALID_PARAM', 'INVALID_PARAM: the protocol buffer is malformed')
}
