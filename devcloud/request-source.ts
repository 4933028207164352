import type { IncomingMessage } from 'node:http'
import { ownHosts } from './loopback'
import { PlatformError } from './platform-error'

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
  if (contentType(request) !== 'application/json') throw new PlatformError('INVALID_PARAM', 'INVALID_PARAM: the body has to be application/json')
}

function refused(why: string): PlatformError {
  return new PlatformError('INVALID_REQUEST_SOURCE', `INVALID_REQUEST_SOURCE: ${why}`)
}
