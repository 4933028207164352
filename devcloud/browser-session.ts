import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'

/**
 * Stands in for WeChat's sign-in: each browser is one user. Its openid is made here, kept in a signed cookie that
 * scripts cannot read, and never taken from a request's body. A new start of devcloud makes new users.
 */
export interface BrowserSessions {
  /** The browser's openid; gives it a new one, with the cookie, when it has none or a forged one. */
  openidOf(request: IncomingMessage, response: ServerResponse): string
}

export function browserSessions(portOf: () => number): BrowserSessions {
  const key = randomBytes(32)
  const signatureOf = (openid: string) => createHmac('sha256', key).update(openid).digest('base64url')
  // Cookies are shared between the ports of a host, so the port is part of the name.
  const nameOf = () => `devcloud_${portOf()}`

  return {
    openidOf(request, response) {
      const known = signedOpenid(cookie(request, nameOf()), signatureOf)
      if (known !== undefined) return known
      const openid = newOpenid()
      response.setHeader('Set-Cookie', `${nameOf()}=${openid}.${signatureOf(openid)}; Path=/; HttpOnly; SameSite=Strict`)
      return openid
    },
  }
}

/** Shaped like WeChat's: 28 characters, the first an `o`. */
function newOpenid(): string {
  return `o${randomBytes(21).toString('base64url').slice(0, 27)}`
}

function signedOpenid(value: string | undefined, signatureOf: (openid: string) => string): string | undefined {
  const [openid, signature, ...rest] = value?.split('.') ?? []
  if (openid === undefined || signature === undefined || rest.length > 0) return undefined
  const expected = Buffer.from(signatureOf(openid))
  const given = Buffer.from(signature)
  return given.length === expected.length && timingSafeEqual(given, expected) ? openid : undefined
}

function cookie(request: IncomingMessage, name: string): string | undefined {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2)
    if (key === name) return value
  }
  return undefined
}
