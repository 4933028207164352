import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { z } from 'zod'

/** What the phone has to fetch before the first screen, in KB of 1,000 bytes. The gz number is the sum of each file's own gzip. */
export const MAIN_BYTES_MAX = 450_000
export const MAIN_GZ_BYTES_MAX = 130_000
/** developers.weixin.qq.com, 分包加载: no package above 2 MB. */
export const PACKAGE_BYTES_MAX = 2 * 1024 * 1024

/** Read by the developer tool, not uploaded. */
const NOT_UPLOADED = new Set(['project.config.json', 'project.private.config.json'])

export interface FileSize {
  file: string
  bytes: number
  gzBytes: number
}

export interface PackageSize {
  /** `main`, or the root of a subpackage. */
  name: string
  bytes: number
  gzBytes: number
  /** Biggest first. */
  files: FileSize[]
}

const AppJson = z.object({ subPackages: z.array(z.object({ root: z.string() })).default([]) })

/** Weighs the main package and each subpackage of a built mini-program. The main one comes first. */
export function weighPackages(folder: string): PackageSize[] {
  const { subPackages } = AppJson.parse(JSON.parse(readFileSync(path.join(folder, 'app.json'), 'utf8')))
  const roots = subPackages.map(({ root }) => `${root.replace(/^\/|\/$/g, '')}/`)
  const files = filesOf(folder).filter((file) => !NOT_UPLOADED.has(file))
  const main = files.filter((file) => !roots.some((root) => file.startsWith(root)))
  return [
    weigh(folder, 'main', main),
    ...roots.map((root) =>
      weigh(
        folder,
        root,
        files.filter((file) => file.startsWith(root)),
      ),
    ),
  ]
}

/** What is too big, in words; nothing when all is well. */
export function tooBig([main, ...subpackages]: readonly PackageSize[]): string[] {
  if (!main) return ['there is no package']
  return [
    ...(main.bytes > MAIN_BYTES_MAX ? [`main package: ${kb(main.bytes)}, at most ${kb(MAIN_BYTES_MAX)}`] : []),
    ...(main.gzBytes > MAIN_GZ_BYTES_MAX
      ? [`main package: ${kb(main.gzBytes)} gz, at most ${kb(MAIN_GZ_BYTES_MAX)}`]
      : []),
    ...subpackages
      .filter(({ bytes }) => bytes > PACKAGE_BYTES_MAX)
      .map(({ name, bytes }) => `${name}: ${kb(bytes)}, at most ${kb(PACKAGE_BYTES_MAX)}`),
  ]
}

export function kb(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} KB`
}

function weigh(folder: string, name: string, paths: readonly string[]): PackageSize {
  const files = paths.map((file) => {
    const content = readFileSync(path.join(folder, file))
    return { file, bytes: content.length, gzBytes: gzipSync(content).length }
  })
  const sum = (of: (size: FileSize) => number) => files.reduce((total, size) => total + of(size), 0)
  return {
    name,
    bytes: sum(({ bytes }) => bytes),
    gzBytes: sum(({ gzBytes }) => gzBytes),
    files: files.sort((a, b) => b.bytes - a.bytes),
  }
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
}
