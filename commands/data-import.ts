import { parseArgs } from 'node:util'
import { importDocuments } from '../devcloud/database/dump'

/** `npm run data:import -- --data DIR --in FILE.jsonl [--indexes FILE]`; a folder: as the console exports it */
function importData(): void {
  const { values } = parseArgs({
    options: { data: { type: 'string', default: '.data' }, in: { type: 'string' }, indexes: { type: 'string' } },
  })
  if (values.in === undefined) throw new Error('请用 --in 指定文件  --in FILE is missing')
  console.log(`${importDocuments(values.data, values.in, values.indexes)} documents ← ${values.in}`)
}

try {
  importData()
} catch (error) {
  console.error(`没有导入 Not imported: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
