import { parseArgs } from 'node:util'
import { exportDocuments } from '../devcloud/database/dump'

/** `npm run data:export -- --data DIR --out FILE.jsonl` */
function exportData(): void {
  const { values } = parseArgs({ options: { data: { type: 'string', default: '.data' }, out: { type: 'string' } } })
  if (values.out === undefined) throw new Error('请用 --out 指定文件  --out FILE is missing')
  console.log(`${exportDocuments(values.data, values.out)} documents → ${values.out}`)
}

try {
  exportData()
} catch (error) {
  console.error(`没有导出 Not exported: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
