import { z } from 'zod'

const Window = z.object({
  navigationBarTitleText: z.string().optional(),
  navigationStyle: z.enum(['default', 'custom']).optional(),
})
const UsedComponents = z.record(z.string(), z.string()).default({})

/** What this runtime reads of `app.json`. developers.weixin.qq.com, 全局配置 */
export const AppConfig = z.object({
  pages: z.array(z.string()).min(1),
  subPackages: z.array(z.object({ root: z.string(), pages: z.array(z.string()) })).default([]),
  window: Window.default({}),
  usingComponents: UsedComponents,
})
export type AppConfig = z.infer<typeof AppConfig>

/** What this runtime reads of the JSON beside a page or a component. */
export const ComponentConfig = Window.extend({
  component: z.boolean().optional(),
  usingComponents: UsedComponents,
  styleIsolation: z.enum(['isolated', 'apply-shared', 'shared']).optional(),
})
export type ComponentConfig = z.infer<typeof ComponentConfig>

/** A package as the browser gets it; every path is without its ending. */
export interface PackedPackage {
  app: AppConfig
  components: Record<string, ComponentConfig>
  modules: Record<string, string>
  styles: Record<string, string>
}

/** What the test says about the phone, before the package starts. */
export interface PhoneSettings {
  /** `wx.getAppBaseInfo().fontSizeScaleFactor`: 1 usual, 1.4 in 关怀模式. */
  fontSizeScaleFactor: number
  theme: 'light' | 'dark'
  /** Query of the first page. */
  query: Record<string, string>
  /** What the camera sees when a code is scanned; '' = the person turns back. */
  scanned: string
}

/** An answer of the cloud, as it crosses from Node to the page. */
export type CloudReply = { result: unknown } | { errCode: number; errMsg: string }

/** One call of `wx`, for a test to look at. */
export interface WxCall {
  api: string
  options: unknown
}

/** What the page tells the test. */
export interface RuntimeReport {
  route: string
  stack: string[]
  calls: WxCall[]
  warnings: string[]
  largestSetDataBytes: number
}
