import type { Page } from 'playwright-core'

/** Chooses whom to be, as one does at /sign-in in place of signing in to WeChat, and opens the first screen. */
export async function signInAs(page: Page, url: string, openid: string): Promise<void> {
  const reply = await page.context().request.post(`${url}/sign-in`, { form: { openid } })
  if (!reply.ok()) throw new Error(`nobody can sign in as ${openid}: ${reply.status()}`)
  await page.goto(url)
  await page.locator('#page-home:visible').waitFor()
}

/** Answers the dialog that the browser build shows. */
export function sayYesInBrowser(page: Page): (button: string) => Promise<void> {
  return (button) => page.locator('.taro-modal__foot').getByText(button, { exact: true }).click()
}
