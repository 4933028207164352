import path from 'node:path'
import type { IPluginContext } from '@tarojs/service'
import accessibleAttributes from './accessible-attributes.json'

interface Platform {
  runtimePath: string | string[]
  /** Only mini-program platforms have templates; a browser takes any attribute as it is. */
  template?: { mergeComponents(ctx: IPluginContext, patch: Record<string, Record<string, string>>): void }
}

/**
 * Taro's templates leave out WeChat's `aria-*` attributes (developers.weixin.qq.com, 无障碍访问), so a screen reader would
 * hear a list of nameless boxes. Adds them to `view`, in the template and in the runtime, which share one alias table.
 */
export default (ctx: IPluginContext): void => {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform: Platform) {
      if (!platform.template) return
      platform.template.mergeComponents(ctx, { View: accessibleAttributes })
      const runtime = path.resolve(__dirname, 'accessible-runtime.ts')
      platform.runtimePath = [platform.runtimePath, runtime].flat()
    },
  })
}
