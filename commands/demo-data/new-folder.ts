import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'

/**
 * Fills a folder that is not there yet, or is empty. Only what was filled whole gets its name: a fill that failed or
 * was stopped leaves none.
 */
export function inNewFolder<Result>(folder: string, fill: (into: string) => Result): Result {
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new Error(`${folder} 已经有内容，请指定新的文件夹  is not empty; name a new folder`)
  const filling = `${folder.replace(/\/+$/, '')}.filling`
  rmSync(filling, { recursive: true, force: true })
  mkdirSync(filling, { recursive: true })
  try {
    const result = fill(filling)
    rmSync(folder, { recursive: true, force: true })
    renameSync(filling, folder)
    return result
  } finally {
    rmSync(filling, { recursive: true, force: true })
  }
}
