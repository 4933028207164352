import { readFileSync } from 'node:fs'
import path from 'node:path'
import postcss from 'postcss'

const TAG_IN_SELECTOR = /(^|[\s>+~,(])([a-z][a-z0-9-]*)(?=$|[\s>+~,.:#[)])/g
const LENGTH_IN_RPX = /(-?\d*\.?\d+)rpx/g

/** Turns one WXSS file into CSS: imports taken in, tags named as the runtime names them, rpx in terms of the window. */
export function wxssToCss(file: string, taken = new Set<string>()): string {
  const sheet = postcss.parse(readFileSync(file, 'utf8'), { from: file })
  sheet.walkAtRules('import', (rule) => {
    const imported = path.resolve(path.dirname(file), rule.params.replace(/^['"]|['"]$/g, ''))
    if (taken.has(imported)) {
      rule.remove()
      return
    }
    taken.add(imported)
    rule.replaceWith(postcss.parse(wxssToCss(imported, taken)))
  })
  sheet.walkRules((rule) => {
    if (isKeyframe(rule)) return
    rule.selector = rule.selector.replace(TAG_IN_SELECTOR, '$1wx-$2')
  })
  // 750rpx is the width of the window (developers.weixin.qq.com, WXSS 尺寸单位).
  sheet.walkDecls((declaration) => {
    declaration.value = declaration.value.replace(LENGTH_IN_RPX, (_, n: string) => `calc(100vw * ${n} / 750)`)
  })
  return sheet.toString()
}

function isKeyframe(rule: postcss.Rule): boolean {
  return rule.parent instanceof postcss.AtRule && rule.parent.name.endsWith('keyframes')
}
