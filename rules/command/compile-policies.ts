import { writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { faultText } from '../language/policy-fault'
import { checkFolder, checkFolderOnce } from './check-folder'
import { sourcesOf, type LeftOut } from './policies-in'

/**
 * `npm run build:policies`: checks every policy file, merges it with the documents it lies under and the notices that
 * amend it, and writes two editions of the good ones: one that phones and functions carry, and the offices' part, which
 * functions alone carry; and the files as they were written, from which officials write the next year. A faulty file
 * leaves out its own place; the exit status tells it, unless `--leave-out-faulty` (or CANBAO_LEAVE_OUT_FAULTY=1) says
 * to go on with the others.
 */
const ROOT = join(__dirname, '..', '..')

const inWords = ({ file, faults }: LeftOut): string =>
  [
    ...faults.map(faultText),
    `没有编进去：${file}，${faults.length} 处错误。改好以前，这个地方查不到答案；别的地方照常。`,
  ].join('\n\n')

function compile(): number {
  const { values } = parseArgs({
    options: {
      quiet: { type: 'boolean', default: false },
      'leave-out-faulty': { type: 'boolean', default: process.env.CANBAO_LEAVE_OUT_FAULTY === '1' },
      folder: { type: 'string' },
    },
  })
  const folder = relative(process.cwd(), values.folder ?? join(ROOT, 'rules', 'policies'))
  const { read, leftOut } =
    values.folder === undefined
      ? checkFolderOnce(folder, join(ROOT, '.cache', 'policies-checked.json'))
      : checkFolder(folder)
  writeFileSync(join(folder, 'compiled.json'), JSON.stringify(read.map(({ policy }) => policy)))
  writeFileSync(join(folder, 'compiled-office.json'), JSON.stringify(read.map(({ office }) => office)))
  writeFileSync(join(folder, 'compiled-sources.json'), JSON.stringify(sourcesOf(folder)))
  if (leftOut.length > 0) console.error(leftOut.map(inWords).join('\n\n'))
  if (!values.quiet) console.log(`${read.length} policies checked and compiled`)
  return leftOut.length === 0 || (values['leave-out-faulty'] && read.length > 0) ? 0 : 1
}

process.exitCode = compile()
