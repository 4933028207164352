import type { Page } from 'playwright-core'
import { axeFindings } from './axe'

/** 移动互联网应用适老化通用设计规范 (工信部, 2021): letters from 18, targets from 48; WCAG 2.1 AA: contrast from 4.5. */
export const LETTER_PX_MIN = 18
export const TARGET_PX_MIN = 48
export const CONTRAST_MIN = 4.5
/** In the largest letters (适老版): WCAG 2.1 AAA. */
export const CONTRAST_MIN_ELDER = 7

/**
 * What on this screen is too small or too pale, and what axe-core has against it, in words.
 * @param axeHere the view in which the gate runs axe on it
 */
export async function hardToRead(page: Page, axeHere = false): Promise<string[]> {
  return [...(await smallOrPale(page)), ...(await axeFindings(page, axeHere))]
}

async function smallOrPale(page: Page): Promise<string[]> {
  return page.evaluate(
    ({ letterPxMin, targetPxMin, contrastUsual, contrastElder }) => {
      const contrastMin = document.querySelector('.screen-elder') === null ? contrastUsual : contrastElder
      const channels = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number)
      const luminance = (colour: number[]) => {
        const [red = 0, green = 0, blue = 0] = colour.slice(0, 3).map((value) => {
          const part = value / 255
          return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
        })
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue
      }
      const backgroundOf = (element: Element | null): number[] => {
        if (!element) return [255, 255, 255]
        const colour = channels(getComputedStyle(element).backgroundColor)
        return colour.length === 3 || (colour[3] ?? 0) > 0.99 ? colour : backgroundOf(element.parentElement)
      }
      const contrast = (element: Element) => {
        const [lighter = 0, darker = 0] = [
          luminance(channels(getComputedStyle(element).color)),
          luminance(backgroundOf(element)),
        ].sort((a, b) => b - a)
        return (lighter + 0.05) / (darker + 0.05)
      }
      const isVisible = (element: Element) => element.checkVisibility() && element.getBoundingClientRect().width > 0

      const complaints = new Set<string>()
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      for (let node = texts.nextNode(); node; node = texts.nextNode()) {
        const words = node.textContent?.trim() ?? ''
        const element = node.parentElement
        if (words === '' || !element || !isVisible(element) || element.closest('script, style, noscript')) continue
        const letterPx = parseFloat(getComputedStyle(element).fontSize)
        if (letterPx < letterPxMin) complaints.add(`${letterPx}px: ${words}`)
        if (contrast(element) < contrastMin) complaints.add(`contrast ${contrast(element).toFixed(2)}: ${words}`)
      }
      for (const target of document.querySelectorAll('[role=button], [role=radio], [role=checkbox], input')) {
        const { width, height } = target.getBoundingClientRect()
        if (isVisible(target) && (width < targetPxMin || height < targetPxMin)) {
          complaints.add(
            `target ${Math.round(width)} × ${Math.round(height)}: ${target.id || target.textContent?.trim()}`,
          )
        }
      }
      return [...complaints]
    },
    {
      letterPxMin: LETTER_PX_MIN,
      targetPxMin: TARGET_PX_MIN,
      contrastUsual: CONTRAST_MIN,
      contrastElder: CONTRAST_MIN_ELDER,
    },
  )
}

const AT_REST_MS = 3_000

/**
 * Whether something on the page reaches over the phone's edge once the page has come to rest. Edges are compared, as the
 * width of the document is no measure here: it grows while a page slides in.
 */
export async function widerThanPhone(page: Page): Promise<boolean> {
  const within = page.waitForFunction(
    () =>
      [...document.querySelectorAll('.screen *')].every((element) => {
        const { left, right, width } = element.getBoundingClientRect()
        return width === 0 || (right <= window.screen.width + 1 && left >= -1)
      }),
    undefined,
    { timeout: AT_REST_MS },
  )
  return within.then(
    () => false,
    () => true,
  )
}
