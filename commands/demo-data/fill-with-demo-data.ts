import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { householdCode, printedCode } from '../../cloudfunctions/domain/people'
import { loadDocuments } from '../../devcloud/database/load'
import { environmentOf, provideEnvironment } from '../../devcloud/environment'
import { shanghaiDay } from '../../rules'
import { TO_BE_TRIED } from './cast'
import { PAPERS, setDemoClock, TAX_FILE } from './demo-folder'
import { withKeptCounts } from './kept-counts'
import { makeDemoData } from './make-demo-data'
import { inNewFolder } from './new-folder'
import { demoTaxFile } from './tax-file'

/**
 * Makes a data folder of devcloud with the demonstration as it stands at a moment; how many documents.
 * @param indexes, environment the files that a deployment uses
 * @param now where the folder's clock begins, ms since 1970
 */
export function fillWithDemoData(
  data: string,
  { indexes, environment, now }: { indexes: string; environment: string; now: number },
): number {
  return inNewFolder(data, (folder) => {
    const takeBack = provideEnvironment(environmentOf(folder, environment))
    try {
      const count = loadDocuments(folder, indexes, withKeptCounts(makeDemoData(shanghaiDay(now)), shanghaiDay(now)))
      writeFileSync(join(folder, PAPERS), papers(), { mode: 0o600 })
      writeFileSync(join(folder, TAX_FILE), demoTaxFile(shanghaiDay(now)), { mode: 0o600 })
      setDemoClock(folder, now)
      return count
    } finally {
      takeBack()
    }
  })
}

function papers(): string {
  const homes = TO_BE_TRIED.map(({ id, members }) =>
    [
      `家庭码 ${printedCode(householdCode(id, 0))}`,
      ...members.map(({ name, idNumber }) => `  ${name}  ${idNumber}`),
    ].join('\n'),
  )
  return `演示用的家庭码：绑定本人、关联家人时，填姓名、证件号码和家庭码。都是编造的人。\n\n${homes.join('\n\n')}\n`
}
