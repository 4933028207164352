// Plain JavaScript that any Node can read: before `npm start`, `npm test` and `npm run dev`, in place of a stack.
import { readFileSync } from 'node:fs'

const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
const needed = Number(/\d+/.exec(engines.node)[0])
const [major] = process.versions.node.split('.').map(Number)
if (major < needed) {
  console.error(
    `需要 Node ${needed} 或更新的版本，现在是 ${process.versions.node}  ` +
      `Node ${needed} or later is needed; this is ${process.versions.node}`,
  )
  process.exit(1)
}
