import type { IncomingMessage } from 'node:http'
import { PlatformError } from './platform-error'

/**
 * Reads a body of at most `bytesMax`. What is beyond is read and thrown away, so that the sender, who is still
 * writing, gets an answer and not a broken connection.
 */
export async function readBytes(request: IncomingMessage, bytesMax: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    const piece: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))
    bytes += piece.length
    if (bytes <= bytesMax) chunks.push(piece)
  }
  if (bytes > bytesMax) {
    throw new PlatformError('EXCEED_MAX_PAYLOAD_SIZE', `EXCEED_MAX_PAYLOAD_SIZE: a request holds at most ${bytesMax} bytes`)
  }
  return Buffer.concat(chunks)
}

export async function readBody(request: IncomingMessage, bytesMax: number): Promise<string> {
  return (await readBytes(request, bytesMax)).toString('utf8')
}

/** What is asked of devcloud itself is short. */
export const CONTROL_BYTES_MAX = 64 * 1024

export async function readJson(request: IncomingMessage): Promise<unknown> {
  const body = await readBody(request, CONTROL_BYTES_MAX)
  try {
    return JSON.parse(body)
  } catch {
    throw new PlatformError('INVALID_PARAM', 'INVALID_PARAM: the body is not JSON')
  }
}
