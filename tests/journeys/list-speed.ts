import type { CDPSession, Page } from 'playwright-core'

/** What a clerk at a door waits for without wondering: the first rows within a second, no task over 100 ms while she scrolls. */
export const FIRST_SIGHT_MS_MAX = 1_000
export const LONG_TASK_MS_MAX = 100

/** A thumb that flings hard: more than two screens a second. */
const PX_A_FRAME = 120

/** Opens the list from 今天 and waits for its first rows. `busyMs`: how long the page's own thread worked; `wallMs`: all in all. */
export async function measureOpening(page: Page, cdp: CDPSession): Promise<{ busyMs: number; wallMs: number }> {
  const before = await taskSeconds(cdp)
  const wallMs = await page.evaluate(async () => {
    const begun = performance.now()
    const isThere = () =>
      [...document.querySelectorAll('#page-households .household-row')].some((row) => row.checkVisibility())
    document.querySelector<HTMLElement>('#page-village #go-households')?.click()
    while (!isThere()) await new Promise(requestAnimationFrame)
    await new Promise(requestAnimationFrame)
    return performance.now() - begun
  })
  return { busyMs: Math.round(((await taskSeconds(cdp)) - before) * 1_000), wallMs: Math.round(wallMs) }
}

async function taskSeconds(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0
}

/** Scrolls the list to its end as a thumb does, and says what the page's thread did meanwhile. */
export async function scrollThrough(
  page: Page,
): Promise<{ longestMs: number; longTasks: number; nodes: number; rowsSeen: number }> {
  return page.evaluate(async (pxAFrame) => {
    const list = document.querySelector<HTMLElement>('#page-households #rows')
    if (list === null) throw new Error('there is no list')
    const tasks: number[] = []
    const watch = new PerformanceObserver((entries) =>
      entries.getEntries().forEach(({ duration }) => tasks.push(duration)),
    )
    watch.observe({ type: 'longtask' })
    const seen = new Set<string>()
    let nodes = 0
    const look = () => {
      document.querySelectorAll('#page-households .household-row').forEach((row) => seen.add(row.textContent ?? ''))
      nodes = Math.max(nodes, document.querySelectorAll('#page-households *').length)
    }
    for (let frame = 0; list.scrollTop + list.clientHeight < list.scrollHeight - 1 && frame < 5_000; frame++) {
      list.scrollTop += pxAFrame
      await new Promise(requestAnimationFrame)
      if (frame % 4 === 0) look()
    }
    await new Promise((resolve) => setTimeout(resolve, 300))
    look()
    watch.disconnect()
    return { longestMs: Math.round(Math.max(0, ...tasks)), longTasks: tasks.length, nodes, rowsSeen: seen.size }
  }, PX_A_FRAME)
}
