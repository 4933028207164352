import { parseArgs } from 'node:util'
import { exportCollections, exportDocuments } from '../devcloud/database/dump'

/** `npm run data:export -- --data DIR --out FILE.jsonl`, or `--console FOLDER`: a file a collection, for the console */
function exportData(): void {
  const { values } = parseArgs({
    options: { data: { type: 'string', default: '.data' }, out: { type: 'string' }, console: { type: 'string' } },
  })
  if (values.console !== undefined) {
    console.log(`${exportCollections(values.data, values.console)} documents → ${values.console}`)
    return
  }
  if (values.out === undefined)
    throw new Error('请用 --out 指定文件，或用 --console 指定文件夹  --out FILE or --console FOLDER is missing')
  console.log(`${exportDocuments(values.data, values.out)} documents → ${values.out}`)
}

try {
  exportData()
} catch (error) {
  console.error(`没有导出 Not exported: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
