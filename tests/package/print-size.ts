import { existsSync } from 'node:fs'
import { kb, tooBig, weighPackages } from './package-size'

const FOLDER = 'dist/weapp'
const FILES_SHOWN = 8

/** `npm run size`: what the WeChat package weighs; fails when it is too heavy. */
function printSize(): number {
  if (!existsSync(FOLDER)) {
    console.error(`${FOLDER} is not built yet: npm run build:weapp`)
    return 1
  }
  const packages = weighPackages(FOLDER)
  for (const { name, bytes, gzBytes, files } of packages) {
    console.log(
      `${name}: ${bytes} bytes (${kb(bytes)}), ${gzBytes} gz (${kb(gzBytes)}; the sum of each file's own gzip)`,
    )
    for (const file of files.slice(0, FILES_SHOWN))
      console.log(`  ${String(file.bytes).padStart(8)}  ${String(file.gzBytes).padStart(7)} gz  ${file.file}`)
  }
  const complaints = tooBig(packages)
  for (const complaint of complaints) console.error(`too big: ${complaint}`)
  return complaints.length === 0 ? 0 : 1
}

process.exitCode = printSize()
