import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const FILE = 'served-by'

/** The process that serves a data folder; null = nobody does, or it ended without a word. */
function servedBy(data: string): number | null {
  try {
    const pid = Number(readFileSync(join(data, FILE), 'utf8'))
    // Signal 0 only asks whether there is such a process.
    return Number.isInteger(pid) && pid > 0 && process.kill(pid, 0) ? pid : null
  } catch {
    return null
  }
}

/** Says that this process serves the folder, until what comes back is called. */
export function markServed(data: string): () => void {
  writeFileSync(join(data, FILE), String(process.pid), { mode: 0o600 })
  return () => rmSync(join(data, FILE), { force: true })
}

/** @throws Error that says who has to be stopped before the folder may be made anew */
export function requireUnserved(data: string): void {
  const pid = servedBy(data)
  if (pid === null || pid === process.pid) return
  throw new Error(
    `数据没有动：另一个 npm start（进程 ${pid}）正在用 ${data}，请先按 Ctrl+C 停掉它  ` +
      `Nothing was erased: another npm start (process ${pid}) serves ${data}; stop it first`,
  )
}
