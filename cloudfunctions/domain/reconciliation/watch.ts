import type { TaxFileDocument } from './documents'
import { matchOn } from './match-rows'
import { continueReading } from './read-file'
import { lookOn } from './show'
import { noteWaiting, recordFailure, taxFilesLeft } from './store'
import { Refusal } from '../../platform/base'
import type { TimerCall } from '../../platform/calls'
import type { ItemTrouble } from '../../platform/database'
import { Rounds } from '../../platform/database'

interface FilesReport {
  /** Files that this call went on with. */
  files: number
  /** Pieces of work that it did on them. */
  steps: number
  /** Files that cannot be gone on with until a person does something. */
  troubled: number
}

const FILES_A_CALL = 20

/** What is next to be done with a file, by its state: a bounded piece; done again it changes nothing. */
const NEXT: Readonly<
  Record<
    Exclude<TaxFileDocument['state'], 'done' | 'withdrawn'>,
    (call: TimerCall, file: TaxFileDocument) => Promise<TaxFileDocument>
  >
> = {
  reading: ({ db, now, today }, file) => continueReading(db, file, { now, today }),
  matching: async ({ db, now, today }, file) => (await matchOn(db, file, { now, today })).file,
  missing: ({ db, today }, file) => lookOn(db, file, today),
}

/**
 * Goes on with the tax office's files, whoever put them there, as far as time allows: the county has only to send them.
 */
export async function advanceTaxFiles(call: TimerCall): Promise<FilesReport> {
  const report: FilesReport = { files: 0, steps: 0, troubled: 0 }
  const rounds = await Rounds.open(call, 'tax-watch')
  await rounds.each(await taxFilesLeft(call.db, rounds.room(FILES_A_CALL)), {
    nameOf: ({ _id }) => _id,
    run: (file) => workOn(call, file, report),
    tell: ({ _id }, trouble) => noteWaiting(call.db, _id, trouble === null ? null : wordsOf(trouble)),
  })
  return { ...report, troubled: report.troubled + rounds.failed }
}

/** A file whose own fault stops it waits for a person; any other error is tried again by the rounds. */
async function workOn(call: TimerCall, begun: TaxFileDocument, report: FilesReport): Promise<void> {
  report.files++
  try {
    for (let file = begun; file.state !== 'done' && file.state !== 'withdrawn' && !call.outOfTime(); report.steps++)
      file = await NEXT[file.state](call, file)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    if (error.error.code === 'BUSY') return
    report.troubled++
    await recordFailure(call.db, begun._id, error.error.message)
  }
}

const wordsOf = ({ tries, code }: ItemTrouble): string =>
  `系统处理这个文件时出错了（第${tries}次，${code}），隔一会儿会自己再试，别的文件照常处理。一直这样的，请把文件另存以后重新发送。`
