import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { TmplGroup } from 'glass-easel-template-compiler'
import { z } from 'zod'
import { AppConfig, ComponentConfig, type PackedPackage } from './packed-package'
import { wxssToCss } from './wxss-to-css'

const CompilerMessages = z.array(z.object({ message: z.string(), startLine: z.number() }))

export interface Packed {
  package: PackedPackage
  /** A JavaScript expression: WeChat's compiler's code for every template, by path. */
  templates: string
  /** Every error and warning of the template compiler, as `file:line message`. */
  warnings: string[]
}

/** Reads a built mini-program from its folder; WXML and WXS go through WeChat's own template compiler. */
export function packPackage(folder: string): Packed {
  const files = listFiles(folder)
  const byEnding = (ending: string) =>
    files.filter((file) => file.endsWith(ending)).map((file) => ({ id: file.slice(0, -ending.length), file }))
  const read = (file: string) => readFileSync(path.join(folder, file), 'utf8')

  const group = new TmplGroup()
  const warnings = byEnding('.wxml').flatMap(({ id, file }) =>
    CompilerMessages.parse(group.addTmpl(id, read(file)) ?? []).map(
      ({ message, startLine }) => `${file}:${startLine + 1} ${message}`,
    ),
  )
  for (const { id, file } of byEnding('.wxs')) group.addScript(id, read(file))

  const json = (file: string): unknown => JSON.parse(read(file))
  const pages = new Set(byEnding('.wxml').map(({ id }) => id))
  return {
    package: {
      app: AppConfig.parse(json('app.json')),
      components: Object.fromEntries(
        byEnding('.json')
          .filter(({ id }) => pages.has(id))
          .map(({ id, file }) => [id, ComponentConfig.parse(json(file))]),
      ),
      modules: Object.fromEntries(byEnding('.js').map(({ id, file }) => [id, read(file)])),
      styles: Object.fromEntries(byEnding('.wxss').map(({ id, file }) => [id, wxssToCss(path.join(folder, file))])),
    },
    templates: group.getTmplGenObjectGroups(),
    warnings,
  }
}

/** Paths of all files, with `/` between folders. */
export function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort()
}
