import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import { privateFile } from './data-folder'

/** Someone to sign in as. */
const Identities = z
  .array(
    z.strictObject({
      /** Shaped like WeChat's: an `o`, then letters, digits, `-` and `_`. */
      openid: z.string().regex(/^o[\w-]{5,63}$/),
      name: z.string().min(1).max(60),
      about: z.string().max(200).optional(),
    }),
  )
  .max(200)

export type Identity = z.infer<typeof Identities>[number]

/** The people of `--identities FILE`. Throws when the file is wrong. */
export function readIdentities(file: string): readonly Identity[] {
  const result = Identities.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw new Error(`${file}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`)
}

/** A page without scripts: choosing is a form of its own, and the last choice is to be nobody known. */
export function signInPage(identities: readonly Identity[], current: string | undefined): string {
  const choices = identities
    .map(({ openid, name, about = '' }) => choice(openid, name, about, openid === current))
    .join('')
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>选择身份</title>
<style>body{font:18px/1.6 system-ui,sans-serif;max-width:36em;margin:2em auto;padding:0 1em}
button{display:block;width:100%;font:inherit;text-align:left;padding:.8em 1em;margin:.6em 0;border:1px solid #888;border-radius:8px;background:#fff}
button[aria-current]{border:3px solid #06874a}small{display:block;color:#555}</style>
<h1>您是谁？</h1><p>这台电脑上的演示身份，代替微信登录。</p>
<form method="post" action="/sign-in">${choices}${choice('', '新的访客', '一个谁也不认识的微信用户', false)}</form></html>`
}

function choice(openid: string, name: string, about: string, current: boolean): string {
  return `<button name="openid" value="${escaped(openid)}"${current ? ' aria-current="true"' : ''}>${escaped(name)}<small>${escaped(about)}</small></button>`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

/**
 * Stands in for WeChat's sign-in: each browser is one user. Its openid is made here, kept in a signed cookie that
 * scripts cannot read, and never taken from a request's body.
 */
export interface BrowserSessions {
  /** The browser's openid; gives it a new one, with the cookie, when it has none or a forged one. */
  openidOf(request: IncomingMessage, response: ServerResponse): string
  /** The openid it has, if any; gives it none. */
  knownOpenid(request: IncomingMessage): string | undefined
  /** Makes the browser this user from now on; a new one when nobody is named. */
  signIn(response: ServerResponse, openid?: string): void
}

/** Users outlive devcloud when it keeps data: the key then lies in the folder. Else a new start makes new users. */
export function browserSessions(portOf: () => number, folder: string | undefined): BrowserSessions {
  const key = folder === undefined ? randomBytes(32) : keptKey(folder)
  const signatureOf = (openid: string) => createHmac('sha256', key).update(openid).digest('base64url')
  // Cookies are shared between the ports of a host, so the port is part of the name.
  const nameOf = () => `devcloud_${portOf()}`
  const knownOpenid = (request: IncomingMessage) => signedOpenid(cookie(request, nameOf()), signatureOf)
  const give = (response: ServerResponse, openid: string) => {
    response.setHeader('Set-Cookie', `${nameOf()}=${openid}.${signatureOf(openid)}; Path=/; HttpOnly; SameSite=Strict`)
  }

  return {
    knownOpenid,
    openidOf(request, response) {
      const known = knownOpenid(request)
      if (known !== undefined) return known
      const openid = newOpenid()
      give(response, openid)
      return openid
    },
    signIn: (response, openid = newOpenid()) => give(response, openid),
  }
}

const KEY_BYTES = 32

/** A new one signs everybody out, so only a file that is empty, as one just made is, gets one. */
function keptKey(folder: string): Buffer {
  const file = privateFile(folder, 'session-key')
  const kept = readFileSync(file)
  if (kept.length === KEY_BYTES) return kept
  if (kept.length > 0) {
    throw new Error(`${file} is damaged: put the right one back, or delete it, which makes every browser somebody new`)
  }
  const key = randomBytes(KEY_BYTES)
  writeFileSync(file, key)
  return key
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
