import type { BrowserContextOptions } from 'playwright-core'

/** One way in which somebody sees the screens. */
export interface Look {
  ending: string
  fontSize?: string
  options?: BrowserContextOptions
}

/** As most do, in the largest letters, and in the dark. */
export const LOOKS: readonly Look[] = [
  { ending: '' },
  { ending: '-largest', fontSize: '特大' },
  { ending: '-dark', options: { colorScheme: 'dark' } },
]
