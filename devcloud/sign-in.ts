import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** Someone to sign in as. */
const Identities = z.array(z.strictObject({
  /** Shaped like WeChat's: an `o`, then letters, digits, `-` and `_`. */
  openid: z.string().regex(/^o[\w-]{5,63}$/),
  name: z.string().min(1).max(60),
  about: z.string().max(200).optional(),
})).max(200)

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
  const choices = identities.map(({ openid, name, about = '' }) => choice(openid, name, about, openid === current)).join('')
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
