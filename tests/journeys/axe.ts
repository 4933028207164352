import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'

const SCRIPT = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

/** `npm run axe` looks at every page in every view; the gate at each page in one. */
const IN_EVERY_VIEW = process.env.CANBAO_AXE === 'all'

interface Violation {
  id: string
  nodes: { html: string; target: unknown[] }[]
}

/**
 * What axe-core finds on this screen, of any weight: WCAG and its own best practice.
 * @param here the view in which the gate looks at this page
 */
export async function axeFindings(page: Page, here: boolean): Promise<string[]> {
  if (!here && !IN_EVERY_VIEW) return []
  const isThere = await page.evaluate(() => 'axe' in window)
  if (!isThere) await page.evaluate(SCRIPT)
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } }
    return (await axe.run()).violations.map(({ id, nodes }) => ({
      id,
      nodes: nodes.map(({ html, target }) => ({ html, target })),
    }))
  })
  return found.map(({ id, nodes }) => `axe ${id}: ${nodes.length} × ${nodes[0]?.html.slice(0, 160) ?? ''}`)
}
