import { PlatformError } from '../platform-error'

/**
 * The multipart form in which wx-server-sdk sends what is meant for WeChat: its fields, as bytes, for two of them are
 * protocol buffers. Node's own reader takes fields without a file name for text, and would break them.
 */
export function readForm(contentType: string, body: Buffer): ReadonlyMap<string, Buffer> {
  const boundary = /;\s*boundary="?([^";]+)"?/i.exec(contentType)?.[1]
  if (boundary === undefined) throw malformed('form')
  const delimiter = Buffer.from(`--${boundary}`)
  const fields = new Map<string, Buffer>()
  let start = body.indexOf(delimiter)
  while (start >= 0) {
    const from = start + delimiter.length
    const next = body.indexOf(delimiter, from)
    if (next < 0) break
    // A part begins after the line break that ends its delimiter, and ends before the one that begins the next.
    readPart(body.subarray(from + 2, next - 2), fields)
    start = next
  }
  return fields
}

function readPart(part: Buffer, fields: Map<string, Buffer>): void {
  const end = part.indexOf('\r\n\r\n')
  if (end < 0) throw malformed('form')
  const name = /;\s*name="([^"]*)"/i.exec(part.subarray(0, end).toString('utf8'))?.[1]
  if (name === undefined) throw malformed('form')
  fields.set(name, part.subarray(end + 4))
}

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
      if (byte === undefined) throw malformed('protocol buffer')
      value += (byte & 0x7f) * 2 ** shift
      if (byte < 0x80) return value
    }
    throw malformed('protocol buffer')
  }
  while (at < message.length) {
    const tag = varint()
    const kind = tag & 7
    if (kind === VARINT) {
      varint()
      continue
    }
    if (kind !== BYTES) throw malformed('protocol buffer')
    const length = varint()
    if (at + length > message.length) throw malformed('protocol buffer')
    const number = Math.floor(tag / 8)
    fields.set(number, [...(fields.get(number) ?? []), message.subarray(at, at + length)])
    at += length
  }
  return fields
}

/**
 * `CommApiData{2: OpenApiData{1: repeated KeyValuePair{1: key, 2: value}}}`: the parameters of an openapi call, as they
 * were sent.
 */
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

function malformed(what: 'form' | 'protocol buffer'): PlatformError {
  return new PlatformError('INVALID_PARAM', `INVALID_PARAM: the ${what} is malformed`)
}
