import type { IncomingMessage } from 'node:http'
import { PlatformError } from './platform-error'

/** devcloud has no passwords and trusts the machine it runs on, so it must be reachable from that machine only. */
const LOOPBACK_ADDRESSES: readonly string[] = ['127.0.0.1', '::1', 'localhost']

export function requireLoopback(host: string): void {
  if (LOOPBACK_ADDRESSES.includes(host)) return
  throw new Error(`devcloud listens on this machine only (${LOOPBACK_ADDRESSES.join(', ')}), not on ${host}`)
}

/** A host as it stands in a URL: IPv6 in brackets. */
export function hostInUrl(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}

/** The `Host` headers under which this machine's own pages and programs reach a port. */
function ownHosts(port: number): ReadonlySet<string> {
  return new Set(LOOPBACK_ADDRESSES.map((host) => `${hostInUrl(host)}:${port}`))
}

/**
 * Any page open in a browser on this machine can send requests to a loopback port. Refused are: another host's name
 * pointing here (DNS rebinding), a page of another origin, and a body that a plain HTML form could send.
 */
export function requireOwnSource(request: IncomingMessage, port: number): void {
  const host = request.headers.host ?? ''
  if (!ownHosts(port).has(host)) throw refused('this host name is not this machine')
  const { origin } = request.headers
  if (origin !== undefined && origin !== `http://${host}`) throw refused('a page of another origin may not call')
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none' && request.method !== 'GET') {
    throw refused('a page of another site may not call')
  }
}

/** The SDK's protocol is for programs; it acts with the rights of the server, so no page may speak it. */
export function requireProgram(request: IncomingMessage): void {
  if (request.headers.origin !== undefined || request.headers['sec-fetch-site'] !== undefined) {
    throw refused('a page may not speak the protocol of the server SDK')
  }
}

export function contentType(request: IncomingMessage): string {
  return (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? ''
}

export function requireJson(request: IncomingMessage): void {
  if (contentType(request) !== 'application/json')
    throw new PlatformError('INVALID_PARAM', 'INVALID_PARAM: the body has to be application/json')
}

function refused(why: string): PlatformError {
  return new PlatformError('INVALID_REQUEST_SOURCE', `INVALID_REQUEST_SOURCE: ${why}`)
}

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
    throw new PlatformError(
      'EXCEED_MAX_PAYLOAD_SIZE',
      `EXCEED_MAX_PAYLOAD_SIZE: a request holds at most ${bytesMax} bytes`,
    )
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
