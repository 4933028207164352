import { PlatformError } from '../platform-error'

/**
 * The multipart form in which wx-server-sdk sends what is meant for WeChat: its fields, as bytes, for two of them are
 * protocol buffers. Node's own reader takes fields without a file name for text, and would break them.
 */
export function readForm(contentType: string, body: Buffer): ReadonlyMap<string, Buffer> {
  const boundary = /;\s*boundary="?([^";]+)"?/i.exec(contentType)?.[1]
  if (boundary === undefined) throw malformed()
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
  if (end < 0) throw malformed()
  const name = /;\s*name="([^"]*)"/i.exec(part.subarray(0, end).toString('utf8'))?.[1]
  if (name === undefined) throw malformed()
  fields.set(name, part.subarray(end + 4))
}

function malformed(): PlatformError {
  return new PlatformError('INVALID_PARAM', 'INVALID_PARAM: the form is malformed')
}
