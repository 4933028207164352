import type { IncomingMessage } from 'node:http'
import { PlatformError } from './platform-error'

/**
 * Reads a body of at most `bytesMax`. What is beyond is read and thrown away, so that the sender, who is still
 * writing, gets an answer and not a broken connection.
 */
export async function readBody(request: IncomingMessage, bytesMax: number): Promise<string> {
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
  return Buffer.concat(chunks).toString('utf8')
}
